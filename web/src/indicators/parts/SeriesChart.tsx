import { LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent } from 'echarts/components'
import { init, use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { Series } from '#contract/indicators.ts'
import { useLanguage } from '#ui/language/language.ts'
import { formatQuantity } from '#ui/quantities.ts'
import { useIndicatorWords } from '../words.ts'
import { chartOption } from './chartOption.ts'
import { formatPeriod } from './periods.ts'

register([LineChart, GridComponent, AriaComponent, CanvasRenderer])

/** The chosen values as a line. The same figures stand in the table below it; what the line says is told in words as well. */
export function SeriesChart({ shown, name }: { shown: Series; name: string }) {
  const say = useIndicatorWords()
  const language = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  const dated = shown.readings.filter(each => each.period !== null)
  const [first, last] = [dated[0], dated.at(-1)]

  useEffect(() => {
    if (!box.current || dated.length < 2) return
    const own = box.current
    const chart = init(own, undefined, { renderer: 'canvas' })
    chart.setOption(
      chartOption(dated, {
        cumulative: shown.indicator.kind === 'cumulative',
        rank: shown.indicator.kind === 'rank',
        color: colour => getComputedStyle(own).getPropertyValue(`--${colour}`).trim(),
        font: getComputedStyle(own).fontFamily,
        inWords: period => formatPeriod(period, language),
      }),
    )
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(own)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [dated, shown.indicator.kind, language])

  if (!first || !last || dated.length < 2) return <p className="s q">{say('chart-none')}</p>
  const said = say('chart-says', {
    name,
    count: dated.length,
    first: formatPeriod(first.period ?? '', language),
    firstValue: formatQuantity(first.value, language),
    last: formatPeriod(last.period ?? '', language),
    lastValue: formatQuantity(last.value, language),
  })
  return <div ref={box} className="chart-box" role="img" aria-label={said} />
}
