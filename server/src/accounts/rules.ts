import { threeAdministrators } from '#contract/accounts.ts'
import type { Role } from '#contract/kernel.ts'

/** The two of the three administrators (三员分立) that a set of roles puts into one person, or undefined when they stay separate. */
export function clashing(roles: readonly Role[]): readonly [Role, Role] | undefined {
  const [first, second] = threeAdministrators.filter(role => roles.includes(role))
  return first && second ? [first, second] : undefined
}
