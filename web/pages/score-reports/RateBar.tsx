import type { Rate } from '../../../contract/rate.ts'
import { formatShare } from '../../ui/format.ts'

const WIDTH = 120

/** A share as a point on a line from none to all, with its interval; the figure beside it. */
export function RateBar({ rate }: { rate: Rate }) {
  if (!rate) return <span className="report-nothing">–</span>
  const told = `${formatShare(rate.share)} (${formatShare(rate.lower)}–${formatShare(rate.upper)})`
  const at = (share: number) => 2 + share * (WIDTH - 4)
  return (
    <span className="report-rate" title={told}>
      <svg width={WIDTH} height={14} viewBox={`0 0 ${WIDTH} 14`} role="img" aria-label={told}>
        <line className="rate-ground" x1={2} x2={WIDTH - 2} y1={7} y2={7} />
        <line className="rate-interval" x1={at(rate.lower)} x2={at(rate.upper)} y1={7} y2={7} />
        <circle className="rate-share" cx={at(rate.share)} cy={7} r={4} />
      </svg>
      <span className="figure">{formatShare(rate.share)}</span>
    </span>
  )
}
