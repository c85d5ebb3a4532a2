import { addDays, formatDay } from '../days/days.ts'
import type { Language } from '../language/language.ts'

/** A meeting as the gauge marks it. `day` is in Asia/Shanghai, `time` `HH:mm` where it is known. */
export type Mark = { id: string; title: string; day: string; time: string | null; isToCome: boolean }
/** Where a label stands by its mark: above it, to its left, to its right, or nowhere because another is too near. */
export type LabelPlace = 'above' | 'left' | 'right' | 'none'
export type PlacedMark = Mark & { at: number; label: LabelPlace; words: string }

/** Twelve whole months, `YYYY-MM-01` and the first day after them. */
export type Span = { from: string; to: string }

const MONTHS = 12
/** Labels nearer than this share of the gauge would touch. */
const LABEL = 0.085
const BESIDE_HANDLE = 0.05

/**
 * The twelve months the gauge shows: nine back, this one and the two after it, so that the next bimonthly meeting has its place. When the handle stands
 * earlier than that, the months move back until it is in sight with two before it.
 */
export function gaugeSpan(today: string, standing: string): Span {
  const usual = monthStart(today, -9)
  const from = standing < usual ? monthStart(standing, -2) : usual
  return { from, to: monthStart(from, MONTHS) }
}

/** The first day of the month so many months away. */
export function monthStart(day: string, months: number): string {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`
}

/** Where a day stands on the gauge, 0 to 1. Months are equally wide, as their ticks are. */
export function placeOf(day: string, span: Span): number {
  const month =
    (Number(day.slice(0, 4)) - Number(span.from.slice(0, 4))) * 12 +
    Number(day.slice(5, 7)) -
    Number(span.from.slice(5, 7))
  return (month + (Number(day.slice(8, 10)) - 1) / daysIn(day)) / MONTHS
}

/** The day at a place of the gauge, the opposite of `placeOf`. */
export function dayAt(place: number, span: Span): string {
  const months = Math.min(Math.max(place, 0), 1) * MONTHS
  const whole = Math.min(Math.floor(months), MONTHS - 1)
  const first = monthStart(span.from, whole)
  return addDays(first, Math.min(Math.round((months - whole) * daysIn(first)), daysIn(first) - 1))
}

function daysIn(day: string): number {
  return Number(addDays(monthStart(day, 1), -1).slice(8, 10))
}

/** The marks in sight with their labels: the next meeting is named in full, and no label covers another or the handle. */
export function placeMarks(marks: readonly Mark[], span: Span, handle: number, language: Language): PlacedMark[] {
  const inSight = marks
    .filter(({ day }) => day >= span.from && day < span.to)
    .toSorted((a, b) => a.day.localeCompare(b.day))
  const next = inSight.find(({ isToCome }) => isToCome)
  let lastEnd = -1
  return inSight.map(mark => {
    const at = placeOf(mark.day, span)
    const isNext = mark === next
    const words = `${formatDay(mark.day, language, { sameYearAs: mark.day })}${isNext ? (language === 'zh' ? '例会' : ' meeting') : ''}`
    const wanted: LabelPlace = isNext
      ? 'right'
      : at <= handle && handle - at < BESIDE_HANDLE
        ? 'left'
        : at > handle && at - handle < BESIDE_HANDLE
          ? 'right'
          : 'above'
    const start = wanted === 'right' ? at : wanted === 'left' ? at - LABEL : at - LABEL / 2
    const fits = start >= lastEnd && start > -0.04
    if (fits) lastEnd = start + LABEL
    return { ...mark, at, words, label: fits ? wanted : 'none' }
  })
}

/** The meeting day before or after the handle: what `[` and `]` step to. Undefined means past the last one, which is now. */
export function stepByMeeting(marks: readonly Mark[], standing: string, by: -1 | 1): Mark | undefined {
  const held = marks.filter(({ isToCome }) => !isToCome).toSorted((a, b) => a.day.localeCompare(b.day))
  return by < 0 ? held.findLast(({ day }) => day < standing) : held.find(({ day }) => day > standing)
}
