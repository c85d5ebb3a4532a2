import { z } from 'zod'
import { day, instant, role } from './kernel.ts'

/** What a second factor may be asked of. Partners and citizens come by other ways. */
export const secondFactorRoles = role.exclude(['partner', 'citizen']).options

/** How the own account is protected. */
export const ownSecondFactor = z.object({
  isOn: z.boolean(),
  since: instant.nullable(),
  recoveryLeft: z.int(),
  /** The day from which the own roles need one, and whether that day has come: then it cannot be switched off. */
  neededFrom: day.nullable(),
  isNeeded: z.boolean(),
})
export type OwnSecondFactor = z.infer<typeof ownSecondFactor>

const password = z.string().min(1).max(200)
const code = z.string().trim().min(1).max(40)

/** Beginning needs the password again: somebody at an open desk must not tie the account to their own telephone. */
export const beginSecondFactor = z.object({ password })
/** The secret for the authenticator application, as text and as the address a picture holds; shown this once. */
export const enrolment = z.object({ secret: z.string(), uri: z.string() })
export const confirmSecondFactor = z.object({ code })
/** Ten codes, shown this once. */
export const recoveryCodes = z.object({ codes: z.array(z.string()), sessions: z.int() })
/** What only the owner may do: the password and a code. */
export const showBoth = z.object({ password, code })

/** Ending sessions needs the password again: somebody at an open desk must not shut its owner out elsewhere. */
export const endSessions = z.object({ password })

/** A place where the own account is signed in. */
export const ownSession = z.object({
  id: z.string(),
  isThis: z.boolean(),
  since: instant,
  lastSeen: instant,
  address: z.string().nullable(),
  browser: z.string().nullable(),
})
export type OwnSession = z.infer<typeof ownSession>
export const ownSessions = z.object({
  sessions: z.array(ownSession),
  /** Minutes without a request after which a session ends, and hours after which it ends in any case. */
  idleMinutes: z.int(),
  hours: z.int(),
})

/** Which roles of the region need a second factor, from which day on. `version` 0 where nothing was ever set. */
export const secondFactorRule = z.object({
  roles: z.array(role),
  fromOn: day.nullable(),
  version: z.int(),
  /** Active accounts with these roles, and how many of them have a second factor. */
  accounts: z.int(),
  enrolled: z.int(),
  may: z.array(z.string()),
})
export type SecondFactorRule = z.infer<typeof secondFactorRule>
export const setSecondFactorRule = z.object({
  version: z.int(),
  roles: z.array(z.enum(secondFactorRoles)).max(secondFactorRoles.length),
  /** People are led to enrolment from this day on. */
  fromOn: day,
})
