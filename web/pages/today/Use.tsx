interface UseProps {
  label: string
  used: number
  /** null: no limit. */
  limit: number | null
}

/** 18/20 over a thin bar, for a narrow cell; without a limit the number alone. */
export function Use({ label, used, limit }: UseProps) {
  if (limit === null) return <span className="figure">{used}</span>
  const share = limit > 0 ? Math.min(1, used / limit) : 1
  const state = share >= 1 ? 'full' : share >= 0.8 ? 'near' : 'free'
  return (
    <span className="use" title={label}>
      <span className="figure">
        {used}
        <small>/{limit}</small>
      </span>
      <span className={`gauge-bar gauge-${state}`} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  )
}
