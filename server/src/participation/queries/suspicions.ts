import type { z } from 'zod'
import type { Suspicion, SuspicionDetail, suspicionQuery } from '#contract/participation/quiz.ts'
import { memberNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn, must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { newIn, suspicionPolicy } from '../policy.ts'
import { listSuspicions } from '../store/lists.ts'
import { placesIn } from '../store/ranking.ts'
import { quizzes, type SuspicionRow, suspicions } from '../store/records.ts'

type Beside = { names: ReadonlyMap<string, string>; places: ReadonlyMap<string, number | null> }

/** One page of a quiz's suspicions, as of the context’s instant; where people stand is told of now only. */
export async function suspicionList(ctx: Ctx, quizId: string, query: z.output<typeof suspicionQuery>) {
  must(ctx, suspicionPolicy, 'participation.see-suspicions', newIn(ctx.regionId))
  if (!(await quizzes.find(ctx, quizId))) throw refuse('participation.not-found')
  const page = await listSuspicions(ctx, quizId, query, row => row)
  const beside = await besideOf(ctx, quizId, page.rows)
  return { ...page, rows: page.rows.map(row => shown(ctx, row, beside)) }
}

/** One suspicion with its versions, oldest first. */
export async function suspicionDetail(ctx: Ctx, id: string): Promise<SuspicionDetail> {
  must(ctx, suspicionPolicy, 'participation.see-suspicions', newIn(ctx.regionId))
  const found = await suspicions.find(ctx, id)
  if (!found) throw refuse('participation.not-found')
  const versions = (await suspicions.versions(ctx, id)).filter(each => each.recordedFrom <= (ctx.asOf ?? ctx.now))
  const beside = await besideOf(ctx, found.quizId, [found, ...versions])
  return {
    ...shown(ctx, found, beside),
    versions: versions.map(({ version, recordedFrom, decision, decidedBy, why }) => ({
      ...{ version, decision, why },
      at: recordedFrom.toISOString(),
      by: decidedBy === null ? null : (beside.names.get(decidedBy) ?? ''),
    })),
  }
}

async function besideOf(ctx: Ctx, quizId: string, rows: readonly SuspicionRow[]): Promise<Beside> {
  return {
    names: await memberNames(
      ctx,
      rows.map(({ decidedBy }) => decidedBy),
    ),
    places: ctx.asOf
      ? new Map()
      : await placesIn(
          ctx,
          quizId,
          rows.map(({ citizenId }) => citizenId),
        ),
  }
}

function shown(ctx: Ctx, row: SuspicionRow, { names, places }: Beside): Suspicion {
  const { id, quizId, citizenId, attemptId, kind, facts, decision, decidedBy, why, version } = row
  return {
    ...{ id, quizId, citizenId, attemptId, reason: kind, facts, decision, why, version },
    foundAt: row.foundAt.toISOString(),
    decidedBy: decidedBy === null ? null : (names.get(decidedBy) ?? ''),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    place: places.get(citizenId) ?? null,
    may: mayOn(ctx, suspicionPolicy, row),
  }
}
