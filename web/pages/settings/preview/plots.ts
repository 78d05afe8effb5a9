import type { EChartsCoreOption } from 'echarts/core'
import { axisOf, percent } from '../learned/plots.ts'
import type { Result } from './preview.ts'
import type { Said } from './say.ts'

type Point = readonly [number, number]

interface Curves {
  before: readonly Point[]
  after: readonly Point[]
  x: string
  y: string
  /** Points stand by themselves: buckets of a calibration. */
  dots?: boolean
}

const named = (name: string) => ({ show: true, formatter: name, fontSize: 11, distance: 4 })

/** Two curves from 0 to 1 both ways, each named where it is, beside the diagonal. */
export function curvesOf({ before, after, x, y, dots = false }: Curves, w: Said): EChartsCoreOption {
  const middle = (points: readonly Point[], part: number) =>
    Math.min(points.length - 1, Math.floor(points.length * part))
  const series = (name: string, points: readonly Point[], more: { dashed: boolean; at: number }) => ({
    type: 'line',
    name,
    showSymbol: true,
    symbolSize: dots ? 7 : 0.1,
    lineStyle: { width: more.dashed ? 1.5 : 2.5, type: more.dashed ? 'dashed' : 'solid' },
    data: points.map((point, i) => ({
      value: [...point],
      ...(i === middle(points, more.at)
        ? { label: { ...named(name), position: more.dashed ? 'bottom' : 'top' } }
        : {}),
    })),
  })
  return {
    grid: { left: 58, right: 16, top: 18, bottom: 46 },
    tooltip: { trigger: 'item', valueFormatter: (value: unknown) => percent(Number(value)) },
    xAxis: axisOf(x),
    yAxis: { ...axisOf(y), nameGap: 42 },
    series: [
      series(w.after, after, { dashed: false, at: 0.35 }),
      series(w.before, before, { dashed: true, at: 0.6 }),
      {
        type: 'line',
        data: [
          [0, 0],
          [1, 1],
        ],
        showSymbol: false,
        silent: true,
        lineStyle: { type: 'dotted', width: 1 },
      },
    ],
  }
}

/** Leads by range of score, before beside after. */
export function spreadOf(spread: Result['open']['spread'], w: Said): EChartsCoreOption {
  const top = (side: 'before' | 'after') =>
    spread.reduce((best, range, i) => (range[side] > spread[best]![side] ? i : best), 0)
  const series = (side: 'before' | 'after', color: string | undefined) => ({
    type: 'bar',
    name: w[side],
    ...(color ? { itemStyle: { opacity: 0.45 } } : {}),
    data: spread.map((range, i) => ({
      value: range[side],
      ...(i === top(side)
        ? { label: { show: true, position: 'top', formatter: w[side], fontSize: 11 } }
        : {}),
    })),
  })
  return {
    grid: { left: 52, right: 12, top: 24, bottom: 42 },
    tooltip: { trigger: 'axis' },
    xAxis: {
      type: 'category',
      name: w.score,
      nameLocation: 'middle',
      nameGap: 26,
      data: spread.map(({ from }) => String(from)),
    },
    yAxis: { type: 'value', minInterval: 1 },
    series: [series('after', undefined), series('before', 'pale')],
  }
}
