import type { EChartsCoreOption } from 'echarts/core'

export interface Interval {
  readonly name: string
  readonly share: number
  readonly lower: number
  readonly upper: number
}

const percent = (value: number) => `${Math.round(value * 100)}%`

interface Drawing {
  value(dimension: number): number
  coord(point: [number, number]): [number, number]
  style(): Record<string, unknown>
}

/** A point for each share with a line for its interval, one below the other. */
export function intervalsOf(intervals: readonly Interval[], x: string): EChartsCoreOption {
  const top = Math.max(0.1, ...intervals.map(({ upper }) => upper))
  return {
    grid: { left: 16, right: 24, top: 8, bottom: 40, containLabel: true },
    tooltip: {
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const { name, share, lower, upper } = intervals[dataIndex]!
        return `${name}: ${percent(share)} (${percent(lower)}–${percent(upper)})`
      },
    },
    xAxis: {
      type: 'value',
      name: x,
      nameLocation: 'middle',
      nameGap: 28,
      min: 0,
      max: Math.min(1, Math.ceil(top * 10) / 10),
      axisLabel: { formatter: percent },
    },
    yAxis: { type: 'category', inverse: true, data: intervals.map(({ name }) => name) },
    series: [
      {
        type: 'custom',
        encode: { x: [1, 2, 3], y: 0 },
        data: intervals.map(({ share, lower, upper }, at) => [at, share, lower, upper]),
        renderItem: (_: unknown, drawing: Drawing) => {
          const at = drawing.value(0)
          const [share, from, to] = [1, 2, 3].map((each) => drawing.coord([drawing.value(each), at])) as [
            [number, number],
            [number, number],
            [number, number],
          ]
          const colour = drawing.style()['fill']
          const cap = (x: number) => ({
            type: 'line',
            shape: { x1: x, y1: share[1] - 5, x2: x, y2: share[1] + 5 },
            style: { stroke: colour, lineWidth: 1.5 },
          })
          return {
            type: 'group',
            children: [
              {
                type: 'line',
                shape: { x1: from[0], y1: share[1], x2: to[0], y2: share[1] },
                style: { stroke: colour, lineWidth: 1.5 },
              },
              cap(from[0]),
              cap(to[0]),
              { type: 'circle', shape: { cx: share[0], cy: share[1], r: 5 }, style: { fill: colour } },
            ],
          }
        },
      },
    ],
  }
}
