import { hashPassword } from 'better-auth/crypto'
import { expect, it } from 'vitest'
import { PASSWORD_COST, passwordHashing } from './passwordHash.ts'
import { turns } from './turns.ts'

const cheap = { N: 2 ** 10, r: 8, p: 1 }

it('a password is hashed at the cost that is stated, with a salt of its own, and told from every other', async () => {
  const passwords = passwordHashing()
  const [one, other] = [await passwords.hash('江海通达2025'), await passwords.hash('江海通达2025')]
  expect(PASSWORD_COST).toEqual({ N: 131_072, r: 8, p: 1 })
  expect(one).toMatch(/^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
  expect(one).not.toBe(other)
  expect(await passwords.verify({ hash: one, password: '江海通达2025' })).toBe(true)
  expect(await passwords.verify({ hash: one, password: '江海通达2024' })).toBe(false)
  expect(await passwords.verify({ hash: `${one.slice(0, -2)}AA`, password: '江海通达2025' })).toBe(false)
})

it('a hash of a lower cost, or of the library, still lets in and is to be made anew', async () => {
  const passwords = passwordHashing(cheap)
  const older = await passwordHashing({ ...cheap, N: 2 ** 9 }).hash('an old password')
  const library = await hashPassword('an old password')
  for (const hash of [older, library]) {
    expect(await passwords.verify({ hash, password: 'an old password' })).toBe(true)
    expect(await passwords.verify({ hash, password: 'another password' })).toBe(false)
    expect(passwords.isOld(hash)).toBe(true)
  }
  expect(passwords.isOld(await passwords.hash('x'))).toBe(false)
})

it('no more than so many run at a time, in the order they came, also when one fails', async () => {
  const inTurn = turns(2)
  let running = 0
  let most = 0
  const begun: number[] = []
  const all = Array.from({ length: 20 }, (_, n) =>
    inTurn(async () => {
      begun.push(n)
      most = Math.max(most, ++running)
      await new Promise(resolve => setImmediate(resolve))
      running--
      if (n === 7) throw new Error('seven')
      return n
    }),
  )
  const ended = await Promise.allSettled(all)
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(19)
  expect(most).toBe(2)
  expect(begun).toEqual(Array.from({ length: 20 }, (_, n) => n))
})
