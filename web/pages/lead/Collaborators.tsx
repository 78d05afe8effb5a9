import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Select } from 'antd'
import { useState } from 'react'
import { addCollaborator, readLead } from '../../../contract/lead.ts'
import { listMembers } from '../../../contract/people.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { obstacle } from './lead.ts'
import type { Lead } from './lead.ts'
import { usePatchLead } from './useLead.ts'
import { pageWords } from './words.ts'

/** Who else may see and work this lead. */
export function Collaborators({ lead }: { lead: Lead }) {
  const w = useWords(pageWords)
  const toast = useToast()
  const patch = usePatchLead()
  const share = useVerb(addCollaborator, [readLead])
  const [adding, setAdding] = useState(false)
  const set = (people: Lead['collaborators']) => {
    patch(lead.leadId, (held) => ({ ...held, collaborators: people }))
    const sent = { params: { leadId: lead.leadId }, body: { userIds: people.map(({ id }) => id) } }
    share.mutate(sent, { onError: toast.refused })
  }
  const fixed = obstacle(lead, 'share') !== undefined
  if (fixed && lead.collaborators.length === 0) return null
  return (
    <div className="fact">
      <dt>{w.collaborators}</dt>
      <dd className="tags-editor">
        {lead.collaborators.map((person) => (
          <span key={person.id} className="tag">
            {person.name}
            {fixed ? null : (
              <button
                type="button"
                className="tag-off"
                aria-label={w.removePerson(person.name)}
                onClick={() => set(lead.collaborators.filter(({ id }) => id !== person.id))}
              >
                <CloseOutlined aria-hidden="true" />
              </button>
            )}
          </span>
        ))}
        {fixed ? null : adding ? (
          <PersonPicker
            lead={lead}
            onPick={(person) => {
              set([...lead.collaborators, person])
              setAdding(false)
            }}
            onClose={() => setAdding(false)}
          />
        ) : (
          <button type="button" className="tag-add" aria-label={w.addPerson} onClick={() => setAdding(true)}>
            <PlusOutlined aria-hidden="true" />
          </button>
        )}
      </dd>
    </div>
  )
}

interface PersonPickerProps {
  lead: Lead
  onPick: (person: { id: string; name: string }) => void
  onClose: () => void
}

function PersonPicker({ lead, onPick, onClose }: PersonPickerProps) {
  const w = useWords(pageWords)
  const people =
    useEndpoint(listMembers, { query: { status: 'active' } }, { staleTime: 60_000 }).data?.items ?? []
  const taken = new Set([lead.holder.id, ...lead.collaborators.map(({ id }) => id)])
  return (
    <Select
      aria-label={w.addPerson}
      size="small"
      autoFocus
      defaultOpen
      className="tag-input"
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={180}
      options={people
        .filter(({ userId }) => !taken.has(userId))
        .map(({ userId, name }) => ({ value: userId, label: name }))}
      onSelect={(id: string) => onPick({ id, name: people.find(({ userId }) => userId === id)?.name ?? '' })}
      onBlur={onClose}
    />
  )
}
