import {
  type BankFinding,
  type BankReport,
  bankLimits,
  charactersIn,
  type DraftQuestion,
  difficulties,
  hasOnlyShownCharacters,
  optionLetter,
  optionLetters,
  type QuestionField,
  questionCode,
  questionSource,
} from '#contract/participation/bank.ts'
import { plainName } from '#contract/text.ts'
import { finding, generalFinding, type Place, placeOf, reportOf } from './findings.ts'
import { optionKey, stemKey } from './keys.ts'
import { nearPairs } from './near.ts'

/**
 * Everything that is wrong or doubtful in a bank. Without an error every question fits the contract, has exactly one right answer among
 * options that differ, says why and by which document, and none is asked twice; stems that are only alike are warnings. Markup is text
 * and no finding. An empty bank is an error.
 */
export function checkBank(questions: readonly DraftQuestion[]): BankReport {
  if (questions.length === 0) return reportOf(0, [generalFinding('error', 'empty')])
  if (questions.length > bankLimits.questions)
    return reportOf(questions.length, [
      generalFinding('error', 'too-many', { count: questions.length, most: bankLimits.questions }),
    ])
  const places = questions.map(placeOf)
  const each = questions.flatMap((question, index) => checkQuestion(question, placeAt(places, index)))
  return reportOf(questions.length, [...each, ...twice(questions, places), ...alike(questions, places)])
}

/** What is wrong or doubtful in one question by itself. */
function checkQuestion(question: DraftQuestion, place: Place): BankFinding[] {
  const { code, stem, explanation, source, topic } = question
  return [
    ...(code === '' ? [finding('error', 'field-empty', place, 'code')] : []),
    ...(code === '' || questionCode.safeParse(code).success
      ? []
      : [finding('error', 'code-unfit', place, 'code', { value: code.slice(0, 40) })]),
    ...checkText(place, 'stem', stem, bankLimits.stem),
    ...checkOptions(question.options, place),
    ...checkAnswer(question, place),
    ...checkText(place, 'explanation', explanation, bankLimits.explanation),
    ...checkText(place, 'source', source.title, bankLimits.sourceTitle),
    ...(source.where === null ? [] : checkText(place, 'where', source.where, bankLimits.sourceWhere)),
    ...(questionSource.shape.link.safeParse(source.link).success
      ? []
      : [finding('error', 'link-unfit', place, 'link', { most: bankLimits.link.most })]),
    ...checkText(place, 'topic', topic, bankLimits.topic),
    ...(difficulties.some(known => known === question.difficulty)
      ? []
      : [finding('error', 'difficulty-unfit', place, 'difficulty', { value: String(question.difficulty) })]),
  ]
}

// As spreadsheets read it, whatever stands before; see kernel/files/table.ts, which makes such a cell safe.
const formulaStart = /^[=+\-@＝＋－＠]/u

function checkText(
  place: Place,
  field: QuestionField,
  given: string,
  limit: { comfortable?: number; most: number },
  called: { column?: string; columnEn?: string } = {},
): BankFinding[] {
  const text = plainName(given)
  if (text === '') return [finding('error', 'field-empty', place, field, called)]
  const found: BankFinding[] = []
  const length = charactersIn(text)
  if (length > limit.most)
    found.push(finding('error', 'too-long', place, field, { ...called, length, most: limit.most }))
  else if (limit.comfortable !== undefined && length > limit.comfortable)
    found.push(finding('warning', 'long', place, field, { ...called, length, most: limit.comfortable }))
  if (!hasOnlyShownCharacters(text)) found.push(finding('error', 'characters', place, field, called))
  if (formulaStart.test(text))
    found.push(finding('warning', 'formula', place, field, { ...called, value: text.slice(0, 1) }))
  return found
}

const letterAt = (index: number) => optionLetters[index] ?? String(index + 1)

// “以上都对” and “A和B” say nothing once the options are shuffled; “3个月以上” is a quantity and no option of that kind.
const speaksOfOthers =
  /^(?:以上|上述|上面|前述|前[两三四]|其他选项)|^(?:都|均|全)(?:不|对|是|正确|错)|[A-FＡ-Ｆ甲乙丙丁](?:[和与及、，,]+[A-FＡ-Ｆ甲乙丙丁])+/u

function checkOptions(options: readonly string[], place: Place): BankFinding[] {
  const { least, most } = bankLimits.options
  const found: BankFinding[] = []
  const filled = options.filter(option => plainName(option) !== '').length
  if (filled < least || options.length > most)
    found.push(finding('error', 'options-count', place, 'options', { count: filled, least, most }))
  const first = new Map<string, number>()
  for (const [index, option] of options.entries()) {
    const letter = letterAt(index)
    if (plainName(option) === '') {
      found.push(finding('error', 'option-gap', place, 'option', { letter }))
      continue
    }
    const called = { column: `选项${letter}`, columnEn: `option ${letter}` }
    found.push(...checkText(place, 'option', option, bankLimits.option, called))
    const other = speaksOfOthers.exec(option)
    if (other)
      found.push(finding('warning', 'option-by-place', place, 'option', { letter, value: other[0].slice(0, 20) }))
    const key = optionKey(option)
    const before = first.get(key)
    if (before === undefined) first.set(key, index)
    else found.push(finding('error', 'options-same', place, 'option', { letter, other: letterAt(before) }))
  }
  return found
}

function checkAnswer({ answer, options }: DraftQuestion, place: Place): BankFinding[] {
  if (answer === '') return [finding('error', 'field-empty', place, 'answer')]
  const letter = optionLetter.safeParse(answer)
  if (letter.success && plainName(options[optionLetters.indexOf(letter.data)] ?? '') !== '') return []
  return [finding('error', 'answer-unfit', place, 'answer', { value: answer.slice(0, 40) })]
}

/** Numbers and stems that stand twice, told of the later one. */
function twice(questions: readonly DraftQuestion[], places: readonly Place[]): BankFinding[] {
  const codes = new Map<string, number>()
  const stems = new Map<string, number>()
  return questions.flatMap((question, index) => [
    ...repeats(codes, question.code, index, 'code-twice', 'code'),
    ...repeats(stems, stemKey(question.stem), index, 'stem-twice', 'stem'),
  ])

  function repeats(seen: Map<string, number>, key: string, index: number, code: string, field: QuestionField) {
    if (key === '') return []
    const before = seen.get(key)
    if (before === undefined) {
      seen.set(key, index)
      return []
    }
    return [finding('error', code, placeAt(places, index), field, other(placeAt(places, before)))]
  }
}

/** Stems that are alike without being equal; of one stem only its likest forerunner is told. */
function alike(questions: readonly DraftQuestion[], places: readonly Place[]): BankFinding[] {
  const likest = new Map<number, { earlier: number; likeness: number }>()
  for (const { earlier, later, likeness } of nearPairs(questions.map(({ stem }) => stemKey(stem)))) {
    if (likeness > (likest.get(later)?.likeness ?? 0)) likest.set(later, { earlier, likeness })
  }
  return [...likest].map(([later, { earlier, likeness }]) =>
    finding('warning', 'stem-near', placeAt(places, later), 'stem', {
      ...other(placeAt(places, earlier)),
      percent: Math.floor(likeness * 100),
    }),
  )
}

const other = ({ at, atEn }: Place) => ({ other: at, otherEn: atEn })

function placeAt(places: readonly Place[], index: number): Place {
  const place = places[index]
  if (!place) throw new Error(`no place for question ${index}`)
  return place
}
