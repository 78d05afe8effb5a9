import type { ReactNode } from 'react'
import './table.css'

interface TwoLineProps {
  /** Short and always whole: A1. */
  lead?: ReactNode
  /** Cut where there is no room. */
  main: ReactNode
  /** At the right of the first line: the deadline. */
  end?: ReactNode
  /** The quiet second line. */
  below?: ReactNode
  belowEnd?: ReactNode
}

/** A row on a phone: what matters in the first line, the rest quietly below. */
export function TwoLine({ lead, main, end, below, belowEnd }: TwoLineProps) {
  return (
    <div className="two-line">
      <div>
        {lead ? <b>{lead}</b> : null}
        <span className="two-line-main">{main}</span>
        {end}
      </div>
      <div>
        <span className="two-line-main">{below}</span>
        {belowEnd}
      </div>
    </div>
  )
}
