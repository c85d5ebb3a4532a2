import type { Clause, Reading, Sentence } from '../reading.ts'
import { isMeasure } from './nouns.ts'
import { topicIn } from './topic.ts'

type Span = { start: number; end: number }

/** Whose figure it is, and whether that is somebody or something (全市, a firm, a project) or only the name of what is measured (工业用电量). */
type Subject = { readonly name: string; readonly isOwner: boolean }

const NOBODY: Subject = { name: '', isOwner: false }

/** What the paragraph spoke of last, whether its sentence did, and the place the paragraph reports on (全市); empty for none. */
export type Carried = { readonly carried: string; readonly isHere: boolean; readonly region: string }

/** Whether a subject is the place a report is about. */
export const isRegion = (name: string): boolean => /^[全我本][国省市区县州盟旗镇乡村]$/.test(name)

/** What a report calls what it has named before. */
const GENERIC = /^(?:该|本|各)?(?:项目|企业|公司|集团|学校|中心|园区|单位|产品|工程|基金|平台|机构|产业)$/

/** Whose figure a number is: the name its clause or an earlier one of its sentence begins with, else what the paragraph spoke of. */
export function subjectOf(
  reading: Reading,
  sentence: Sentence,
  clause: Clause,
  quantity: Span,
  { carried, isHere, region }: Carried,
): Subject {
  const words = reading.words(sentence)
  let weak = NOBODY
  for (const part of partsBefore(reading, sentence, clause, quantity.start)) {
    // what was told of something the clause names later goes on with that: 某公司投资建设的某项目，总投资…
    if (isHere && part.end <= clause.start && reading.text.slice(part.start, part.end).includes(carried))
      return { name: carried, isOwner: true }
    const { name, isNext } = topicIn(reading, words, part, part.end <= clause.start)
    if (name === '') continue
    if (!isNext && !isMeasure(name) && !GENERIC.test(name)) return { name, isOwner: true }
    if (weak.name === '' || GENERIC.test(weak.name)) weak = { name, isOwner: false }
  }
  if (carried !== '' && (isHere || weak.name === '' || GENERIC.test(weak.name))) return { name: carried, isOwner: true }
  return region === '' ? ownerIn(weak) : { name: region, isOwner: true }
}

/** 市属国有企业资产总额, where nothing else owns it, is of 市属国有企业. */
function ownerIn(weak: Subject): Subject {
  const [, owner, rest] = /^(.{2,14}?(?:企业|集团|公司|金融机构|工程|港|园区|院区|小区))(.{2,})$/.exec(weak.name) ?? []
  return owner && rest && isMeasure(rest) ? { name: owner, isOwner: true } : weak
}

/** Where to look for a name, in turn: behind the last number of the clause, in the clause, in the three before it up to a semicolon. */
function partsBefore(reading: Reading, sentence: Sentence, clause: Clause, at: number): Clause[] {
  const own = { start: clause.start, end: at }
  const before = reading.text.slice(clause.start, at)
  const listed = before.lastIndexOf('、') + 1
  const isBehindNumber = listed > 1 && /\d/.test(before.slice(0, listed))
  const parts: Clause[] = isBehindNumber ? [{ start: clause.start + listed, end: at }, own] : [own]
  const here = sentence.clauses.findIndex(part => part.start >= clause.start)
  for (let i = here - 1; i >= Math.max(0, here - 4); i--) {
    const part = sentence.clauses[i]
    if (!part || reading.text[part.end] === '；') break
    parts.push(part)
  }
  return parts
}
