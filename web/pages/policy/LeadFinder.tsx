import { Input } from 'antd'
import { useState } from 'react'
import { listLeads, readLead } from '../../../contract/lead.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import { call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { formatPhone } from '../../ui/format.ts'
import { useToast } from '../../ui/useToast.tsx'
import { factsOf } from './facts.ts'
import { finderWords } from './finderWords.ts'
import './finder.css'

interface LeadFinderProps {
  /** What finding one is good for here. */
  hint: string
  onPick: (leadId: string, facts: LeadFacts) => void
}

/** A held lead by phone, name, company or pinyin; before anything is typed, the newest ones. */
export function LeadFinder({ hint, onPick }: LeadFinderProps) {
  const w = useWords(finderWords)
  const toast = useToast()
  const [text, setText] = useState('')
  const q = text.trim()
  const found = useEndpoint(listLeads, { query: { limit: 12, ...(q ? { q } : {}) } }, { keep: true })
  const pick = (leadId: string) =>
    void call(readLead, { params: { leadId } }).then((lead) => onPick(leadId, factsOf(lead)), toast.refused)
  return (
    <>
      <Input.Search
        aria-label={w.searchPrompt}
        placeholder={w.searchPrompt}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="finder-note">{hint}</p>
      <Answer of={found} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="finder-note">{w.searchNone}</p>
          ) : (
            <ul className="finder-hits">
              {items.map((lead) => (
                <li key={lead.leadId}>
                  <Hit lead={lead} onPick={() => pick(lead.leadId)} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </>
  )
}

interface HitProps {
  lead: Reply<typeof listLeads>['items'][number]
  onPick: () => void
}

function Hit({ lead, onPick }: HitProps) {
  const w = useWords(finderWords)
  return (
    <button type="button" onClick={onPick}>
      <span>
        {lead.name ?? w.nameless} {lead.company ? `· ${lead.company}` : null}
      </span>
      <small>
        {[lead.grade, lead.sourceName, lead.phone ? formatPhone(lead.phone) : null, lead.holder.name]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </button>
  )
}
