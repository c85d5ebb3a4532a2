import type { EChartsCoreOption } from 'echarts/core'
import type { Reading } from '#contract/indicators.ts'
import { formatNumber } from '#ui/quantities.ts'

type Look = {
  /** A total since the year's beginning starts anew each year: the line breaks there. */
  cumulative: boolean
  /** The first place stands at the top. */
  rank: boolean
  color(token: string): string
  font: string
  inWords(period: string): string
}

/**
 * A series as a line by the rules of the look: no animation, no legend, hairlines, 12 px, the last value named at its end; what was made
 * up for the demonstration is drawn hollow and dashed.
 */
export function chartOption(readings: readonly Reading[], look: Look): EChartsCoreOption {
  const text = { fontSize: 12, color: look.color('ink-3'), fontFamily: look.font }
  const made = readings.some(each => each.status === 'demonstration')
  const points = readings.map(each => ({
    value: each.value.value,
    period: each.period ?? '',
    hollow: each.status !== 'actual' && each.status !== 'revised',
  }))
  const broken = points.flatMap((point, index) => {
    const starts = look.cumulative && index > 0 && points[index - 1]?.period.slice(0, 4) !== point.period.slice(0, 4)
    return starts ? [{ value: null, period: '', hollow: false }, point] : [point]
  })
  return {
    animation: false,
    textStyle: text,
    grid: { left: 8, right: 56, top: 12, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category',
      data: broken.map(each => (each.period === '' ? '' : look.inWords(each.period))),
      axisLine: { onZero: false, lineStyle: { color: look.color('rule-2') } },
      axisTick: { length: 4, alignWithLabel: true, lineStyle: { color: look.color('rule-2') } },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      scale: true,
      inverse: look.rank,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, formatter: (value: number) => formatNumber(value) },
      splitLine: { lineStyle: { color: look.color('rule') } },
    },
    series: [
      {
        type: 'line',
        silent: true,
        connectNulls: false,
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { color: look.color('accent'), width: 1.5, type: made ? 'dashed' : 'solid' },
        itemStyle: { color: look.color('accent') },
        endLabel: {
          show: true,
          ...text,
          color: look.color('ink'),
          formatter: ({ value }: { value: number | null }) => (value === null ? '' : formatNumber(value)),
        },
        data: broken.map(({ value, hollow }) => ({
          value,
          ...(hollow
            ? { itemStyle: { color: look.color('paper'), borderColor: look.color('accent'), borderWidth: 1.5 } }
            : {}),
        })),
      },
    ],
  }
}
