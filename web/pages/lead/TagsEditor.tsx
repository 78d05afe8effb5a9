import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { AutoComplete } from 'antd'
import { useState } from 'react'
import { readLead, tagLeads } from '../../../contract/lead.ts'
import { listTags } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { obstacle } from './lead.ts'
import type { Lead } from './lead.ts'
import { usePatchLead } from './useLead.ts'
import { pageWords } from './words.ts'

/** A lead's tags: added by typing, taken away with one press, which can be taken back. */
export function TagsEditor({ lead }: { lead: Lead }) {
  const w = useWords(pageWords)
  const toast = useToast()
  const patch = usePatchLead()
  const tag = useVerb(tagLeads, [readLead])
  const [adding, setAdding] = useState(false)
  const change = (add: string[], remove: string[]) => {
    patch(lead.leadId, (held) => ({
      ...held,
      tags: [...new Set([...held.tags, ...add])].filter((each) => !remove.includes(each)),
    }))
    tag.mutate({ body: { leadIds: [lead.leadId], add, remove } }, { onError: toast.refused })
  }
  const remove = (each: string) => {
    change([], [each])
    toast.done(w.tagRemoved(each), () => change([each], []))
  }
  const fixed = obstacle(lead, 'tag') !== undefined
  if (fixed && lead.tags.length === 0) return null
  return (
    <div className="fact">
      <dt>{w.tags}</dt>
      <dd className="tags-editor">
        {lead.tags.map((each) => (
          <span key={each} className="tag">
            {each}
            {fixed ? null : (
              <button
                type="button"
                className="tag-off"
                aria-label={w.removeTag(each)}
                onClick={() => remove(each)}
              >
                <CloseOutlined aria-hidden="true" />
              </button>
            )}
          </span>
        ))}
        {fixed ? null : adding ? (
          <TagInput held={lead.tags} onAdd={(each) => change([each], [])} onClose={() => setAdding(false)} />
        ) : (
          <button type="button" className="tag-add" aria-label={w.addTag} onClick={() => setAdding(true)}>
            <PlusOutlined aria-hidden="true" />
          </button>
        )}
      </dd>
    </div>
  )
}

interface TagInputProps {
  held: readonly string[]
  onAdd: (tag: string) => void
  onClose: () => void
}

/** Offers the tags in use; any other text will do. Stays open, for tags come in twos and threes. */
function TagInput({ held, onAdd, onClose }: TagInputProps) {
  const w = useWords(pageWords)
  const known = useEndpoint(listTags, {}, { staleTime: 60_000 }).data?.items ?? []
  const [text, setText] = useState('')
  const add = (tag: string) => {
    const clean = tag.trim().slice(0, 40)
    if (clean && !held.includes(clean)) onAdd(clean)
    setText('')
  }
  return (
    <AutoComplete
      aria-label={w.addTag}
      size="small"
      autoFocus
      defaultOpen
      className="tag-input"
      value={text}
      onChange={setText}
      onSelect={add}
      onBlur={onClose}
      options={known
        .filter((tag) => !held.includes(tag) && tag.toLowerCase().includes(text.toLowerCase()))
        .slice(0, 12)
        .map((value) => ({ value }))}
      defaultActiveFirstOption={false}
      popupMatchSelectWidth={180}
      onInputKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
        if (event.key === 'Enter' && !event.nativeEvent.isComposing && text) add(text)
      }}
    />
  )
}
