import type { EChartsCoreOption } from 'echarts/core'
import type { Lang } from '../../../app/language.tsx'
import { exactTime } from '../../../ui/format.ts'
import { type History, type Mark, nearest, type Spot } from './moments.ts'

interface Plotting {
  readonly spots: readonly Spot[]
  readonly lang: Lang
  readonly words: {
    readonly version: (n: number) => string
    readonly points: (grade: string, score: number) => string
  }
}

const symbols = { did: 'circle', other: 'diamond', followed: 'triangle' } as const satisfies Record<
  Mark,
  string
>

/** The score as a line of steps, with marks for what happened on it and lines where another scorecard came. */
export function plotOf(
  { steps, events, from, to }: History,
  { spots, lang, words }: Plotting,
): EChartsCoreOption {
  const ends = { at: to, score: steps.at(-1)?.score ?? 0 }
  const published = events.filter(({ kind, at }) => kind === 'published' && at > from)
  const marked = Object.entries(symbols).map(([mark, symbol]) => ({
    type: 'line',
    symbol,
    symbolSize: 9,
    lineStyle: { width: 0 },
    data: spots.flatMap((spot) => (spot.mark === mark ? [[spot.at, spot.score]] : [])),
  }))
  return {
    grid: { left: 36, right: 12, top: 22, bottom: 24 },
    xAxis: {
      type: 'time',
      splitNumber: 4,
      min: Date.parse(from),
      max: Math.max(Date.parse(to), Date.parse(from) + 1),
      axisLabel: { hideOverlap: true, formatter: (at: number) => dayOf(at, lang) },
      splitLine: { show: false },
    },
    yAxis: { type: 'value', splitNumber: 3, minInterval: 1 },
    tooltip: {
      trigger: 'axis',
      confine: true,
      axisPointer: { type: 'line' },
      formatter: (shown: readonly { axisValue: number }[]) =>
        told(nearest(spots, Number(shown[0]?.axisValue)), lang, words),
    },
    series: [
      {
        type: 'line',
        step: 'end',
        symbol: 'none',
        data: [...steps, ends].map(({ at, score }) => [Date.parse(at), score]),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { type: 'dashed' },
          data: published.map(({ at, about }) => ({
            xAxis: Date.parse(at),
            label: { formatter: words.version(Number(about[0])) },
          })),
        },
      },
      ...marked,
    ],
  }
}

const dayOf = (at: number, lang: Lang) =>
  new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en', { month: 'numeric', day: 'numeric' }).format(at)

/** As an element, for labels are somebody's words. */
function told(spot: Spot | undefined, lang: Lang, words: Plotting['words']): HTMLElement {
  const element = document.createElement('div')
  element.className = 'score-told'
  if (!spot) return element
  const head = document.createElement('b')
  head.textContent = words.points(spot.grade, spot.score)
  const when = document.createElement('small')
  when.textContent = exactTime(new Date(spot.at), { lang })
  const says = document.createElement('span')
  says.textContent = spot.says
  element.append(head, when, says)
  return element
}
