import type { EChartsCoreOption } from 'echarts/core'
import type { Result } from './RehearsalShown.tsx'

export type Measure = 'leads' | 'good' | 'wins'

interface Line {
  readonly userId: string
  readonly before: number
  readonly after: number
}

/** Both sides of each rep by a measure, those with the largest difference first. */
export function sidesOf({ reps }: Pick<Result, 'reps'>, measure: Measure): Line[] {
  return reps
    .map(({ userId, before, after }) => ({
      userId,
      before: before[measure] ?? 0,
      after: after[measure] ?? 0,
    }))
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || b.after - a.after)
}

/** Two bars a rep: what happened, paler, and what the draft would have done; each names itself on the first rep. */
export function barsOf(
  lines: readonly (Line & { readonly name: string })[],
  w: { before: string; after: string },
): EChartsCoreOption {
  const first = lines.length - 1
  const reversed = lines.toReversed()
  const series = (side: 'before' | 'after') => ({
    type: 'bar',
    name: w[side],
    barMaxWidth: 12,
    ...(side === 'before' ? { itemStyle: { opacity: 0.4 } } : {}),
    data: reversed.map((line, i) => ({
      value: Math.round(line[side] * 10) / 10,
      label: {
        show: true,
        position: 'right',
        fontSize: 11,
        formatter: i === first ? `{c} ${w[side]}` : '{c}',
      },
    })),
  })
  return {
    grid: { left: 8, right: 64, top: 8, bottom: 24, containLabel: true },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'value', minInterval: 1 },
    yAxis: { type: 'category', data: reversed.map(({ name }) => name) },
    series: [series('after'), series('before')],
  }
}
