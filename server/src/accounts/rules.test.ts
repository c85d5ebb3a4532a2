import { describe, expect, it } from 'vitest'
import { type Role, roles } from '#contract/kernel.ts'
import { clashing, passwordUnfit } from './rules.ts'

describe('the three administrators', () => {
  it.each<[readonly Role[], readonly [Role, Role] | undefined]>([
    [
      ['system-operator', 'security-officer'],
      ['system-operator', 'security-officer'],
    ],
    [
      ['auditor', 'system-operator'],
      ['system-operator', 'auditor'],
    ],
    [
      ['security-officer', 'office-staff', 'auditor'],
      ['security-officer', 'auditor'],
    ],
    [roles, ['system-operator', 'security-officer']],
    [['system-operator', 'office-head'], undefined],
    [['auditor'], undefined],
    [[], undefined],
  ])('%j put together %j', (held, clash) => {
    expect(clashing(held)).toEqual(clash)
  })
})

describe('a password', () => {
  it.each([
    ['nine chars', 'ninechars', 'accounts.password-short'],
    ['九个汉字不够长的', '九个汉字不够长的', 'accounts.password-short'],
    ['emoji counted as characters, not as code units', '😀😁😂😃😄', 'accounts.password-short'],
    ['129 characters', 'ab3'.repeat(43), 'accounts.password-long'],
    ['one character', 'aaaaaaaaaaaa', 'accounts.password-plain'],
    ['two characters in turn', 'abababababab', 'accounts.password-plain'],
    ['digits that rise', '1234567890', 'accounts.password-plain'],
    ['digits that fall', '9876543210', 'accounts.password-plain'],
    ['the user name and a year', 'Ye.ZhiXin2025!', 'accounts.password-plain'],
  ])('of %s does not do', (_, password, code) => {
    expect(passwordUnfit(password, 'ye.zhixin', 'password')?.code).toBe(code)
  })

  it.each(['ten-letter', '江海之滨有一座通达之城', 'ye.zhixin likes tea', '1357924680', 'ab3'.repeat(42)])(
    '%s does',
    password => {
      expect(passwordUnfit(password, 'ye.zhixin', 'password')).toBeUndefined()
    },
  )
})
