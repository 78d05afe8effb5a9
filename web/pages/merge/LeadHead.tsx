import { Link } from '@tanstack/react-router'
import { Tooltip } from 'antd'
import { useWords } from '../../app/language.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { leadWords } from '../lead/words.ts'
import { letterOf, survivorBecause } from './reasons.ts'
import type { Preview } from './useMerge.ts'
import { mergeWords } from './words.ts'

interface LeadHeadProps {
  lead: Preview['leads'][number]
  at: number
  preview: Preview
  onKeep: () => void
}

/** Who a column is: its name, how it stands, what comes along; chosen here to be the one that goes on. */
export function LeadHead({ lead, at, preview, onKeep }: LeadHeadProps) {
  const w = useWords(mergeWords)
  const l = useWords(leadWords)
  const keeps = lead.leadId === preview.survivorId
  const name = lead.name ?? l.nameless
  const choice = (
    <label className="merge-choice" data-chosen={keeps || undefined}>
      <input
        type="radio"
        name="survivor"
        aria-label={w.keepThis(`${letterOf(at)} ${name}`)}
        checked={keeps}
        onChange={onKeep}
      />
      <span className="merge-letter" aria-hidden="true">
        {letterOf(at)}
      </span>
      <span>{keeps ? w.keeps : w.ends}</span>
    </label>
  )
  return (
    <div className="merge-head">
      {keeps ? <Tooltip title={survivorBecause(preview.survivorBecause, w)}>{choice}</Tooltip> : choice}
      <Link to="/leads/$leadId" params={{ leadId: lead.leadId }}>
        {name}
      </Link>
      <small>{lead.company}</small>
      <small>
        {l[lead.closedAs ?? lead.stage]} · {lead.sourceName} · <RelativeTime at={lead.arrivedAt} />
      </small>
      <small>{w.counts(lead.counts.activities, lead.counts.arrivals)}</small>
    </div>
  )
}
