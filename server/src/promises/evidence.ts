import type { Evidence, EvidenceRef } from '#contract/kernel.ts'
import { promiseStandings } from '#contract/promises.ts'
import type { Ctx } from '#kernel/context.ts'
import { promiseRule } from './mechanism.ts'
import { policy } from './policy.ts'
import type { PromiseFound } from './queries/found.ts'
import { gather } from './queries/gather.ts'
import { inOrder, promisesFound } from './queries/list.ts'
import { readCountsId } from './queries/narrow.ts'

type Computed = Extract<Evidence, { kind: 'computed' }>

const mayRead = (ctx: Ctx) => policy['promises.read'].test(ctx.actor, { regionId: ctx.regionId })

/** Answers for the numbers of promises and for their counts, as of the context's instant; null for what the actor may not know. */
export const evidence = {
  promise: async (ctx: Ctx, ref: EvidenceRef): Promise<Evidence[] | null> => {
    if (!mayRead(ctx)) return null
    const { promises, day } = await gather(ctx)
    const promise = promises.find(each => each.id === ref.id)
    return promise ? ofPromise(promise, ref.field, day) : null
  },
  promises: async (ctx: Ctx, ref: EvidenceRef): Promise<Evidence[] | null> => {
    const asked = readCountsId(ref.id)
    const standing = promiseStandings.find(each => each === ref.field)
    if (!asked || !mayRead(ctx)) return null
    if (standing === undefined && ref.field !== 'total') return []
    const { found } = await promisesFound(ctx, { ...asked, standing })
    return [counted(standing === undefined ? 'promises.count-all' : `promises.count-${standing}`, inOrder(found))]
  },
}

/** A count by the promises it counts, one a line. */
export function counted(formula: string, found: readonly PromiseFound[]): Computed {
  return {
    kind: 'computed',
    formula,
    params: { count: found.length, days: promiseRule.silentAfterDays },
    inputs: found.map(promise => ({
      label: promise.title,
      value: promise.lastWordOn ?? '—',
      light: null,
      href: promise.href,
      ref: promise.announcedIn,
    })),
    total: found.length,
  }
}

function ofPromise(promise: PromiseFound, field: string, day: string): Evidence[] {
  const answer = (formula: string, params: Computed['params'], inputs: Computed['inputs']): Evidence[] => [
    { kind: 'computed', formula, params, inputs, total: inputs.length },
  ]
  const heard = promise.steps
    .filter(step => step.on !== null && step.on <= day)
    .map(step => ({
      label: step.zh ?? step.text ?? step.code,
      value: step.on ?? '—',
      light: null,
      href: step.href,
      ref: step.ref,
    }))
  const announced = {
    label: promise.title,
    value: promise.announcedOn ?? '—',
    light: null,
    href: promise.href,
    ref: promise.announcedIn,
  }
  if (field === 'silent' && promise.silentDays !== null)
    return answer(
      'promises.silent-days',
      { days: promise.silentDays, last: promise.lastWordOn ?? '—', day, limit: promiseRule.silentAfterDays },
      [announced, ...heard],
    )
  if (field === 'overdue' && promise.overdueDays !== null)
    return answer('promises.overdue-days', { days: promise.overdueDays, due: promise.dueOn ?? '—', day }, [
      announced,
      ...heard,
    ])
  const late = promise.steps.find(step => field === `late:${step.stageId}` && step.lateDays !== null)
  if (late)
    return answer('promises.late-days', { days: late.lateDays ?? 0, on: late.on ?? '—' }, [
      {
        label: late.zh ?? late.code,
        value: late.on ?? '—',
        light: null,
        href: late.href,
        ref: { kind: 'project-stage', id: late.stageId ?? '', field: 'plannedOn' },
      },
    ])
  return []
}
