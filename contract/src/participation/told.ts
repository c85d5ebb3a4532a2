import { en, zh } from '../portalWords/openQuiz.ts'
import type { OpenQuiz } from './portal.ts'

/*
 * A published quiz as citizens read it, by the server's first screen and by the portal alike, so that nothing changes under the reader's eyes
 * when the scripts take over. No library: the portal carries this over the air.
 */

export type Language = 'zh' | 'en'
type Key = keyof typeof zh
type Params = Readonly<Record<string, string | number>>
export type Fact = readonly [name: string, value: string]

/** A text with its values put in. */
export const filled = (text: string, params: Readonly<Record<string, string | number | null>>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))

/** A sentence about quizzes. */
export const tell = (language: Language, key: Key, params: Params = {}) =>
  filled((language === 'en' ? en : zh)[key], params)

/** The title in a language; Chinese where there is no English one. */
export const titleIn = (language: Language, { titleZh, titleEn }: Pick<OpenQuiz, 'titleZh' | 'titleEn'>) =>
  (language === 'en' && titleEn) || titleZh

/** What it is about, likewise; empty where nobody wrote it. */
export const introIn = (language: Language, { introZh, introEn }: Pick<OpenQuiz, 'introZh' | 'introEn'>) =>
  (language === 'en' && introEn) || introZh

/** An instant as people read it, in Asia/Shanghai: its day and minute, its day of the year and second, or its clock to a tenth of a second. */
export function instantIn(
  language: Language,
  instant: string | number,
  part: 'minute' | 'second' | 'tenth' = 'minute',
): string {
  const date = new Date(instant)
  const figures = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(date)
  const of = (type: string) => figures.find(each => each.type === type)?.value ?? ''
  const clock = `${of('hour')}:${of('minute')}`
  if (part === 'tenth') return `${clock}:${of('second')}.${Math.floor((date.getTime() % 1000) / 100)}`
  const withYear = part === 'minute'
  const day =
    language === 'zh'
      ? // Beside an hour, en-GB writes 05 for May whatever is asked for.
        `${withYear ? `${of('year')}年` : ''}${Number(of('month'))}月${Number(of('day'))}日`
      : new Intl.DateTimeFormat('en-GB', {
          timeZone: 'Asia/Shanghai',
          day: 'numeric',
          month: 'short',
          ...(withYear ? { year: 'numeric' } : {}),
        }).format(date)
  return withYear ? `${day} ${clock}` : `${day} ${clock}:${of('second')}`
}

/** A length of time in whole minutes where it is one, else in seconds. */
export const lengthIn = (language: Language, seconds: number) =>
  seconds % 60 === 0 ? tell(language, 'minutes', { n: seconds / 60 }) : tell(language, 'seconds', { n: seconds })

/** From when to when, in one phrase. */
export const periodOf = (language: Language, { opensAt, closesAt }: Pick<OpenQuiz, 'opensAt' | 'closesAt'>) =>
  tell(language, 'from', { from: instantIn(language, opensAt), to: instantIn(language, closesAt) })

/** Who runs it and when. */
export const factsOf = (language: Language, quiz: OpenQuiz): Fact[] => [
  [tell(language, 'organiser'), quiz.organiser],
  [tell(language, 'period'), periodOf(language, quiz)],
]

/** Why nobody can begin now; null while one can. */
export function closedBecause(language: Language, { state, opensAt }: OpenQuiz): string | null {
  if (state === 'announced') return tell(language, 'not-open-yet', { at: instantIn(language, opensAt) })
  if (state === 'paused') return tell(language, 'is-paused')
  return state === 'over' ? tell(language, 'is-over') : null
}

/** How places are counted, in the figures of this quiz. */
export function placeRulesOf(language: Language, { rules }: OpenQuiz): Fact[] {
  const { questions, seconds, points, attemptsPerDay, cumulation } = rules
  const how = tell(language, `cumulation.${cumulation}`)
  return [
    [tell(language, 'answers'), tell(language, 'answers-rule', { n: questions, time: lengthIn(language, seconds) })],
    [tell(language, 'score'), tell(language, 'score-rule', { points, most: points * questions })],
    [tell(language, 'time'), tell(language, 'time-rule')],
    [tell(language, 'order'), tell(language, 'order-rule')],
    [tell(language, 'counting'), tell(language, 'counting-rule', { n: attemptsPerDay, how })],
  ]
}

/** How winners are drawn; null in a quiz without prizes. */
export function drawRulesOf(language: Language, { draws, cutoffs }: OpenQuiz): Fact[] | null {
  if (!draws) return null
  const { everyDays, ofTop, winners, prize } = draws
  return [
    [tell(language, 'draw-when'), tell(language, 'draw-when-rule', { days: everyDays, n: cutoffs.length })],
    [tell(language, 'draw-who'), tell(language, 'draw-who-rule', { top: ofTop, winners })],
    [tell(language, 'prize'), prize],
    [tell(language, 'draw-chance'), tell(language, 'draw-chance-rule')],
  ]
}
