import { useLanguage, useWords } from '../../../app/language.tsx'
import { useMe } from '../../../app/session.ts'
import { Deadline, heatOf } from '../../../ui/RelativeTime.tsx'
import { useNow } from '../../../ui/useNow.ts'
import type { Lead } from '../lead.ts'
import { sumSaid } from './sayValue.ts'
import { valueWords } from './words.ts'
import './value.css'

/** That a lead goes first, how long is left to follow it up, and what it is expected to bring. */
export function PriorityBanner({ lead }: { lead: Lead }) {
  const w = useWords(valueWords)
  const { lang } = useLanguage()
  const { currency } = useMe().organisation
  const now = useNow()
  const { priorityDueAt: due, value, holder } = lead
  if (!due) return null
  const late = heatOf(due, now) === 'late'
  return (
    <div className="banner" data-tone={late ? 'late' : 'ochre'} role="status">
      <b>{w.priority}</b> <Deadline at={due} /> · {late ? w.overdue : w.dueIn}
      {holder.kind === 'rep' ? null : <p>{w.unheld}</p>}
      {value ? <p className="figure">{sumSaid(value, { lang, currency })}</p> : null}
    </div>
  )
}
