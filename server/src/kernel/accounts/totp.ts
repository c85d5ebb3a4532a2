import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/*
 * One-time codes by time, RFC 6238 over RFC 4226, as authenticator applications read them: SHA-1, six digits, thirty seconds. The accounts
 * library has codes of its own, but reaches the database by connections of its own (see signIn.ts) and takes one code twice.
 */

export const STEP_SECONDS = 30
const DIGITS = 6
/** Steps before and after the present one that count too: the clock of a telephone may be this far off. */
const TOLERANCE = 1

export type Hash = 'sha1' | 'sha256' | 'sha512'

/** A fresh secret of 160 bits, the length RFC 4226 recommends. */
export const newTotpSecret = () => randomBytes(20)

/** The code for a counter (RFC 4226 section 5.3). */
export function codeOf(secret: Uint8Array, counter: number, digits = DIGITS, hash: Hash = 'sha1'): string {
  const moving = Buffer.alloc(8)
  moving.writeBigUInt64BE(BigInt(counter))
  const digest = createHmac(hash, secret).update(moving).digest()
  const offset = digest.readUInt8(digest.length - 1) & 0xf
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
}

/** The step a moment falls into, given in seconds since 1970. */
export const stepAt = (seconds: number) => Math.floor(seconds / STEP_SECONDS)

/**
 * The step whose code was given, among the present one and its neighbours, or undefined. Steps up to `spent` are not looked at: a code
 * counts once, and none before it counts after it.
 */
export function stepOfCode(
  secret: Uint8Array,
  code: string,
  seconds: number,
  spent: number | null,
): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const now = stepAt(seconds)
  const given = Buffer.from(code)
  let found: number | undefined
  for (let step = Math.max(0, now - TOLERANCE); step <= now + TOLERANCE; step++)
    if (timingSafeEqual(Buffer.from(codeOf(secret, step)), given) && step > (spent ?? -1)) found ??= step
  return found
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base 32 without padding (RFC 4648 section 6): how authenticator applications take a secret. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map(five => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** The address an authenticator application reads from the picture. Its label is shown in the application, not sent anywhere. */
export function otpauthUri(secret: Uint8Array, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`
}
