import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { readLead, tagLeads } from '../../../contract/lead.ts'
import { leadTags } from '../../../contract/views.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { obstacle } from './lead.ts'
import type { Lead } from './lead.ts'
import { TagInput } from './TagInput.tsx'
import { TagName } from './TagName.tsx'
import { usePatchLead } from './useLead.ts'
import { pageWords } from './words.ts'

/** A lead's tags: added by typing, taken away with one press, which can be taken back. */
export function TagsEditor({ lead }: { lead: Lead }) {
  const w = useWords(pageWords)
  const toast = useToast()
  const patch = usePatchLead()
  const tag = useVerb(tagLeads, [readLead, leadTags])
  const [adding, setAdding] = useState(false)
  const grounds = useEndpoint(
    leadTags,
    { params: { leadId: lead.leadId } },
    { enabled: lead.tags.length > 0, staleTime: 60_000 },
  ).data?.items
  const change = (add: string[], remove: string[], expiresAt?: string) => {
    patch(lead.leadId, (held) => ({
      ...held,
      tags: [...new Set([...held.tags, ...add])].filter((each) => !remove.includes(each)),
    }))
    const until = expiresAt ? { expiresAt } : {}
    tag.mutate({ body: { leadIds: [lead.leadId], add, remove, ...until } }, { onError: toast.refused })
  }
  const remove = (each: string) => {
    const until = grounds?.find(({ tag: known }) => known === each)?.expiresAt ?? undefined
    change([], [each])
    toast.done(w.tagRemoved(each), () => change([each], [], until))
  }
  const fixed = obstacle(lead, 'tag') !== undefined
  if (fixed && lead.tags.length === 0) return null
  return (
    <div className="fact">
      <dt>{w.tags}</dt>
      <dd className="tags-editor">
        {lead.tags.map((each) => (
          <span key={each} className="tag">
            <TagName tag={each} of={grounds} />
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
          <TagInput
            held={lead.tags}
            onAdd={(each, until) => change([each], [], until)}
            onClose={() => setAdding(false)}
          />
        ) : (
          <button type="button" className="tag-add" aria-label={w.addTag} onClick={() => setAdding(true)}>
            <PlusOutlined aria-hidden="true" />
          </button>
        )}
      </dd>
    </div>
  )
}
