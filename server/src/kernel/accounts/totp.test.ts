import { describe, expect, it } from 'vitest'
import { base32, codeOf, type Hash, otpauthUri, stepAt, stepOfCode } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

describe('a code by counter', () => {
  it('is what RFC 4226 appendix D prints', () => {
    const printed = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'
    expect(Array.from({ length: 10 }, (_, counter) => codeOf(secret, counter)).join(' ')).toBe(printed)
  })
})

describe('a code by time', () => {
  // RFC 6238 appendix B; its secrets are as long as the hash (erratum 2866).
  const secrets: Record<Hash, Buffer> = {
    sha1: secret,
    sha256: Buffer.from('12345678901234567890123456789012'),
    sha512: Buffer.from('1234567890123456789012345678901234567890123456789012345678901234'),
  }
  it.each<[number, Hash, string]>([
    [59, 'sha1', '94287082'],
    [59, 'sha256', '46119246'],
    [59, 'sha512', '90693936'],
    [1111111109, 'sha1', '07081804'],
    [1111111109, 'sha256', '68084774'],
    [1111111109, 'sha512', '25091201'],
    [1111111111, 'sha1', '14050471'],
    [1111111111, 'sha256', '67062674'],
    [1111111111, 'sha512', '99943326'],
    [1234567890, 'sha1', '89005924'],
    [1234567890, 'sha256', '91819424'],
    [1234567890, 'sha512', '93441116'],
    [2000000000, 'sha1', '69279037'],
    [2000000000, 'sha256', '90698825'],
    [2000000000, 'sha512', '38618901'],
    [20000000000, 'sha1', '65353130'],
    [20000000000, 'sha256', '77737706'],
    [20000000000, 'sha512', '47863826'],
  ])('at %i by %s is what RFC 6238 appendix B prints', (seconds, hash, code) => {
    expect(codeOf(secrets[hash], stepAt(seconds), 8, hash)).toBe(code)
  })
})

describe('what was typed', () => {
  const now = 1111111109
  const step = stepAt(now)
  it.each([
    [-2, undefined],
    [-1, step - 1],
    [0, step],
    [1, step + 1],
    [2, undefined],
  ])('is taken %i steps off as %s', (off, taken) => {
    expect(stepOfCode(secret, codeOf(secret, step + off), now, null)).toBe(taken)
  })

  it('counts once, and none before it counts after it', () => {
    expect(stepOfCode(secret, codeOf(secret, step), now, step)).toBeUndefined()
    expect(stepOfCode(secret, codeOf(secret, step - 1), now, step)).toBeUndefined()
    expect(stepOfCode(secret, codeOf(secret, step + 1), now, step)).toBe(step + 1)
  })

  it.each(['', '12345', '1234567', '12345a', '１２３４５６'])('as “%s” is no code', typed => {
    expect(stepOfCode(secret, typed, now, null)).toBeUndefined()
  })
})

it.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('“%s” in base 32 is %s, as RFC 4648 section 10 prints it without padding', (text, printed) => {
  expect(base32(Buffer.from(text))).toBe(printed)
})

it('the address for the application names issuer and account, each escaped', () => {
  expect(otpauthUri(secret, '江海协同', 'ye:zhixin')).toBe(
    `otpauth://totp/${encodeURIComponent('江海协同')}:ye%3Azhixin?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=${encodeURIComponent('江海协同')}&algorithm=SHA1&digits=6&period=30`,
  )
})
