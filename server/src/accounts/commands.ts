import type { z } from 'zod'
import type {
  addMember as addShape,
  changeMember as changeShape,
  Member,
  memberAdded,
  ownPassword as ownShape,
  passwordReset,
} from '#contract/accounts.ts'
import { addressOf } from '#kernel/accounts/auth.ts'
import { newFirstPassword } from '#kernel/accounts/firstPasswords.ts'
import { passwordUnfit } from '#kernel/accounts/passwords.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { mustKnowPassword } from './ownAccount.ts'
import { policy, regionPolicy } from './policy.ts'
import { memberOf } from './queries.ts'
import { clashing } from './rules.ts'
import * as store from './store/accounts.ts'

/**
 * Adds an account with a first password, made here, shown this once, and to be changed by its owner. Refuses `accounts.username-exists`
 * also for names of other regions, `accounts.three-separate` and `accounts.unit-unknown`.
 */
export async function addMember(ctx: Ctx, given: z.output<typeof addShape>): Promise<z.output<typeof memberAdded>> {
  must(ctx, regionPolicy, 'accounts.add', { regionId: ctx.regionId })
  await mustStillOperate(ctx)
  mustStaySeparate(given.roles)
  await mustBeUnit(ctx, given.unitId)
  const taken = () => refuse('accounts.username-exists', { username: given.username }, { field: 'username' })
  if (await store.isTaken(ctx, given.username)) throw taken()

  const firstPassword = newFirstPassword()
  const accountId = await store.addCredentials(ctx, {
    username: given.username,
    name: given.name,
    address: addressOf(given.username, ctx.regionId),
    hash: await ctx.passwords.hash(firstPassword),
  })
  if (accountId === undefined) throw taken()
  const goodUntil = await store.beginFirstPassword(ctx, accountId, ctx.passwords.firstDays)
  const row = await store.members.insert(ctx, {
    accountId,
    username: given.username,
    name: given.name,
    unitId: given.unitId,
    roles: [...new Set(given.roles)],
    active: true,
  })
  await ctx.record('accounts.added', { kind: 'member', id: row.id }, { roles: row.roles, unitId: row.unitId })
  return { ...(await memberOf(ctx, row.id)), firstPassword, goodUntil: goodUntil.toISOString() }
}

/**
 * Changes an account: name, unit, roles, whether it can be used. Rights take effect with the next request; an account put out of use
 * is signed out everywhere. Unit, roles and use of the own account are another operator's to change.
 */
export async function changeMember(ctx: Ctx, id: string, given: z.output<typeof changeShape>): Promise<Member> {
  await mustStillOperate(ctx)
  const row = await load(ctx, id)
  must(ctx, policy, 'accounts.change', row)
  if (given.version !== row.version)
    throw refuse('accounts.changed-conflict', { seen: given.version, now: row.version }, { field: 'version' })
  // The unit is a right as well: its matters and drafts come with it.
  const rights =
    (given.roles !== undefined && !sameRoles(given.roles, row.roles)) ||
    isOther(given.active, row.active) ||
    isOther(given.unitId, row.unitId)
  if (rights && row.id === ctx.actor.id) throw refuse('accounts.not-on-oneself-not-permitted')
  if (rights) must(ctx, policy, 'accounts.set-rights', row)
  if (given.roles) mustStaySeparate(given.roles)
  if (given.unitId !== undefined) await mustBeUnit(ctx, given.unitId)

  const patch = {
    ...(isOther(given.name, row.name) ? { name: given.name ?? row.name } : {}),
    ...(isOther(given.unitId, row.unitId) ? { unitId: given.unitId ?? null } : {}),
    ...(given.roles && !sameRoles(given.roles, row.roles) ? { roles: [...new Set(given.roles)] } : {}),
    ...(isOther(given.active, row.active) ? { active: given.active ?? row.active } : {}),
  }
  const fields = Object.keys(patch)
  if (fields.length === 0) throw refuse('accounts.nothing-changed')
  const changed = await store.members.change(ctx, row, patch, given.reason)
  if (patch.name !== undefined) await store.rename(ctx, row.accountId, changed.name)
  const sessions = patch.active === false ? await store.endSessions(ctx, row.accountId, undefined) : 0
  await ctx.record(
    'accounts.changed',
    { kind: 'member', id },
    { fields, roles: changed.roles, unitId: changed.unitId, active: changed.active, sessions },
  )
  return memberOf(ctx, id)
}

/**
 * Makes a new first password for somebody who forgot theirs, shown this once, and signs them out everywhere. A lock on the name stays.
 */
export async function resetPassword(ctx: Ctx, id: string): Promise<z.output<typeof passwordReset>> {
  await mustStillOperate(ctx)
  const row = await load(ctx, id)
  must(ctx, policy, 'accounts.reset-password', row)
  const firstPassword = newFirstPassword()
  if (!(await store.setPassword(ctx, row.accountId, await ctx.passwords.hash(firstPassword))))
    throw refuse('accounts.not-found')
  const goodUntil = await store.beginFirstPassword(ctx, row.accountId, ctx.passwords.firstDays)
  const sessions = await store.endSessions(ctx, row.accountId, undefined)
  await ctx.record('accounts.password-reset', { kind: 'member', id }, { sessions })
  return { sessions, firstPassword, goodUntil: goodUntil.toISOString() }
}

/** Changes the own password, the old one being shown, and ends every other session of the account. */
export async function changeOwnPassword(
  ctx: Ctx,
  { old, password }: z.output<typeof ownShape>,
): Promise<{ sessions: number }> {
  must(ctx, regionPolicy, 'accounts.own-password', { regionId: ctx.regionId })
  const row = await store.members.lock(ctx, ctx.actor.id)
  if (!row) throw refuse('accounts.not-found')
  await mustKnowPassword(ctx, row, old, 'old')
  if (password === old) throw refuse('accounts.password-same', {}, { field: 'password' })
  const unfit = passwordUnfit(password, row.username, 'password')
  if (unfit) throw unfit
  await store.endFirstPassword(ctx, row.accountId)
  await store.setPassword(ctx, row.accountId, await ctx.passwords.hash(password))
  const sessions = await store.endSessions(ctx, row.accountId, ctx.actor.sessionId)
  await ctx.record('accounts.password-changed', { kind: 'member', id: row.id }, { sessions })
  return { sessions }
}

/** Locks a user name for some days and signs it out everywhere: what a security officer does when an account seems misused. */
export async function lockMember(ctx: Ctx, id: string, days: number): Promise<Member> {
  const row = await load(ctx, id)
  must(ctx, policy, 'accounts.lock', row)
  await store.lockName(ctx, row.username, days)
  const sessions = await store.endSessions(ctx, row.accountId, undefined)
  await ctx.record('accounts.locked', { kind: 'member', id }, { days, sessions })
  return memberOf(ctx, id)
}

/** Opens a locked user name before its time, and forgets its failures. */
export async function unlockMember(ctx: Ctx, id: string): Promise<Member> {
  const row = await load(ctx, id)
  must(ctx, policy, 'accounts.unlock', row)
  const opened = [await store.forgetFailures(ctx, row.username), await store.forgetWrongCodes(ctx.tx, row.accountId)]
  if (!opened.includes(true)) throw refuse('accounts.not-locked')
  await ctx.record('accounts.unlocked', { kind: 'member', id })
  return memberOf(ctx, id)
}

async function load(ctx: Ctx, id: string): Promise<store.Member> {
  const row = await store.members.lock(ctx, id)
  if (!row) throw refuse('accounts.not-found')
  return row
}

/** Two operators may take each other's rights at the same moment: the rights are asked again with all operators locked. */
async function mustStillOperate(ctx: Ctx): Promise<void> {
  // An operator of another region has no say here, which the policy says for everybody alike.
  if (!ctx.actor.roles.has('system-operator') || ctx.actor.regionId !== ctx.regionId) return
  const operators = await store.lockOperators(ctx)
  if (!operators.includes(ctx.actor.id)) throw refuse('accounts.no-longer-operator-not-permitted')
}

function mustStaySeparate(roles: z.output<typeof addShape>['roles']): void {
  const clash = clashing(roles)
  if (clash) throw refuse('accounts.three-separate', { first: clash[0], second: clash[1] }, { field: 'roles' })
}

async function mustBeUnit(ctx: Ctx, unitId: string | null): Promise<void> {
  if (unitId !== null && !(await store.units.find(ctx, unitId)))
    throw refuse('accounts.unit-unknown', {}, { field: 'unitId' })
}

const isOther = <T>(given: T | undefined, known: T) => given !== undefined && given !== known

function sameRoles(given: readonly string[], known: readonly string[]): boolean {
  return new Set(given).size === known.length && known.every(role => given.includes(role))
}
