import { Link } from '@tanstack/react-router'
import { useWords } from '../../app/language.tsx'
import { Deadline, RelativeTime } from '../../ui/RelativeTime.tsx'
import { Grade } from './Grade.tsx'
import type { Lead } from './lead.ts'
import { ScoreFeedback } from './score/ScoreFeedback.tsx'
import { HolderName, StageMark } from './Stage.tsx'
import { Value } from './value/Value.tsx'
import { pageWords } from './words.ts'
import './why.css'

/** What one looks for first: how good and why, how far, whose, until when, and what comes next. */
export function LeadStrip({ lead }: { lead: Lead }) {
  const w = useWords(pageWords)
  return (
    <>
      <div className="strip">
        <Grade of={lead} />
        <Value of={lead} />
        <StageMark stage={lead.stage} />
        {/* Of one that waits a banner tells until when, and for what. */}
        {lead.holder.kind === 'waiting' ? null : (
          <span title={w.holder}>
            <HolderName of={lead} />
          </span>
        )}
        {lead.seat ? (
          <Link to="/cohorts" title={w.seat}>
            {lead.seat.cohort} · {lead.seat.group}
          </Link>
        ) : null}
        {lead.dueAt && !lead.closedAs ? <Deadline at={lead.dueAt} soonMinutes={24 * 60} /> : null}
        {lead.nextAt && !lead.closedAs ? (
          <span className="strip-next">
            {w.nextStep} <RelativeTime at={lead.nextAt} /> {lead.nextStep}
          </span>
        ) : null}
      </div>
      <p className="lead-why">
        {lead.why.reason}
        {lead.why.better ? <small>{lead.why.better}</small> : null}
      </p>
      <ScoreFeedback lead={lead} />
    </>
  )
}
