import { type RawBuilder, sql } from '../../database/sql.ts'
import { canonical } from '../canonical.ts'

/** A column of a table as the catalogue has it. */
export type Column = { table: string; name: string; type: string; isNullable: boolean }

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The value of a column with one bit flipped, as SQL; undefined where there is no such bit. The bit is that of the value's own form:
 * of a text's UTF-8, a number's digits or binary, an instant's microseconds. A flip after which the database would not hold the value
 * at all (broken UTF-8, broken JSON) is moved to the next bit: such a row could not be read, and needs no log to be noticed.
 */
export function flipped(column: Column, value: unknown, bit: number): RawBuilder<unknown> | undefined {
  if (value === null) return undefined
  // One of a row's bits says that there is a value.
  if (column.isNullable && bit % 7 === 0) return sql`null`
  const itself = sql.ref(column.name)
  switch (column.type) {
    case 'bool':
      return sql`not ${itself}`
    case 'date':
      return sql`${itself} + ${sign(bit) * 2 ** (bit % 12)}::integer`
    case 'timestamptz':
      return sql`${itself} + ${sign(bit) * 2 ** (bit % 46)}::float8 * interval '1 microsecond'`
    case 'int4':
      return typeof value === 'number' ? sql`${value ^ (1 << (bit % 32))}::integer` : undefined
    case 'int8':
      return typeof value === 'number'
        ? sql`${String(BigInt.asIntN(64, BigInt(value) ^ (1n << BigInt(bit % 64))))}::bigint`
        : undefined
    case 'bytea':
      return value instanceof Uint8Array ? sql`${flipBytes(value, bit % (value.length * 8))}` : undefined
    default:
      return byText(column, value, bit)
  }
}

function byText({ type }: Column, value: unknown, bit: number): RawBuilder<unknown> | undefined {
  if (Array.isArray(value)) {
    if (value.length === 0) return undefined
    const at = bit % value.length
    const changed = tryBits(String(value[at]), bit, type === '_text' ? isText : isOther(type.slice(1)))
    return changed === undefined
      ? undefined
      : sql`${value.with(at, changed).map(String)}::text[]::${sql.raw(`${type.slice(1)}[]`)}`
  }
  const text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)
  const fits = type === 'jsonb' ? isOtherJson(text) : type === 'text' ? isText : isOther(type)
  const changed = tryBits(text, bit, fits)
  return changed === undefined ? undefined : sql`${changed}::${sql.raw(type)}`
}

function tryBits(text: string, bit: number, fits: (changed: string) => boolean): string | undefined {
  const bytes = Buffer.from(text)
  const bits = bytes.length * 8
  for (let tried = 0; tried < bits; tried++) {
    try {
      const changed = utf8.decode(flipBytes(bytes, (bit + tried) % bits))
      if (!changed.includes('\0') && fits(changed)) return changed
    } catch {
      // No UTF-8 any more.
    }
  }
  return undefined
}

function flipBytes(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes)
  const at = bit >> 3
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit & 7))
  return copy
}

const isText = () => true

const isOther = (type: string) => (changed: string) => {
  if (type === 'uuid') return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(changed)
  return /^-?\d{1,9}(\.\d+)?$/.test(changed) && (type === 'numeric' || !changed.includes('.'))
}

const isOtherJson = (text: string) => (changed: string) => {
  const now: unknown = JSON.parse(changed)
  return !changed.includes('\\u0000') && canonical(now) !== canonical(JSON.parse(text))
}

const sign = (bit: number) => (bit & 64 ? -1 : 1)
