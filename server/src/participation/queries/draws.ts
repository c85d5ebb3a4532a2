import type { z } from 'zod'
import type { quizDraws as drawsAnswer, poolPage, poolQuery, QuizDraw } from '#contract/participation/draws.ts'
import { memberNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { drandChains } from '#kernel/draws/index.ts'
import { mayOn, must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { drawPolicy, newIn } from '../policy.ts'
import { cutoffsOf, dueAt } from '../rules/state.ts'
import { allUsed, drawState, openDrawActs, settle } from '../settling.ts'
import { listPlaces } from '../store/drawLists.ts'
import { drawsOf, type EntryRow, entriesOf, type QuizDrawRow, quizDraws } from '../store/drawRecords.ts'
import { quizzes } from '../store/records.ts'

const asked = (ctx: Ctx) => ctx.asOf ?? ctx.now

/** Every cut-off of a quiz with its draw, as of the context's instant. Of draws called off only the ids. */
export async function drawList(ctx: Ctx, quizId: string): Promise<z.input<typeof drawsAnswer>> {
  must(ctx, drawPolicy, 'participation.read', newIn(ctx.regionId))
  const quiz = await quizzes.find(ctx, quizId)
  if (!quiz) throw refuse('participation.not-found')
  const all = await drawsOf(ctx, quizId)
  const draws = []
  for (const [at, cutoff] of cutoffsOf(quiz, quiz.draws).entries()) {
    const frozen = all.filter(({ number }) => number === at + 1)
    const draw = frozen.find(({ calledOff }) => !calledOff)
    draws.push({
      number: at + 1,
      cutoff: cutoff.toISOString(),
      isDue: !quiz.draft && !quiz.calledOff && asked(ctx) >= dueAt(quiz, cutoff),
      draw: draw ? await shown(ctx, draw) : null,
      calledOff: frozen.filter(({ calledOff }) => calledOff).map(({ id }) => id),
    })
  }
  const chains = [...drandChains()].map(([name, { periodSeconds: period }]) => ({ name, period }))
  return { draws, chains, now: ctx.now.toISOString() }
}

/** One draw as the office sees it, as of the context's instant. Refuses `participation.not-found`. */
export async function drawDetail(ctx: Ctx, id: string): Promise<QuizDraw> {
  return shown(ctx, await drawFound(ctx, id))
}

async function drawFound(ctx: Ctx, id: string): Promise<QuizDrawRow> {
  const draw = await quizDraws.find(ctx, id)
  if (!draw) throw refuse('participation.not-found')
  must(ctx, drawPolicy, 'participation.read', draw)
  return draw
}

async function shown(ctx: Ctx, draw: QuizDrawRow): Promise<QuizDraw> {
  const { id, quizId, number, version, pool, excluded, winners, reserves, announcement, announcementHash } = draw
  const entries = await entriesOf(ctx, id)
  const state = drawState(draw, allUsed(draw.sources, entries) !== undefined)
  const open = openDrawActs(draw, state, asked(ctx), ctx.actor.id)
  const done = await doneWith(ctx, draw)
  const names = await memberNames(ctx, [...done.map(({ by }) => by), ...entries.map(({ enteredBy }) => enteredBy)])
  const nameOf = (by: string | null) => (by === null ? null : (names.get(by) ?? ''))
  return {
    ...{ id, quizId, number, version, state, pool, excluded, winners, reserves, announcement, announcementHash },
    cutoff: draw.cutoff.toISOString(),
    frozenAt: draw.frozenAt.toISOString(),
    frozenBy: nameOf(draw.frozenBy) ?? '',
    announcedBy: nameOf(draw.announcedBy),
    drawnBy: nameOf(draw.drawnBy),
    publishedBy: nameOf(draw.publishedBy),
    publishedAt: draw.publishedAt?.toISOString() ?? null,
    sources: sourcesOf(draw, entries, by => nameOf(by) ?? ''),
    done: done.map(({ by, at, ...each }) => ({ ...each, by: nameOf(by) ?? '', at: at.toISOString() })),
    may: mayOn(ctx, drawPolicy, draw).filter(verb => open.has(verb)),
    asOf: ctx.asOf?.toISOString() ?? null,
  }
}

type Done = { act: QuizDraw['done'][number]['act']; by: string; at: Date; why: string | null }

/** Who did what with a draw, from its versions up to the context's instant. */
async function doneWith(ctx: Ctx, { id }: QuizDrawRow): Promise<Done[]> {
  const versions = (await quizDraws.versions(ctx, id)).filter(({ recordedFrom }) => recordedFrom <= asked(ctx))
  return versions.flatMap((now, at) => {
    const act = actBetween(versions[at - 1], now)
    return act === null ? [] : [{ act, by: now.recordedBy, at: now.recordedFrom, why: now.reason }]
  })
}

function actBetween(before: QuizDrawRow | undefined, now: QuizDrawRow): Done['act'] | null {
  if (!before) return 'frozen'
  if (now.calledOff !== before.calledOff) return 'called-off'
  if (before.announcement === null && now.announcement !== null) return 'announced'
  if (before.result === null && now.result !== null) return 'drawn'
  return before.publishedAt === null && now.publishedAt !== null ? 'published' : null
}

/** Of each source what is known. What one person typed is shown to nobody before a second typed it too. */
function sourcesOf({ sources }: QuizDrawRow, all: readonly EntryRow[], nameOf: (by: string) => string) {
  return sources.map((announced, at) => {
    const entries = all.filter(({ source }) => source === at)
    const { used, difference } = settle(announced, entries)
    return {
      announced,
      entries: entries.map(({ enteredBy, enteredAt, fallback }) => ({
        by: nameOf(enteredBy),
        at: enteredAt.toISOString(),
        fallback,
      })),
      difference: difference === null ? null : { place: difference },
      value: used?.value ?? null,
      usedFallback: used?.fallback ?? false,
    }
  })
}

/** One page of a frozen pool, first place first. */
export async function drawPool(
  ctx: Ctx,
  id: string,
  query: z.output<typeof poolQuery>,
): Promise<z.input<typeof poolPage>> {
  const { result } = await drawFound(ctx, id)
  const drawn = new Map([...(result?.winners ?? []), ...(result?.reserves ?? [])].map((each, at) => [each, at + 1]))
  return listPlaces(ctx, id, query, ({ place, alias, score, tenths, finishedAt, excluded }) => ({
    ...{ place, alias, score, tenths },
    finishedAt: finishedAt.toISOString(),
    isExcluded: excluded,
    drawn: drawn.get(alias) ?? null,
  }))
}
