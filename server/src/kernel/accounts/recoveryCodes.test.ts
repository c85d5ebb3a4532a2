import { describe, expect, it } from 'vitest'
import { newRecoveryCodes, recoveryCodeFrom, recoveryHash } from './recoveryCodes.ts'

describe('recovery codes', () => {
  it('are ten, all different, in groups that can be read out', () => {
    const codes = newRecoveryCodes()
    expect(new Set(codes).size).toBe(10)
    for (const code of codes)
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  })

  it.each([
    ['ABCD-EFGH-JK01', 'ABCDEFGHJK01'],
    [' abcd efgh jkol ', 'ABCDEFGHJK01'],
    ['ＡＢＣＤ－ＥＦＧＨ－ＪＫ０１', 'ABCDEFGHJK01'],
    ['123456', undefined],
    ['ABCD-EFGH-JK0U', undefined],
    ['ABCD-EFGH-JK01-2', undefined],
  ])('typed as “%s” are compared as %s', (typed, code) => {
    expect(recoveryCodeFrom(typed)).toBe(code)
  })

  it('are kept as a hash that depends on the code and on the salt', async () => {
    const [kept, otherCode, otherSalt] = await Promise.all([
      recoveryHash('ABCDEFGHJK01', 'salt'),
      recoveryHash('ABCDEFGHJK02', 'salt'),
      recoveryHash('ABCDEFGHJK01', 'another'),
    ])
    expect(new Set([kept, otherCode, otherSalt]).size).toBe(3)
    expect(await recoveryHash('ABCDEFGHJK01', 'salt')).toBe(kept)
    expect(kept).not.toContain('ABCDEFGHJK01')
  })
})
