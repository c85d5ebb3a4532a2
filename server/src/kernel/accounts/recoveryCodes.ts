import { scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { randomSigns } from './randomSigns.ts'

/** As many as are printed at once. Each opens the account once, when the telephone is not at hand. */
export const RECOVERY_CODES = 10

/** Letters and digits that are not mistaken for one another on paper: no I, L, O, U. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12

const derive = promisify<string, string, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt)

/** Ten fresh codes of 60 bits, in groups of four. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => randomSigns(SIGNS, LENGTH))
}

/** A code as it is compared: however it was typed, with hyphens or blanks, in small letters, with O for 0. Undefined when it is none. */
export function recoveryCodeFrom(typed: string): string | undefined {
  const code = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return code.length === LENGTH && [...code].every(sign => SIGNS.includes(sign)) ? code : undefined
}

/**
 * What is kept of a code: scrypt, as for passwords but quicker: to guess sixty random bits even so takes longer than the city stands. The ten codes of an account share one
 * salt, so that trying one costs one derivation and not ten.
 */
export async function recoveryHash(code: string, salt: string): Promise<string> {
  return (await derive(code, salt, 32, { N: 4096, r: 8, p: 1, maxmem: 32 * 1024 * 1024 })).toString('base64url')
}
