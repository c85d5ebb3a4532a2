import type { Figure } from '#contract/kernel.ts'
import type { PromiseRow } from '#contract/promises.ts'
import { unitNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { type PassageOf, passageKey, passagesOf } from '#kernel/evidence/passages.ts'
import type { PromiseFound, StepFound } from './found.ts'
import type { Gathered } from './gather.ts'

/** A number of a promise is asked after by the id of what was promised: fields `silent`, `overdue`, `late:` with the stage’s id. */

const days = (promise: PromiseFound, field: string, value: number | null): Figure => ({
  value,
  unit: '天',
  bound: null,
  printed: null,
  evidence: 'computed',
  ref: { kind: 'promise', id: promise.id, field },
})

/** Promises as screens receive them, each with the sentences that announced and proved it: read for these rows only. */
export async function shapes(
  ctx: Ctx,
  promises: readonly PromiseFound[],
  { batchNames }: Pick<Gathered, 'batchNames'>,
): Promise<PromiseRow[]> {
  const passages = await passagesOf(
    ctx,
    promises.flatMap(promise => [promise.announcedIn, ...promise.steps.flatMap(step => step.proofs)]),
  )
  const units = await unitNames(ctx)
  return promises.map(promise => shape(promise, passages, batchNames, units))
}

function shape(
  promise: PromiseFound,
  passages: ReadonlyMap<string, PassageOf[]>,
  batchNames: ReadonlyMap<string, string>,
  units: Awaited<ReturnType<typeof unitNames>>,
): PromiseRow {
  const batchName = promise.batchId === null ? undefined : batchNames.get(promise.batchId)
  return {
    id: promise.id,
    kind: promise.kind,
    title: promise.title,
    href: promise.href,
    draft: promise.draft,
    unitId: promise.unitId,
    unitName: promise.unitId === null ? null : (units.get(promise.unitId)?.nameZh ?? null),
    organisations: promise.organisations,
    batch: promise.batchId !== null && batchName !== undefined ? { id: promise.batchId, name: batchName } : null,
    announced: {
      on: promise.announcedOn,
      by: promise.by,
      ref: promise.announcedIn,
      passage: passages.get(passageKey(promise.announcedIn))?.[0] ?? null,
    },
    dueOn: promise.dueOn,
    dueOriginal: promise.dueOriginal,
    dueZh: promise.dueZh,
    dueEn: promise.dueEn,
    standing: promise.standing,
    silent: days(promise, 'silent', promise.silentDays),
    overdue: days(promise, 'overdue', promise.overdueDays),
    lastWordOn: promise.lastWordOn,
    steps: promise.steps.map(step => stepShape(promise, step, passages)),
  }
}

function stepShape(promise: PromiseFound, step: StepFound, passages: ReadonlyMap<string, PassageOf[]>) {
  const { lateDays, stageId, proofs, ...shown } = step
  return {
    ...shown,
    lateDays: lateDays === null || stageId === null ? null : days(promise, `late:${stageId}`, lateDays),
    passage: proofs.flatMap(proof => passages.get(passageKey(proof)) ?? [])[0] ?? null,
  }
}
