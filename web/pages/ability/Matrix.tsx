import { Link } from '@tanstack/react-router'
import { EVERY } from '../../../contract/ability.ts'
import { useWords } from '../../app/language.tsx'
import { type Cell, type Listed, type Rep, sureOf } from './ability.ts'
import { Estimate, topOf } from './Estimate.tsx'
import type { Names } from './useNames.ts'
import { abilityWords } from './words.ts'

interface MatrixProps {
  listed: Listed
  names: Names
  /** The channel sorted by. */
  by: string | undefined
  onSort: (by: string | undefined) => void
}

/** Reps by channels: a table, on a phone a card for each rep. */
export function Matrix({ listed: { items, reps, channels, tiers }, names, by, onSort }: MatrixProps) {
  const w = useWords(abilityWords)
  const columns = [EVERY, ...channels]
  const cells = new Map(items.map((cell) => [`${cell.userId} ${cell.channel}`, cell]))
  const of = (rep: Rep, channel: string) => cells.get(`${rep.userId} ${channel}`)
  const tops = new Map(
    columns.map((channel) => [channel, topOf(items.filter((cell) => cell.channel === channel))]),
  )
  return (
    <div className="matrix-frame" tabIndex={0} role="region" aria-label={w.title}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col" aria-sort={by === undefined ? 'ascending' : 'none'}>
              <SortBy label={w.rep} on={by === undefined} onSort={() => onSort(undefined)} />
            </th>
            {columns.map((channel) => (
              <th key={channel} scope="col" aria-sort={by === channel ? 'descending' : 'none'}>
                <SortBy label={names.channel(channel)} on={by === channel} onSort={() => onSort(channel)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(reps, by, of).map((rep) => (
            <tr key={rep.userId}>
              <th scope="row">
                <Link to="/ability/$userId" params={{ userId: rep.userId }}>
                  {rep.name}
                </Link>
                <small>{tenure(rep.months, w)}</small>
              </th>
              {columns.map((channel) => {
                const cell = of(rep, channel)
                return (
                  <td key={channel} data-channel={names.channel(channel)} data-none={cell ? undefined : true}>
                    {cell ? (
                      <Estimate of={cell} top={tops.get(channel) ?? 1} tiers={tiers} />
                    ) : (
                      <small>{w.none}</small>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function SortBy({ label, on, onSort }: { label: string; on: boolean; onSort: () => void }) {
  const w = useWords(abilityWords)
  return (
    <button
      type="button"
      className="matrix-sort"
      data-on={on || undefined}
      title={w.sortBy(label)}
      onClick={onSort}
    >
      {label}
    </button>
  )
}

/** By what is sure of them in a channel, best first: who has little evidence does not come first by luck. */
function sorted(
  reps: readonly Rep[],
  by: string | undefined,
  of: (rep: Rep, channel: string) => Cell | undefined,
): Rep[] {
  if (by === undefined) return [...reps]
  const worth = (rep: Rep) => {
    const cell = of(rep, by)
    return cell ? sureOf(cell) : -1
  }
  return reps.toSorted((a, b) => worth(b) - worth(a))
}

export function tenure(
  months: number,
  w: { months: (n: number) => string; years: (n: number) => string },
): string {
  return months < 24 ? w.months(months) : w.years(Math.floor(months / 12))
}
