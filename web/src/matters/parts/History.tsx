import { formatDay } from '#ui/days/days.ts'
import { type Language, useLanguage } from '#ui/language/language.ts'
import { lightName } from '#ui/lights/lights.ts'
import { Section } from '#ui/Section.tsx'
import { Timeline, type TimelineEntry } from '#ui/Timeline.tsx'
import type { MatterDetail, MatterEvent } from '../api.ts'
import { useCodeWords } from '../codeWords.ts'
import { useMatterWords } from '../words.ts'

/** What happened (经过): acts of people and lights that turned by the rules, newest first; what was taken back stays, struck through. */
export function History({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  const words = useCodeWords()
  const language = useLanguage()
  const taken = new Set(matter.reports.filter(report => report.withdrawn).map(report => report.id))
  const entries = matter.timeline.map((event): TimelineEntry => {
    const struck = event.withdrawn || (event.verb === 'report' && taken.has(String(event.params.reportId)))
    return {
      id: event.id,
      at: event.kind === 'act' ? event.at : event.on,
      what: words('did', event.verb, paramsOf(event, language)),
      by: byline(event, words('did', 'result-by-rules'), language),
      ...(event.lightTo ? { light: event.lightTo } : {}),
      ...(struck ? { struck } : {}),
    }
  })
  const withdrawn = entries.filter(entry => entry.struck).length
  const count = entries.length
  return (
    <Section
      title={say('history')}
      aside={withdrawn > 0 ? say('history-note-withdrawn', { count, withdrawn }) : say('history-note', { count })}
    >
      <Timeline entries={entries} label={say('history')} />
    </Section>
  )
}

function paramsOf({ params, lightTo }: MatterEvent, language: Language) {
  const written = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value, language) : value,
    ]),
  )
  return { ...written, ...(lightTo ? { light: lightName(lightTo, language).replace('灯', '') } : {}) }
}

/** Who and with which words; for a light that turned, what the rules said. */
function byline(event: MatterEvent, byRules: string, language: Language): string {
  const short = language === 'zh' ? event.becauseZh : event.becauseEn
  const percent = typeof event.params.percent === 'number' ? `${event.params.percent}%` : ''
  const parts =
    event.kind === 'light'
      ? event.lightTo === 'grey'
        ? []
        : [short, event.verb === 'light' ? byRules : '']
      : [event.unitName || event.by, percent, event.text.length > 60 ? `${event.text.slice(0, 60)}…` : event.text]
  return parts.filter(part => part !== '').join('·')
}
