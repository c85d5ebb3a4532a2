import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { verifyPassword } from 'better-auth/crypto'
import { FIRST_PASSWORD_DAYS } from './passwords.ts'
import { turns } from './turns.ts'

type Cost = { N: number; r: number; p: number }

/** What one guess costs: scrypt at 128 MiB, the first setting of the OWASP Password Storage Cheat Sheet (read November 2026). */
export const PASSWORD_COST: Cost = { N: 2 ** 17, r: 8, p: 1 }
/** Two at a time: each takes 128 MiB while it runs, and whoever signs in in between waits some tenths of a second. */
export const AT_ONCE = 2

const derive = promisify<string, Buffer, number, Cost & { maxmem: number }, Buffer>(scrypt)
const key = (password: string, salt: Buffer, cost: Cost) =>
  derive(password.normalize('NFKC'), salt, 32, { ...cost, maxmem: 256 * cost.N * cost.r })

/**
 * Hashes passwords and looks at them. A hash names its own algorithm and cost, `scrypt$17$8$1$salt$key`, so that the cost can rise while
 * older ones still let in; hashes of the accounts library (`salt:key`, which came before) do too. `isOld` tells which to make anew.
 */
export function passwordHashing(cost: Cost = PASSWORD_COST, { firstDays = FIRST_PASSWORD_DAYS } = {}) {
  const inTurn = turns(AT_ONCE)
  const begin = `scrypt$${Math.log2(cost.N)}$${cost.r}$${cost.p}$`
  return {
    /** Days for which a first password lets in here. */
    firstDays,
    async hash(password: string): Promise<string> {
      const salt = randomBytes(16)
      const made = await inTurn(() => key(password, salt, cost))
      return `${begin}${salt.toString('base64url')}$${made.toString('base64url')}`
    },
    async verify({ hash, password }: { hash: string; password: string }): Promise<boolean> {
      const [, power, r, p, salt, kept] = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/.exec(hash) ?? []
      if (!salt || !kept) return inTurn(() => verifyPassword({ hash, password }))
      const then = { N: 2 ** Number(power), r: Number(r), p: Number(p) }
      const made = await inTurn(() => key(password, Buffer.from(salt, 'base64url'), then))
      const stored = Buffer.from(kept, 'base64url')
      return stored.length === made.length && timingSafeEqual(stored, made)
    },
    isOld: (hash: string) => !hash.startsWith(begin),
  }
}

export type PasswordHashing = ReturnType<typeof passwordHashing>
