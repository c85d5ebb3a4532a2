import { inBaseUnit, readQuantity } from '#kernel/quantity/index.ts'
import { refuse } from '#kernel/refusal.ts'

const currencies: Readonly<Record<string, string>> = {
  元: 'CNY',
  人民币: 'CNY',
  美元: 'USD',
  欧元: 'EUR',
  港元: 'HKD',
  日元: 'JPY',
}

/**
 * Reads an amount as a person types it or a page prints it (`18亿元`, `约0.5万平方米`): the number in its printed unit, its bound,
 * and for money the integer in the smallest unit (fen). Refuses `projects.amount-unfit` {printed}.
 */
export function readAmount(printed: string, field: string) {
  const read = readQuantity(printed)
  if (!read || read.unit === '') throw refuse('projects.amount-unfit', { printed }, { field })
  const base = inBaseUnit(read)
  const currency = currencies[base.unit] ?? null
  const fen = currency === null ? null : Math.round(base.value * 100)
  if (fen !== null && !Number.isSafeInteger(fen)) throw refuse('projects.amount-unfit', { printed }, { field })
  return { value: read.value, unit: read.unit, bound: read.bound, printed, fen, currency }
}

/** Fen as 亿元 with two decimals at most, for sums that no page prints. */
export const inHundredMillions = (fen: number) => Math.round(fen / 1e8) / 100
