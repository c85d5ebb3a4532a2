import { describe, expect, it } from 'vitest'
import { type Role, roles } from '#contract/kernel.ts'
import { clashing } from './rules.ts'

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
