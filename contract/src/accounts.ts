import { z } from 'zod'
import { id, instant, listQuery, page, role } from './kernel.ts'
import { someName } from './text.ts'

/** The three administrators (三员), who are three separate people: nobody holds two of these roles. */
export const threeAdministrators = ['system-operator', 'security-officer', 'auditor'] as const

export const accountStates = ['active', 'inactive', 'locked'] as const

/** A person's account in a region: unit, roles, whether it can be used. Failures and locks only for those who may see them. */
export const member = z.object({
  id,
  username: z.string(),
  name: z.string(),
  unitId: id.nullable(),
  unit: z.string().nullable(),
  unitEn: z.string().nullable(),
  roles: z.array(role),
  active: z.boolean(),
  /** Whether signing in asks for a code; null where the reader may not know. */
  secondFactor: z.boolean().nullable(),
  /** Wrong passwords and codes in a row, and until when the name is locked; null where the reader may not know. */
  failures: z.int().nullable(),
  lastFailureAt: instant.nullable(),
  lockedUntil: instant.nullable(),
  version: z.int(),
  may: z.array(z.string()),
})
export type Member = z.infer<typeof member>

export const membersQuery = listQuery.extend({
  role: role.optional(),
  unitId: id.optional(),
  state: z.enum(accountStates).optional(),
})
export type MembersQuery = z.input<typeof membersQuery>
export const membersPage = page(member)

export const unitChoice = z.object({
  id,
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  shortZh: z.string().nullable(),
})
/** What the forms offer: the region's units, and whether the reader may add accounts. */
export const accountChoices = z.object({ units: z.array(unitChoice), may: z.array(z.string()) })

/** Long enough for any sentence; what it must be is judged by the rules, which say it in words. */
const password = z.string().min(1).max(200)
const name = someName(40)
const roles = z.array(role).min(1).max(8)
const reason = z.string().trim().min(1).max(200)

export const addMember = z.object({
  username: z
    .string()
    .trim()
    .regex(/^[a-zA-Z0-9._-]{2,40}$/),
  name,
  unitId: id.nullable(),
  roles,
})
/** A first password, shown this once, and the instant until which it lets in. Its owner changes it at the first sign-in. */
const firstPassword = { firstPassword: z.string(), goodUntil: instant }
export const memberAdded = member.extend(firstPassword)
export type AddMember = z.input<typeof addMember>

/** What is left out stays as it is. `version` is the version seen. */
export const changeMember = z.object({
  version: z.int(),
  name: name.optional(),
  unitId: id.nullable().optional(),
  roles: roles.optional(),
  active: z.boolean().optional(),
  reason: reason.optional(),
})
export type ChangeMember = z.input<typeof changeMember>

export const ownPassword = z.object({ old: password, password })
/** Days a name is locked for; after that it opens by itself. */
export const lockMember = z.object({ days: z.int().min(1).max(30) })
/** How many sessions an act ended. */
export const ended = z.object({ sessions: z.int() })
export const passwordReset = ended.extend(firstPassword)

/** One entry of the log, as the auditor reads it: ids, codes and numbers, never what a record says. */
export const logEntry = z.object({
  id,
  /** Its place in the tree; null for the moment until the sequencer has placed it. */
  index: z.int().nullable(),
  leafHash: z.string().nullable(),
  at: instant,
  event: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  actorId: id,
  /** The account's user name; null for the program itself. */
  actor: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
  /** The versions written under it: `table:id:version`. */
  rows: z.array(z.string()),
})
export type LogEntry = z.infer<typeof logEntry>

export const logQuery = listQuery.extend({
  room: z
    .string()
    .regex(/^[a-z]{2,30}$/)
    .optional(),
  actor: z.string().max(60).optional(),
  subject: z.string().max(80).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})
export type LogQuery = z.input<typeof logQuery>
export const logPage = page(logEntry)
