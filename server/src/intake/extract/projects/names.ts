import { isProper } from '../organisations/bodies.ts'
import { leftEdge } from '../organisations/edges.ts'
import type { Reading } from '../reading.ts'

/** Whether a stretch holds something that makes it the name of one thing: a place, a brand, an unknown word. */
export function holdsProper(reading: Reading, start: number, end: number): boolean {
  const words = reading.words(reading.sentenceAt(start))
  return words.some((word, i) => word.start >= start && word.end <= end && isProper(word, words[i - 1]))
}

/** Verbs that end the name of a project and would end the search for its beginning: 碳纤维扩建项目, 丙烷脱氢三期项目. */
const WHAT_IS_DONE =
  /(?<=[\u4e00-\u9fff]{3})(?:改扩建|扩建|改建|迁建|新建|重建|扩产|扩能|增产|增资|搬迁|技改|升级|提升|整治|安置|脱氢|加氢|裂解|精制|重整|聚合|发酵|养护|回迁|接续|贯通|延伸|上跨|下穿|清淤|互补|联产|换电|抽水蓄能)(?:[一二三四五六七八九十]+期)?$/

/**
 * Where the name of a project that ends at `to` begins. 及、和 and 与 are taken in when only the whole is a name
 * (某某材料研发及产业化项目), not between two names.
 */
export function projectStart(reading: Reading, from: number, to: number): number {
  const words = reading.words(reading.sentenceAt(from))
  const whatIsDone = WHAT_IS_DONE.exec(reading.text.slice(from, to))?.[0].length ?? 0
  let edge = leftEdge(words, from, to - whatIsDone)
  for (let guard = 0; guard < 3; guard++) {
    const mark = reading.text[edge - 1]
    if (
      edge - 1 <= from ||
      edge >= to ||
      (mark !== '及' && mark !== '和' && mark !== '与') ||
      holdsProper(reading, edge, to)
    )
      break
    const further = leftEdge(words, from, edge - 1)
    if (further >= edge - 1) break
    edge = further
  }
  // 功率半导体“车规级”封测项目: a word in quotation marks within a name
  const quoted = edge < to ? /“[^“”\n]{1,12}”$/.exec(reading.text.slice(from, edge))?.[0].length : undefined
  if (quoted !== undefined) edge = Math.min(edge - quoted, leftEdge(words, from, edge - quoted))
  // 克恩—里伯斯三期: a dash within a name
  if (
    edge - 2 > from &&
    edge < to &&
    /[—·-]/.test(reading.text[edge - 1] ?? '') &&
    /[\u4e00-\u9fffA-Za-z]/.test(reading.text[edge - 2] ?? '')
  ) {
    const further = leftEdge(words, from, edge - 1)
    if (further < edge - 1) edge = further
  }
  // 某公司12英寸光刻掩膜版项目, 年产30万吨可降解塑料项目: a size within a name
  const size = edge < to ? SIZE.exec(reading.text.slice(from, edge))?.[0] : undefined
  if (size !== undefined && (/[^\d]$/.test(size) || UNIT.test(reading.text.slice(edge, to)))) {
    edge -= size.length
    if (edge > from) edge = leftEdge(words, from, edge)
    edge -= /“[^“”\n]{1,12}”$/.exec(reading.text.slice(from, edge))?.[0].length ?? 0
  }
  return edge
}

/** Whether a name begins with the size or the number of the thing: 300万千瓦风电项目, 15号线一期工程. */
export const isSized = (name: string): boolean => UNIT.test(name.replace(/^[\d.]+/, ''))

const SIZE =
  /(?:年产|日产|年处理|日处理)?\d+(?:\.\d+)?(?:[万亿]?(?:吨|千瓦|兆瓦|吉瓦|千伏|片|台|套|件|英寸|立方米|MWh?|GWh?)(?:级|\/年)?)?$/
const UNIT =
  /^(?:英寸|号(?:线|泊位|楼|机组|码头|地块)|[万亿]?(?:吨|千瓦|兆瓦|吉瓦|千伏|片|台|套|件|立方米)|MW|GW|代|纳米|微米|床)/

const GENERIC_TAIL =
  /^(?:[一二三四五六七八九十]+期)?(?:扩建|新建|改建|改造|建设)?(?:项目|工程|基地|园区|产业园|中心)?(?:[一二三四五六七八九十\d]+标段)?$/
const PHASE = /([一二三四五六七八九十]+)期/

/** Whether two names mean one project: 通富通达先进封测基地 and 通富通达项目; never two phases of one plant. */
export function sameProject(a: string, b: string): boolean {
  if (a === b) return true
  const phaseA = PHASE.exec(a)?.[1]
  const phaseB = PHASE.exec(b)?.[1]
  if (phaseA && phaseB && phaseA !== phaseB) return false
  if ((a.includes(b) || b.includes(a)) && Math.min(a.length, b.length) >= 4) return true
  let common = 0
  while (common < a.length && a[common] === b[common]) common++
  return common >= 4 && (GENERIC_TAIL.test(a.slice(common)) || GENERIC_TAIL.test(b.slice(common)))
}

/** Where a name ends before its last word 项目 or 工程, which may stand after anything and so begins no name. */
export function withoutWord(item: string, at: number): number {
  return at + item.replace(/(?:项目|工程)$/, '').length
}
