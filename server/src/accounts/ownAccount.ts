import type { z } from 'zod'
import type { confirmSecondFactor, enrolment, ownSecondFactor, ownSessions, showBoth } from '#contract/signIn.ts'
import { ABSOLUTE_SECONDS, IDLE_SECONDS } from '#kernel/accounts/auth.ts'
import { locked } from '#kernel/accounts/signIn.ts'
import { base32, otpauthUri } from '#kernel/accounts/totp.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { regionPolicy } from './policy.ts'
import * as accounts from './store/accounts.ts'
import * as store from './store/secondFactor.ts'
import { endOne, sessionsOf } from './store/sessions.ts'

/** What stands before the account's name in the authenticator application. */
const ISSUER = '江海协同'

/** How the own account is protected, now. */
export async function ownFactor(ctx: Ctx): Promise<z.output<typeof ownSecondFactor>> {
  mustBeOwn(ctx, 'accounts.own-second-factor')
  const { isOn, confirmedAt, recoveryLeft, neededFrom } = await store.secondFactorOf(ctx.tx, ctx.actor)
  return {
    isOn,
    since: confirmedAt?.toISOString() ?? null,
    recoveryLeft,
    neededFrom,
    isNeeded: neededFrom !== null && neededFrom <= ctx.today,
  }
}

/**
 * Begins enrolment: gives a fresh secret, shown this once. Beginning again gives another, and the one before opens nothing. Refuses
 * `accounts.second-factor-exists`.
 */
export async function beginOwnFactor(ctx: Ctx, password: string): Promise<z.output<typeof enrolment>> {
  mustBeOwn(ctx, 'accounts.own-second-factor')
  const own = await ownRow(ctx)
  await mustKnowPassword(ctx, own, password, 'password')
  const secret = await store.beginEnrolment(ctx, own.accountId)
  if (!secret) throw refuse('accounts.second-factor-exists')
  return { secret: base32(secret), uri: otpauthUri(secret, ISSUER, own.username) }
}

/**
 * Ends enrolment with the first code of the application: from now on signing in asks for one, and every other session of the account
 * ends. Gives the recovery codes, shown this once.
 */
export async function confirmOwnFactor(ctx: Ctx, { code }: z.output<typeof confirmSecondFactor>) {
  mustBeOwn(ctx, 'accounts.own-second-factor')
  const own = await ownRow(ctx)
  const codes = await store.confirmEnrolment(ctx, own.accountId, code)
  if (!codes) throw refuse('accounts.code-wrong', {}, { field: 'code' })
  const sessions = await accounts.endSessions(ctx, own.accountId, ctx.actor.sessionId)
  await ctx.record('accounts.second-factor-on', { kind: 'member', id: own.id }, { sessions })
  return { codes, sessions }
}

/** Gives ten fresh recovery codes for the old ones, the password and a code being shown. */
export async function renewOwnRecovery(ctx: Ctx, shown: z.output<typeof showBoth>) {
  mustBeOwn(ctx, 'accounts.own-second-factor')
  const own = await ownRow(ctx)
  await mustShowBoth(ctx, own, shown)
  const codes = await store.renewRecoveryCodes(ctx, own.accountId)
  await ctx.record('accounts.recovery-renewed', { kind: 'member', id: own.id })
  return { codes, sessions: 0 }
}

/** Switches the own second factor off, the password and a code being shown; refused where the own roles need one. */
export async function endOwnFactor(ctx: Ctx, shown: z.output<typeof showBoth>) {
  mustBeOwn(ctx, 'accounts.own-second-factor')
  const own = await ownRow(ctx)
  const { isNeeded } = await ownFactor(ctx)
  if (isNeeded) throw refuse('accounts.second-factor-needed')
  await mustShowBoth(ctx, own, shown)
  await store.removeSecondFactor(ctx, own.accountId)
  await ctx.record('accounts.second-factor-off', { kind: 'member', id: own.id })
  return ownFactor(ctx)
}

/** Where the own account is signed in. */
export async function ownSessionList(ctx: Ctx): Promise<z.output<typeof ownSessions>> {
  mustBeOwn(ctx, 'accounts.own-sessions')
  const own = await accounts.members.find(ctx, ctx.actor.id)
  const hours = ABSOLUTE_SECONDS / 3600
  const found = own ? await sessionsOf(ctx, own.accountId, hours) : []
  return {
    sessions: found.map(({ id, createdAt, updatedAt, ipAddress, userAgent }) => ({
      id,
      isThis: id === ctx.actor.sessionId,
      since: createdAt.toISOString(),
      lastSeen: updatedAt.toISOString(),
      address: ipAddress,
      browser: userAgent,
    })),
    idleMinutes: IDLE_SECONDS / 60,
    hours,
  }
}

/** Ends one session of the own account, the password being shown; refuses `accounts.session-not-found` also for another's. */
export async function endOwnSession(ctx: Ctx, sessionId: string, password: string): Promise<{ sessions: number }> {
  mustBeOwn(ctx, 'accounts.own-sessions')
  const own = await ownRow(ctx)
  await mustKnowPassword(ctx, own, password, 'password')
  if (!(await endOne(ctx, own.accountId, sessionId))) throw refuse('accounts.session-not-found')
  await ctx.record('accounts.sessions-ended', { kind: 'member', id: own.id }, { sessions: 1 })
  return { sessions: 1 }
}

/** Ends every session of the own account but the one that asks, the password being shown. */
export async function endOtherSessions(ctx: Ctx, password: string): Promise<{ sessions: number }> {
  mustBeOwn(ctx, 'accounts.own-sessions')
  const own = await ownRow(ctx)
  await mustKnowPassword(ctx, own, password, 'password')
  const sessions = await accounts.endSessions(ctx, own.accountId, ctx.actor.sessionId)
  if (sessions > 0) await ctx.record('accounts.sessions-ended', { kind: 'member', id: own.id }, { sessions })
  return { sessions }
}

function mustBeOwn(ctx: Ctx, verb: 'accounts.own-second-factor' | 'accounts.own-sessions'): void {
  must(ctx, regionPolicy, verb, { regionId: ctx.regionId })
}

/** The own account, in the own region wherever it is asked from, locked until the command ends. */
async function ownRow(ctx: Ctx): Promise<accounts.Member> {
  const row = await accounts.members.lock(ctx, ctx.actor.id)
  if (!row) throw refuse('accounts.not-found')
  return row
}

/** The own password, counted and locked with the failed sign-ins of the name: an open desk is no place to guess from. */
export async function mustKnowPassword(ctx: Ctx, own: accounts.Member, password: string, field: string): Promise<void> {
  const lockedFor = await accounts.countAttempt(ctx, own.username)
  if (lockedFor !== undefined) throw locked(lockedFor, { field, keeps: true })
  const hash = await accounts.lockPassword(ctx, own.accountId)
  if (!hash) throw refuse('accounts.not-found')
  if (!(await ctx.passwords.verify({ hash, password })))
    throw refuse('accounts.password-wrong', {}, { field, keeps: true })
  await accounts.forgetFailures(ctx, own.username)
}

async function mustShowBoth(ctx: Ctx, own: accounts.Member, { password, code }: z.output<typeof showBoth>) {
  await mustKnowPassword(ctx, own, password, 'password')
  const spent = await store.spendCode(ctx.tx, ctx.seal, own.accountId, code)
  if (spent === 'wrong') throw refuse('accounts.code-wrong', {}, { field: 'code', keeps: true })
  if (typeof spent === 'object') throw locked(spent.lockedFor, { field: 'code', keeps: true })
}
