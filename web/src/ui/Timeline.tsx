import type { ReactNode } from 'react'
import type { Light } from '#contract/kernel.ts'
import { dayOfInstant, formatDay } from './days/days.ts'
import { useLanguage } from './language/language.ts'
import { LightGlyph } from './lights/LightGlyph.tsx'
import { lightName } from './lights/lights.ts'
import './timeline.css'

export type TimelineEntry = {
  id: string
  /** An instant, or a day `YYYY-MM-DD`. */
  at: string
  what: ReactNode
  /** Who, and under what rule. */
  by?: ReactNode
  light?: Light
  /** Withdrawn later: struck through and kept. */
  struck?: boolean
  weekday?: boolean
}

/** What happened, newest first, under the year it happened in. */
export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  const language = useLanguage()
  const dated = entries.map(entry => ({ ...entry, day: entry.at.length === 10 ? entry.at : dayOfInstant(entry.at) }))
  return (
    <ol className="timeline" aria-label={label}>
      {dated.map((entry, index) => {
        const year = entry.day.slice(0, 4)
        const opensYear = dated[index - 1]?.day.slice(0, 4) !== year
        return (
          <li key={entry.id} className={opensYear ? 'opens' : undefined}>
            {opensYear && <span className="year">{language === 'zh' ? `${year}年` : year}</span>}
            <time dateTime={entry.at}>
              {formatDay(entry.day, language, { sameYearAs: entry.day, weekday: entry.weekday ?? false })}
            </time>
            {entry.light ? (
              <LightGlyph light={entry.light} label={lightName(entry.light, language)} />
            ) : (
              <i className="dot" />
            )}
            <span>
              {entry.struck ? <s>{entry.what}</s> : entry.what}
              {entry.by !== undefined && <span className="by">{entry.by}</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
