import { describe, expect, it } from 'vitest'
import { sealWith } from './seal.ts'

describe('what is sealed', () => {
  const seal = sealWith('the secret of an installation')
  const closed = seal.close(Buffer.from('江海'), 'account-1')

  it('opens with the same secret, also after a restart, and looks different each time', () => {
    expect(sealWith('the secret of an installation').open(closed, 'account-1').toString()).toBe('江海')
    expect(seal.close(Buffer.from('江海'), 'account-1')).not.toBe(closed)
  })

  it('opens neither for another owner nor with another secret nor changed', () => {
    expect(() => seal.open(closed, 'account-2')).toThrow()
    expect(() => sealWith('another secret').open(closed, 'account-1')).toThrow()
    const bytes = Buffer.from(closed, 'base64url')
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => seal.open(changed.toString('base64url'), 'account-1'), `byte ${at}`).toThrow()
    }
  })
})
