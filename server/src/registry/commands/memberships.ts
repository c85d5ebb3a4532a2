import type { z } from 'zod'
import type { changeMembership, newMembership, withdrawing } from '#contract/registryCommands.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy } from '../policy.ts'
import { type MembershipRecord, membershipLike, memberships, organisations } from '../store/organisations.ts'
import { checkSpan, lockFor } from './checks.ts'

type Changed = { id: string; version: number }

/**
 * Notes that an organisation belongs to a body in a role, for a time. The same pair may be joined in several roles; the same role
 * twice at one time is refused (`registry.membership-exists`).
 */
export async function createMembership(ctx: Ctx, body: z.output<typeof newMembership>): Promise<Changed> {
  must(ctx, policy, 'registry.create', { regionId: ctx.regionId })
  const made = await insertMembership(ctx, body)
  return { id: made.id, version: made.version }
}

/** Writes a membership; the caller has asked the policy. */
export async function insertMembership(ctx: Ctx, body: z.output<typeof newMembership>): Promise<MembershipRecord> {
  const { memberId, bodyId, role, note = null, ...span } = body
  if (memberId === bodyId) throw refuse('registry.member-of-itself', {}, { field: 'bodyId' })
  for (const [field, id] of [
    ['memberId', memberId],
    ['bodyId', bodyId],
  ] as const)
    if (!(await organisations.find(ctx, id))) throw refuse('registry.organisation-unknown', {}, { field })
  const wanted = { memberId, bodyId, role, note, ...checkSpan(span) }
  await refuseSame(ctx, wanted, null)
  const made = await memberships.insert(ctx, wanted)
  await ctx.record(
    'registry.membership-created',
    { kind: 'membership', id: made.id },
    { member: memberId, body: bodyId },
  )
  return made
}

/** Changes role or time of a membership. */
export async function updateMembership(
  ctx: Ctx,
  id: string,
  body: z.output<typeof changeMembership>,
): Promise<Changed> {
  const { version, reason, role, note = null, ...span } = body
  const found = await lockFor(ctx, memberships, id, 'registry.change', version)
  const wanted = { role, note, ...checkSpan(span) }
  await refuseSame(ctx, { ...found, ...wanted }, id)
  const next = await memberships.change(ctx, found, wanted, reason)
  await ctx.record('registry.membership-changed', { kind: 'membership', id }, { version: next.version })
  return { id, version: next.version }
}

export async function withdrawMembership(ctx: Ctx, id: string, body: z.output<typeof withdrawing>): Promise<Changed> {
  const found = await lockFor(ctx, memberships, id, 'registry.withdraw', body.version)
  const next = await memberships.withdraw(ctx, found, body.reason)
  await ctx.record('registry.membership-withdrawn', { kind: 'membership', id })
  return { id, version: next.version }
}

async function refuseSame(
  ctx: Ctx,
  wanted: Pick<MembershipRecord, 'memberId' | 'bodyId' | 'role' | 'validFrom' | 'validTo'>,
  except: string | null,
): Promise<void> {
  // Two writers of one body must not pass each other: the member's row is the lock.
  await organisations.lock(ctx, wanted.memberId)
  if (await membershipLike(ctx, wanted, except))
    throw refuse('registry.membership-exists', { role: wanted.role }, { field: 'role' })
}
