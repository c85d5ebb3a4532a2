import { hash } from 'node:crypto'
import { nameFrom } from '#contract/text.ts'
import { readQuantity } from '#kernel/quantity/index.ts'
import { plain } from '../rules.ts'

/** A column's name without its unit, and the unit it gives in brackets or behind 单位： — 投资额（万元） is 投资额 in 万元. */
export function partsOfName(name: string): { base: string; unit: string } {
  const found = /[（(〔[]\s*(?:单位[:：])?\s*([^（）()〔〕[\]]{1,12})\s*[）)〕\]]/.exec(name)
  const unit = found?.[1]?.trim() ?? ''
  if (!found || !isUnit(unit)) return { base: name.trim(), unit: '' }
  return { base: `${name.slice(0, found.index)}${name.slice(found.index + found[0].length)}`.trim(), unit }
}

/** Whether words are a unit: a number in front of them makes a quantity, and nothing else. */
const isUnit = (text: string) => (readQuantity(`1${text}`)?.unit ?? '') !== ''

/** Keys of columns: their names made regular, with a number behind those that come again, so that each is told from each. */
export function keysOf(names: readonly string[]): string[] {
  const times = new Map<string, number>()
  return names.map((name, index) => {
    const base = nameFrom(plain(name), 180) || `第${index + 1}列`
    const n = (times.get(base) ?? 0) + 1
    times.set(base, n)
    return n === 1 ? base : `${base}#${n}`
  })
}

/** What tables with these columns, in any order, have in common. */
export const keyOfNames = (keys: readonly string[]): string => hash('sha256', JSON.stringify(keys.toSorted()), 'hex')
