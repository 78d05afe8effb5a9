import './inline.css'

interface GaugeProps {
  /** 今日, 持有. */
  label: string
  used: number
  /** Without a limit only the number is shown. */
  limit?: number | null
}

/** How much of a limit is used: 今日 7/20 and a thin bar; ochre from 80 %, clay when full. */
export function Gauge({ label, used, limit }: GaugeProps) {
  if (limit === undefined || limit === null) {
    return (
      <span className="gauge">
        {label} <b className="figure">{used}</b>
      </span>
    )
  }
  const share = limit > 0 ? Math.min(1, used / limit) : 1
  const state = share >= 1 ? 'full' : share >= 0.8 ? 'near' : 'free'
  return (
    <span className="gauge">
      {label}{' '}
      <b className="figure">
        {used}/{limit}
      </b>
      <span
        className={`gauge-bar gauge-${state}`}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(used, limit)}
        aria-valuetext={`${used}/${limit}`}
      >
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  )
}
