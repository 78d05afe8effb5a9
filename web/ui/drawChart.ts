import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use as equip } from 'echarts/core'
import type { EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

// Drawn as SVG: sharp in print, and lighter than a canvas for the few hundred marks we draw.
equip([BarChart, LineChart, CustomChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

/**
 * Draws into the element, in the theme's colours and the element's width; tells where along the horizontal axis it is clicked.
 * Returns what takes it away.
 */
export function drawChart(
  element: HTMLElement,
  option: EChartsCoreOption,
  onPick: (value: number) => void,
): () => void {
  const chart = init(element, themeFrom(getComputedStyle(document.documentElement)), { renderer: 'svg' })
  chart.setOption(option)
  chart.getZr().on('click', ({ offsetX, offsetY }) => {
    const spot = [offsetX, offsetY]
    if (!chart.containPixel('grid', spot)) return
    const [value] = chart.convertFromPixel({ gridIndex: 0 }, spot)
    if (value !== undefined) onPick(value)
  })
  const watcher = new ResizeObserver(() => chart.resize())
  watcher.observe(element)
  return () => {
    watcher.disconnect()
    chart.dispose()
  }
}

/** Colours told apart by who sees no red or no green too: river, ochre, stone, then clay. */
function themeFrom(style: CSSStyleDeclaration) {
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const axis = {
    axisLine: { lineStyle: { color: colour('--border') } },
    axisTick: { show: false },
    axisLabel: { color: colour('--faint') },
    splitLine: { lineStyle: { color: colour('--line') } },
  }
  return {
    color: [colour('--accent'), colour('--ochre'), colour('--faint'), colour('--clay')],
    textStyle: { fontFamily: 'inherit', color: colour('--text') },
    label: { color: colour('--text') },
    animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    categoryAxis: axis,
    valueAxis: axis,
    timeAxis: axis,
    tooltip: {
      backgroundColor: colour('--raised'),
      borderColor: colour('--line'),
      textStyle: { color: colour('--text') },
    },
  }
}
