import { threeAdministrators } from '#contract/accounts.ts'
import type { Role } from '#contract/kernel.ts'
import { type Refusal, refuse } from '#kernel/refusal.ts'

/** At least as many characters as OWASP ASVS 5.0 asks (6.2.1: 8) and two more; at most what the accounts library hashes. */
export const PASSWORD_LEAST = 10
export const PASSWORD_MOST = 128

/** The two of the three administrators (三员分立) that a set of roles puts into one person, or undefined when they stay separate. */
export function clashing(roles: readonly Role[]): readonly [Role, Role] | undefined {
  const [first, second] = threeAdministrators.filter(role => roles.includes(role))
  return first && second ? [first, second] : undefined
}

/** Why a password does not do: too short, too long, or what everybody guesses first; undefined when it does. */
export function passwordUnfit(password: string, username: string, field: string): Refusal | undefined {
  const length = [...password].length
  if (length < PASSWORD_LEAST) return refuse('accounts.password-short', { least: PASSWORD_LEAST }, { field })
  if (length > PASSWORD_MOST) return refuse('accounts.password-long', { most: PASSWORD_MOST }, { field })
  return isPlain(password.toLowerCase(), username.toLowerCase())
    ? refuse('accounts.password-plain', {}, { field })
    : undefined
}

/** One character over and over, digits that rise or fall by one, or the user name with nothing but digits and signs around it. */
function isPlain(password: string, username: string): boolean {
  if (new Set(password).size <= 2) return true
  const steps = [...password].slice(1).map((character, at) => character.charCodeAt(0) - password.charCodeAt(at))
  // 9 is followed by 0 on every keyboard: a step of −9 goes on rising, of 9 goes on falling.
  if (/^\d+$/.test(password))
    if (steps.every(step => step === 1 || step === -9) || steps.every(step => step === -1 || step === 9)) return true
  return username.length > 1 && password.includes(username) && /^[\W\d_]*$/.test(password.replaceAll(username, ''))
}
