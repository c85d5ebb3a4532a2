import { randomBytes } from 'node:crypto'

/** Makes a new id for an instant. */
export type NewId = (now: Date) => string

/**
 * Makes UUIDs version 7 (RFC 9562): 48 bits of Unix milliseconds, 12 bits of sequence within the millisecond, 62 random bits.
 * Ids of one maker rise strictly, also when its clock steps back, so that they can break ties in lists and in the log. `chance`
 * gives sixteen bytes; only a test that replays the same commands gives its own.
 */
export function idMaker(chance: () => Buffer): NewId {
  let lastMs = 0
  let sequence = 0
  return now => {
    const ms = Math.max(now.getTime(), lastMs)
    sequence = ms === lastMs ? sequence + 1 : 0
    lastMs = sequence > 0xfff ? ms + 1 : ms
    if (sequence > 0xfff) sequence = 0

    const bytes = chance()
    bytes.writeUIntBE(lastMs, 0, 6)
    bytes.writeUInt16BE(0x7000 | sequence, 6)
    bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
    const hex = bytes.toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
}

/** The ids of this process. */
export const newId = idMaker(() => randomBytes(16))
