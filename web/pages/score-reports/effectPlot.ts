import type { EChartsCoreOption } from 'echarts/core'
import type { EffectReply } from './Effect.tsx'

interface Texts {
  name: string
  guess: string
  version: (n: number) => string
}

const percent = (value: number) => `${Math.round(value * 100)}%`

/** How well scores tell apart, week by week with the interval, and where versions were published; undefined where no week has enough. */
export function effectPlot(
  { weeks, published }: Pick<EffectReply, 'weeks' | 'published'>,
  { name, guess, version }: Texts,
): EChartsCoreOption | undefined {
  const known = weeks.flatMap(({ week, auc, margin }) =>
    auc === null || margin === null ? [] : [{ at: Date.parse(week), auc, margin }],
  )
  if (known.length < 2) return undefined
  return {
    grid: { left: 46, right: 24, top: 24, bottom: 28 },
    tooltip: { trigger: 'item', valueFormatter: (value: unknown) => percent(Number(value)) },
    xAxis: { type: 'time' },
    yAxis: { type: 'value', min: 0, max: 1, interval: 0.25, axisLabel: { formatter: percent } },
    series: [
      {
        type: 'line',
        name,
        data: known.map(({ at, auc }) => [at, auc]),
        symbolSize: 7,
        markLine: {
          symbol: 'none',
          data: [
            ...published.map((each) => ({
              xAxis: Date.parse(each.at),
              label: { formatter: version(each.version) },
            })),
            { yAxis: 0.5, label: { formatter: guess, position: 'insideEndTop' } },
          ],
        },
      },
      // The intervals: a thin line a week, from its lower to its upper end
      ...known.map(({ at, auc, margin }) => ({
        type: 'line' as const,
        silent: true,
        showSymbol: false,
        lineStyle: { width: 1, opacity: 0.6 },
        color: 'currentColor',
        data: [
          [at, Math.max(0, auc - margin)],
          [at, Math.min(1, auc + margin)],
        ],
      })),
    ],
  }
}
