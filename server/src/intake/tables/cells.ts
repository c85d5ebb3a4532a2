import { findQuantities, halfWidth, inBaseUnit, readQuantity } from '#kernel/quantity/index.ts'
import { addDays, type Day, dayFrom, readPrintedDay } from '#kernel/time/index.ts'
import { findDates, resolveDate } from '../extract/dates.ts'
import { directionBefore } from '../extract/figures/measure.ts'
import { numberIn } from '../extract/figures/tables.ts'
import { normalise } from '../extract/normalise.ts'

/** What stands for nothing in a cell. */
const EMPTY = /^(?:[-—–－/\\.*]{0,4}|无|暂无|待定|未定|空|不详|N\/?A)$/i

/** Whether a cell says nothing: it is empty, a dash, 无 or 待定. */
export const saysNothing = (cell: string): boolean => EMPTY.test(cell.trim())

/** Beyond these digits a spreadsheet's numbers are dust of binary fractions (IEEE 754, 0.1 + 0.2). */
const DIGITS = 12

/** A number of a cell with its unit; `bound` is what 约, 超 and their like say. */
export type Amount = { value: number; unit: string; bound: '>' | '<' | '~' | null; hasUnit: boolean }

/**
 * The number of a cell, in its own unit or else in the column's: 1,200; １２００; 1.2亿元; 约3.5万平方米; -3.2%; 下降3.2%; 1.2–1.5亿, of which,
 * as in running text, the lower end counts. Null for what is no number.
 */
export function amountIn(cell: string, unit: string): Amount | null {
  const text = regular(cell)
  const plain = numberIn(text) ?? plainFloat(text)
  if (plain !== null) {
    const own = /[%％]$/.test(text) ? '%' : ''
    return { value: Number(plain.toPrecision(DIGITS)), unit: own || unit, bound: null, hasUnit: own !== '' }
  }
  const sign = /^[-−－—]/.test(text) ? -1 : 1
  const bare = sign < 0 ? text.slice(1).trim() : text
  const read = readQuantity(bare) ?? lastIn(bare) ?? (unit === '' ? null : readQuantity(`${bare}${unit}`))
  if (!read || read.shape === 'rank' || read.shape === 'vague') return null
  const falls = directionBefore(bare, bare.length - read.text.length) < 0 ? -1 : 1
  return {
    value: sign * falls * read.value,
    unit: wholeUnit(read.unit, unit),
    bound: read.bound,
    hasUnit: read.unit !== '',
  }
}

/** A number behind words of change (下降3.2%), and nothing behind it. */
function lastIn(text: string) {
  const [only, ...others] = findQuantities(text)
  const isChange = only && others.length === 0 && only.end === text.length && directionBefore(text, only.start) !== 0
  return isChange ? only : null
}

function plainFloat(text: string): number | null {
  if (!/^[-+−－]?\d+(?:\.\d+)?(?:e[-+]?\d{1,3})?$/i.test(text)) return null
  const value = Number(text.replace(/^[−－]/, '-'))
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : null
}

/** 1.2亿 in a column of money is 1.2亿元: the cell names the multiple, the column what is counted. */
function wholeUnit(own: string, ofColumn: string): string {
  if (own === '') return ofColumn
  if (!/^[十百千]?[万亿]$|^[十百千]$/.test(own)) return own
  const counted = inBaseUnit({ value: 1, unit: ofColumn }).unit
  return `${own}${counted}`
}

/** A cell as the grammar reads text: half width, no typesetting, from the same table of characters as a page. */
function regular(cell: string): string {
  const [flow] = normalise(cell, [{ start: 0, end: cell.length }])
  return halfWidth(flow?.text ?? '').trim()
}

/** The day 0 of spreadsheets that count days from 1900 and take that year for a leap year (ECMA-376 part 1, 18.17.4.1). */
const SERIAL_ZERO = '1899-12-30'
/** Serial days from 1954 to 2064: other numbers of five digits are no days. */
const SERIALS = { from: 20_000, to: 60_000 }

/** A time told so that no day follows from it, and that is as it should be: 2025年底, 上半年, 长期, 每月. */
const NO_DAY =
  /^(?:\d{4}年|今年|明年|去年)?(?:(?:第?[一二三四1-4])季度|[上下]半年|(?:前|第)?[一二三]季度|\d{1,2}月)?(?:年?[底末初前内中]|全年|[上中下]旬|之?前|以前)*$|长期|持续|常态|每[日天周月季年]|适时|按(?:月|季|年|计划|期)/

/** What a cell says of time: `resolved` is a day, `day/day` or month, null where the words settle none; null for what says nothing of time. */
export function dateIn(cell: string, issue: Day | null): { resolved: string | null } | null {
  const text = regular(cell)
  const day =
    readPrintedDay(text) ?? readPrintedDay(text.replace(/[ T]\d{1,2}[:：]\d{2}(?:[:：]\d{2})?$/, '')) ?? serialDay(text)
  if (day !== null) return { resolved: day }
  const month = /^(\d{4})(?:[-/.]|年)(\d{1,2})月?(?:份)?$|^(\d{4})(0[1-9]|1[0-2])$/.exec(text)
  if (month) return monthOf(Number(month[1] ?? month[3]), Number(month[2] ?? month[4]))
  const [mark, ...others] = findDates(text)
  const behind = mark ? text.slice(mark.end) : ''
  if (mark && others.length === 0 && mark.start === 0 && /^(?:前|之前|以前|底|底前|起|左右)?$/.test(behind))
    return { resolved: behind === '' ? resolveDate(mark, issue) : null }
  return NO_DAY.test(text) && text !== '' ? { resolved: null } : null
}

function serialDay(text: string): Day | null {
  if (!/^\d{5}(?:\.\d+)?$/.test(text)) return null
  const serial = Math.floor(Number(text))
  return serial >= SERIALS.from && serial <= SERIALS.to ? addDays(SERIAL_ZERO, serial) : null
}

function monthOf(year: number, month: number): { resolved: string } | null {
  const isMonth = dayFrom(year, month, 1) !== null
  return isMonth ? { resolved: `${year}-${String(month).padStart(2, '0')}` } : null
}

/** Names in a cell that holds several: 甲公司、乙公司. */
export const namesIn = (cell: string): string[] =>
  [...new Set(cell.split(/[、；;，,]/).map(name => name.trim()))].filter(name => name !== '' && !saysNothing(name))
