import type { Need } from '#contract/matters/lifecycle.ts'
import type { MatterState } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { MatterMoved } from '../events.ts'
import { lifecycle, lightRules } from '../mechanisms.ts'
import { policy } from '../policy.ts'
import { nextFeedback } from '../rules/feedback.ts'
import { stepsOf } from '../rules/inputs.ts'
import { lightOfWeight } from '../rules/judge.ts'
import { moved, mustHave } from '../rules/lifecycle.ts'
import { planOfMilestones } from '../rules/plan.ts'
import { milestonesOf } from '../store/children.ts'
import { acts, type MatterRow, matters } from '../store/tables.ts'

/** What a command carries beside its own fields: the version seen. Imports and replays, which read what they change, leave it out. */
export type Unseen<Body> = Omit<Body, 'version'> & { version?: number | undefined }

/** What every command gives back; the screen reads the rest anew. */
export type Standing = { id: string; version: number; state: MatterState; refNo: string | null; light: string }

export const standingOf = (row: MatterRow): Standing => ({
  id: row.id,
  version: row.version,
  state: row.state,
  refNo: row.refNo,
  light: lightOfWeight(row.lightWeights[0]),
})

/** Locks the matter, asks the policy, and checks that the actor has seen this version. */
export async function begin(ctx: Ctx, id: string, verb: keyof typeof policy, version?: number): Promise<MatterRow> {
  const found = await matters.lock(ctx, id)
  if (!found) throw refuse('matters.not-found')
  must(ctx, policy, verb, found)
  mustHaveSeen(version, found.version)
  return found
}

export function mustHaveSeen(seen: number | undefined, now: number): void {
  if (seen !== undefined && seen !== now) throw refuse('matters.changed-conflict', { seen, now }, { field: 'version' })
}

/** The state the verb leads to, when it may start here and has what it needs. */
export function step(row: MatterRow, verb: string, have: Partial<Record<Need, boolean>> = {}): MatterState {
  const to = moved(lifecycle(), verb, row.state)
  mustHave(lifecycle(), verb, have)
  return to
}

type Patch = Partial<
  Omit<MatterRow, 'regionId' | 'id' | 'version' | 'recordedFrom' | 'recordedBy' | 'reason' | 'withdrawn'>
>

/** What follows from a row's own columns: the next report, and the steps its light will take from today on. */
export function derived(ctx: Ctx, row: Omit<MatterRow, keyof Kept>) {
  const schedule = { kind: row.feedbackKind, count: row.feedbackCount }
  const reporting = ['signed', 'assigned', 'in_progress', 'returned', 'long_term', 'decomposed', 'registered'].includes(
    row.state,
  )
  const nextFeedbackOn = reporting ? nextFeedback(ctx.calendar, schedule, row.feedbackFrom) : null
  const rules = lightRules(row.lightRules)
  const steps = stepsOf({ ...row, nextFeedbackOn }, rules, lifecycle(), ctx.today, ctx.calendar)
  return {
    nextFeedbackOn,
    lightVersion: rules.version,
    lightDays: steps.days,
    lightWeights: steps.weights,
    calendarVersion: ctx.calendar.calendarVersion,
  }
}
type Kept = Pick<MatterRow, 'regionId' | 'id' | 'version' | 'recordedFrom' | 'recordedBy' | 'reason' | 'withdrawn'>

/** Writes a changed matter; the plan follows its milestones, the light's steps follow everything. */
export async function save(ctx: Ctx, old: MatterRow, patch: Patch, reason?: string): Promise<MatterRow> {
  const points = planOfMilestones(await milestonesOf(ctx, old.id))
  const next = { ...old, ...patch, plan: { points } }
  const ended = ['closed', 'suspended', 'merged', 'transferred', 'terminated'].includes(next.state)
  const override = ended ? { overrideWeight: null, overrideFrom: null, overrideUntil: null } : {}
  return matters.change(ctx, old, { ...patch, ...override, plan: { points }, ...derived(ctx, next) }, reason)
}

type Act = {
  verb: string
  from?: MatterState | null
  to?: MatterState
  unitName?: string
  text?: string
  params?: Record<string, string | number | null>
}

/** Notes an act on the matter's timeline and in the log, and tells the rooms when its state moved. */
export async function note(ctx: Ctx, row: MatterRow, event: string, act: Act): Promise<void> {
  const params = act.params ?? {}
  await acts.insert(ctx, {
    matterId: row.id,
    verb: act.verb,
    fromState: act.from ?? null,
    toState: act.to ?? null,
    actedOn: ctx.today,
    unitName: act.unitName ?? '',
    text: act.text ?? '',
    params,
  })
  // Facts go to the log, which keeps codes, numbers and ids only; the words stay in the act's own row.
  const facts = Object.fromEntries(
    Object.entries(params).filter(
      ([name, value]) => !typed.has(name) && (typeof value !== 'string' || codelike.test(value)),
    ),
  )
  await ctx.record(
    event,
    { kind: 'matter', id: row.id },
    { refNo: row.refNo && ownNumber.test(row.refNo) ? row.refNo : null, ...(act.to ? { to: act.to } : {}), ...facts },
  )
  if (act.to !== undefined && act.to !== act.from) {
    const moved: MatterMoved = {
      matterId: row.id,
      refNo: row.refNo,
      verb: act.verb,
      from: act.from ?? null,
      to: act.to,
      sourceFactId: row.sourceFactId,
    }
    await ctx.announce('matters.moved', moved)
  }
}

const codelike = /^[\w.:-]{1,60}$/
/** What people type, though it may look like a code. */
const typed = new Set(['countersigned', 'refNo'])
/** A number of the kind the program gives, 督〔2025〕试3号; people may type another, and could type anything. */
const ownNumber = /^督〔\d{4}〕\p{L}{0,6}\d{1,9}号$/u
