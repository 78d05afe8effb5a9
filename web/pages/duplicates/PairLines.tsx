import { useWords } from '../../app/language.tsx'
import { formatPhone } from '../../ui/format.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { leadWords } from '../lead/words.ts'
import type { Pair } from './usePairs.ts'
import { duplicatesWords } from './words.ts'

type Lead = Pair['a']

/** One lead in a line: name · company · phone · source · arrived · holder, each under the other's. */
export function LeadLine({ lead }: { lead: Lead }) {
  const w = useWords(duplicatesWords)
  return (
    <span className="pair-line">
      <b className={lead.name ? undefined : 'pair-none'}>{lead.name ?? w.nameless}</b>
      <span className={lead.company ? undefined : 'pair-none'}>{lead.company ?? w.noCompany}</span>
      <span>{lead.phone ? formatPhone(lead.phone) : (lead.email ?? lead.wechat ?? '')}</span>
      <span className="pair-quiet">{lead.sourceName}</span>
      <span className="pair-quiet">
        <RelativeTime at={lead.arrivedAt} />
      </span>
      <span className="pair-quiet">
        <HolderName lead={lead} />
      </span>
    </span>
  )
}

/** One lead on a phone: who it is, quietly where it came from. */
export function LeadLineShort({ lead }: { lead: Lead }) {
  const w = useWords(duplicatesWords)
  return (
    <span className="pair-short">
      <span>
        <b>{lead.name ?? w.nameless}</b>
        {lead.company ? ` · ${lead.company}` : ''}
      </span>
      <small>
        {lead.phone ? `${formatPhone(lead.phone)} · ` : ''}
        {lead.sourceName} · <HolderName lead={lead} />
      </small>
    </span>
  )
}

/** Who has it, or which room. */
export function HolderName({ lead: { holder } }: { lead: Pick<Lead, 'holder'> }) {
  const l = useWords(leadWords)
  return <>{holder.name ?? l[holder.kind]}</>
}
