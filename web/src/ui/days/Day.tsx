import { useLanguage } from '../language/language.ts'
import { type DayStyle, dayOfInstant, formatDay, formatInstant } from './days.ts'

/** A calendar day in words; never broken at a line end. */
export function Day({ value, ...style }: { value: string } & DayStyle) {
  return (
    <time className="nw" dateTime={value}>
      {formatDay(value, useLanguage(), style)}
    </time>
  )
}

/** An instant in words, Asia/Shanghai, 24 h. With `dayOnly`, its day. */
export function Instant({ value, dayOnly = false, ...style }: { value: string; dayOnly?: boolean } & DayStyle) {
  const language = useLanguage()
  return (
    <time className="nw" dateTime={value}>
      {dayOnly ? formatDay(dayOfInstant(value), language, style) : formatInstant(value, language, style)}
    </time>
  )
}
