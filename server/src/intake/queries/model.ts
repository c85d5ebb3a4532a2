import type { Asking, ModelOfPage, ModelStanding } from '#contract/intake/model.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { policy } from '../policy.ts'
import { PROMPT_VERSION } from '../proposals/prompt.ts'
import { isUnderWay } from '../proposals/underWay.ts'
import { type AskingRecord, failedAskings, lastAsking, requestsSince } from '../store/askings.ts'

const HOUR_MS = 3_600_000
const FAILURES_SHOWN = 20

/** Whether there is a model, and the last time it was asked about a page, as of the context's instant. */
export async function modelOfPage(ctx: Ctx, pageId: string): Promise<ModelOfPage> {
  const last = await lastAsking(ctx, pageId)
  return { on: ctx.model !== undefined, asking: last ? askingOf(last, ctx.asOf ?? ctx.now) : null }
}

function askingOf(record: AskingRecord, now: Date): Asking {
  const { id, model, prompt, parts, partsDone, proposed, added, agreed, dropped } = record
  const stopped = record.state === 'asked' && !isUnderWay(record, now)
  return {
    id,
    state: stopped ? 'failed' : record.state,
    model,
    prompt,
    at: record.askedAt.toISOString(),
    parts,
    partsDone,
    proposed,
    added,
    agreed,
    dropped,
    error: stopped ? { code: 'model.stopped', params: {} } : failureOf(record),
  }
}

const failureOf = ({ errorCode, errorParams }: AskingRecord) =>
  errorCode === null ? null : { code: errorCode, params: errorParams ?? {} }

/** The model as those who keep the installation see it: where it is, how much it was asked this hour, and what failed last. */
export async function modelStanding(ctx: Ctx): Promise<ModelStanding> {
  must(ctx, policy, 'intake.see-model', { regionId: ctx.regionId, unitId: null, accepted: false })
  const { model } = ctx
  return {
    on: model !== undefined,
    name: model?.name ?? null,
    host: model?.host ?? null,
    prompt: PROMPT_VERSION,
    perHour: model?.limits.perHour ?? null,
    sentThisHour: await requestsSince(ctx, new Date(ctx.now.getTime() - HOUR_MS)),
    failures: (await failedAskings(ctx, FAILURES_SHOWN)).flatMap(record => {
      const error = failureOf(record)
      return error ? [{ id: record.id, pageId: record.pageId, at: record.askedAt.toISOString(), error }] : []
    }),
  }
}
