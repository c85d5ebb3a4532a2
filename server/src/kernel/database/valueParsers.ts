import pg from 'pg'

const { builtins } = pg.types

/**
 * How values of both engines become JavaScript values: the same on both, because both speak through `pg`.
 *
 * - `int8` and `numeric` become numbers: counts, fen and printed quantities stay far below 2^53; what cannot be represented is a fault.
 * - `date` stays text, `YYYY-MM-DD`: a day has no zone, and a Date would move it.
 */
export const valueParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === builtins.INT8 || oid === builtins.NUMERIC) return toNumber
    if (oid === builtins.DATE) return asText
    return pg.types.getTypeParser(oid, format)
  },
}

function toNumber(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new RangeError(`number beyond 2^53: ${text}`)
  return value
}

const asText = (text: string) => text
