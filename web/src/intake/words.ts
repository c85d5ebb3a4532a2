import { wordsOf } from '#ui/language/language.ts'
import * as bring from './bringWords.ts'
import * as disagreement from './disagreementWords.ts'
import * as fact from './factWords.ts'
import * as lesson from './lessonWords.ts'
import * as model from './modelWords.ts'
import * as repeat from './repeatWords.ts'
import * as review from './reviewWords.ts'
import * as source from './sourceWords.ts'
import * as table from './tables/tableWords.ts'

const zh = {
  ...bring.zh,
  ...disagreement.zh,
  ...fact.zh,
  ...lesson.zh,
  ...model.zh,
  ...repeat.zh,
  ...review.zh,
  ...source.zh,
  ...table.zh,
}
const en: Record<keyof typeof zh, string> = {
  ...bring.en,
  ...disagreement.en,
  ...fact.en,
  ...lesson.en,
  ...model.en,
  ...repeat.en,
  ...review.en,
  ...source.en,
  ...table.en,
}

/** The words of the intake room. */
export const useIntakeWords = wordsOf('intake', { zh, en })
export type IntakeWord = keyof typeof zh
export const isIntakeWord = (text: string): text is IntakeWord => text in zh
