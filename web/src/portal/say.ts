import { filled, instantIn, type Language } from '#contract/participation/told.ts'
import * as draws from '#contract/portalWords/openDraws.ts'
import * as open from '#contract/portalWords/openQuiz.ts'
import * as citizens from '#contract/words/citizens.ts'
import * as kernel from '#contract/words/kernel.ts'
import * as participation from '#contract/words/participation.ts'
import type { Problem } from './api.ts'
import * as prize from './prizeWords.ts'
import * as quiz from './quizWords.ts'
import * as portal from './words.ts'

const zh = { ...portal.zh, ...open.zh, ...draws.zh, ...quiz.zh, ...prize.zh }
type Key = keyof typeof zh
const lists: Readonly<Record<Language, Readonly<Record<Key, string>>>> = {
  zh,
  en: { ...portal.en, ...open.en, ...draws.en, ...quiz.en, ...prize.en },
}

type Params = Readonly<Record<string, string | number | null>>
export type Say = (key: Key, params?: Params) => string

/** The words of the portal in a language. */
export function words(language: Language): Say {
  const list = lists[language]
  return (key, params = {}) => filled(list[key], params)
}

const refusals = {
  zh: { ...kernel.zh, ...citizens.zh, ...participation.zh },
  en: { ...kernel.en, ...citizens.en, ...participation.en },
}

/** The sentence of a problem; a refusal nobody worded still says its code. */
export function sentenceOf(problem: Problem, language: Language): string {
  const say = words(language)
  if (problem.kind === 'offline') return say('offline')
  if (problem.kind === 'fault') return say('fault', { reference: problem.reference })
  const list: Readonly<Record<string, string>> = refusals[language]
  const { code, params, fields } = problem.refusal
  const first = fields[0]
  const said = first ?? { code, params }
  return filled(list[said.code] ?? said.code, readable(said.params, language))
}

/** Values of a refusal as people read them: instants by the clock of Asia/Shanghai. */
const readable = (params: Params, language: Language): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? instantIn(language, value) : value,
    ]),
  )

/** Tenths of a second as seconds with one decimal. */
export const tenthsIn = (say: Say, tenths: number) => say('seconds', { n: (tenths / 10).toFixed(1) })
