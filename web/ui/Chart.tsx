import type { EChartsCoreOption } from 'echarts/core'
import { useEffect, useRef } from 'react'
import { useAppearance } from '../app/appearance.tsx'

interface ChartProps {
  /** What it shows, in a sentence: the text for who cannot see it. */
  label: string
  /** ECharts' own: bars, lines, intervals (custom series). Keep it in `useMemo`; colours come from the theme. */
  option: EChartsCoreOption
  height?: number
  /** Told where on the horizontal axis it was clicked or tapped, in the axis’ own values. */
  onPick?: (value: number) => void
}

/** A chart. ECharts comes in a chunk of its own when the first one is shown. */
export function Chart({ label, option, height = 240, onPick }: ChartProps) {
  const { isDark } = useAppearance()
  const place = useRef<HTMLDivElement>(null)
  const picked = useRef(onPick)
  useEffect(() => {
    picked.current = onPick
  })
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    let close = () => {}
    let left = false
    void import('./drawChart.ts').then(({ drawChart }) => {
      if (!left) close = drawChart(element, option, (value) => picked.current?.(value))
    })
    return () => {
      left = true
      close()
    }
    // The theme's colours are read when it is drawn.
  }, [option, isDark])
  return <div ref={place} role="img" aria-label={label} style={{ height }} />
}
