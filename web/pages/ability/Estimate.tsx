import { useLanguage, useWords } from '../../app/language.tsx'
import { formatCount, formatShare } from '../../ui/format.ts'
import { type Cell, leadsOf } from './ability.ts'
import { abilityWords } from './words.ts'

/** A tier, or that there is none yet. Told by its letter; the shade only helps. */
export function Tier({ of, rank }: { of: string | null; rank: number }) {
  const w = useWords(abilityWords)
  return (
    <span
      className="tier"
      data-rank={of === null ? 'none' : rank}
      title={of === null ? w.unknown : w.tier(of)}
    >
      {of ?? w.unknownShort}
    </span>
  )
}

interface BarProps {
  of: Pick<Cell, 'mean' | 'low' | 'high' | 'base'>
  /** The share at the right end. */
  top: number
}

/** The interval as a bar, the estimate as a dot on it, what all win as an upright line. */
export function Interval({ of: { mean, low, high, base }, top }: BarProps) {
  const w = useWords(abilityWords)
  const at = (share: number) => `${(Math.min(share, top) / top) * 100}%`
  return (
    <span
      className="interval"
      role="img"
      aria-label={w.bar(formatShare(mean), formatShare(low), formatShare(high), formatShare(base))}
      title={w.bar(formatShare(mean), formatShare(low), formatShare(high), formatShare(base))}
    >
      <i className="interval-base" style={{ left: at(base) }} />
      <i className="interval-bar" style={{ left: at(low), width: `calc(${at(high)} - ${at(low)})` }} />
      <i className="interval-dot" style={{ left: at(mean) }} />
    </span>
  )
}

/** An ability at a glance: estimate, interval, counts and tier. */
export function Estimate({ of, top, tiers }: { of: Cell; top: number; tiers: readonly { name: string }[] }) {
  const w = useWords(abilityWords)
  const { lang } = useLanguage()
  const leads = leadsOf(of)
  return (
    <span className="estimate" data-known={of.tier !== null || undefined}>
      <span className="estimate-head">
        <b>{formatShare(of.mean)}</b>
        <Tier of={of.tier} rank={tiers.findIndex(({ name }) => name === of.tier)} />
      </span>
      <Interval of={of} top={top} />
      <small>
        {w.counts(formatCount(of.won, lang), formatCount(leads, lang))} · {w.expected(of.expected.toFixed(0))}
      </small>
    </span>
  )
}

/** Where bars end: the highest of the ends, rounded up to a tenth. */
export const topOf = (cells: readonly Cell[]) =>
  Math.min(1, Math.ceil(Math.max(0.1, ...cells.map(({ high, base }) => Math.max(high, base))) * 10) / 10)
