import type { EChartsCoreOption } from 'echarts/core'

type Point = readonly [number, number]

interface Plot {
  points: readonly Point[]
  x: string
  y: string
  /** The line that guessing would draw. */
  chance: string
  /** Points stand by themselves: buckets of a calibration. */
  dots?: boolean
}

export const percent = (value: number) => `${Math.round(value * 100)}%`

export const axisOf = (name: string) => ({
  type: 'value' as const,
  name,
  nameLocation: 'middle' as const,
  nameGap: 28,
  min: 0,
  max: 1,
  interval: 0.25,
  axisLabel: { formatter: percent },
})

/** A curve from 0 to 1 both ways, beside the diagonal. */
export function plotOf({ points, x, y, chance, dots = false }: Plot): EChartsCoreOption {
  return {
    grid: { left: 58, right: 16, top: 12, bottom: 46 },
    tooltip: { trigger: 'item', valueFormatter: (value: unknown) => percent(Number(value)) },
    xAxis: axisOf(x),
    yAxis: { ...axisOf(y), nameGap: 42 },
    series: [
      { type: 'line', name: y, data: points.map((point) => [...point]), showSymbol: dots, symbolSize: 7 },
      {
        type: 'line',
        name: chance,
        data: [
          [0, 0],
          [1, 1],
        ],
        showSymbol: false,
        lineStyle: { type: 'dashed', width: 1 },
      },
    ],
  }
}
