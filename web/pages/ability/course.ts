import type { EChartsCoreOption } from 'echarts/core'
import { formatShare } from '../../ui/format.ts'
import type { RepPage } from './ability.ts'

interface Said {
  bounds: string
  estimate: string
  everybody: string
  lang: 'zh' | 'en'
}

/** The estimate as a line within its interval, beside what all win. */
export function courseOf(
  course: RepPage['course'],
  base: number,
  { bounds, estimate, everybody, lang }: Said,
): EChartsCoreOption {
  const day = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', { month: 'short', day: 'numeric' })
  const plain = { type: 'line' as const, showSymbol: false }
  const unseen = { ...plain, stack: 'bounds', lineStyle: { opacity: 0 }, tooltip: { show: false } }
  return {
    grid: { left: 48, right: 64, top: 12, bottom: 28 },
    tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => formatShare(Number(value)) },
    xAxis: { type: 'category', data: course.map(({ at }) => day.format(new Date(at))), boundaryGap: false },
    yAxis: { type: 'value', min: 0, axisLabel: { formatter: (value: number) => formatShare(value) } },
    series: [
      {
        ...plain,
        name: estimate,
        data: course.map(({ mean }) => mean),
        showSymbol: true,
        symbolSize: 5,
        endLabel: { show: true, formatter: estimate, color: 'inherit', textBorderWidth: 0 },
        markLine: {
          symbol: 'none',
          silent: true,
          lineStyle: { type: 'dashed', width: 1 },
          label: { formatter: everybody, position: 'end' },
          data: [{ yAxis: base }],
        },
      },
      { ...unseen, data: course.map(({ low }) => low) },
      {
        ...unseen,
        name: bounds,
        data: course.map(({ low, high }) => high - low),
        areaStyle: { opacity: 0.18 },
      },
    ],
  }
}
