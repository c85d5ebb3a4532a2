import type { Seal } from '#kernel/accounts/seal.ts'

/** Crockford's base 32: no letter that is taken for a digit. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The name a citizen has in the public ranking of a quiz: 7K3M-9Q2F, the same in every language. It is a keyed hash, so it tells nothing,
 * is another in each quiz and is the same whenever it is asked for. Of a million people two may meet (2^40 names); then the next `turn` is taken.
 */
export function aliasOf(seal: Seal, quizId: string, citizenId: string, turn = 0): string {
  return named(seal.mac(`${quizId} ${citizenId} ${turn}`, 'quiz alias'))
}

/** What a winner shows when a prize is fetched: as an alias is made, of the prize. It is kept nowhere, and nobody can tell it without the key. */
export const claimCodeOf = (seal: Seal, prizeId: string): string => named(seal.mac(prizeId, 'quiz claim code'))

function named(mac: string): string {
  const hash = Buffer.from(mac, 'base64url')
  const name = [...hash.subarray(0, 8)].map(byte => letters.charAt(byte & 31)).join('')
  return `${name.slice(0, 4)}-${name.slice(4)}`
}

/** What draws the paper of one attempt: 32 bytes that nobody can tell without the installation's key. */
export function seedOf(seal: Seal, attemptId: string): Uint8Array {
  return Buffer.from(seal.mac(attemptId, 'quiz paper'), 'base64url')
}
