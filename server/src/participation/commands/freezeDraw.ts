import type { z } from 'zod'
import type { AnnouncedSource, FutureSource } from '#contract/draws.ts'
import type { freezeDraw as freezeBody, ProposedSource } from '#contract/participation/draws.ts'
import type { DrawRules } from '#contract/participation/quiz.ts'
import type { Ctx } from '#kernel/context.ts'
import { announcementOf, drandChains, instantOfRound, poolRoot, roundFrom } from '#kernel/draws/index.ts'
import { fixedInstant } from '#kernel/fixedInstant.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { announcing, mustHaveFallbacks } from '../announcing.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { drawPolicy, newIn } from '../policy.ts'
import { cutoffsOf, drawnAmong, dueAt } from '../rules/state.ts'
import {
  drawsOf,
  keepPlaces,
  type PlaceRow,
  type QuizDrawRow,
  quizDraws,
  untalliedBy,
  waitingAmong,
} from '../store/drawRecords.ts'
import { movedUpIn } from '../store/prizes.ts'
import { holdRanked, type RankedThen, rankingFromAttempts } from '../store/ranking.ts'
import { type Quiz, quizzes } from '../store/records.ts'
import { withdrawn } from '../withdrawn.ts'
import { closeExpired } from './closeExpired.ts'

/**
 * Freezes the ranking of a cut-off (`number`, from 1) as the pool of a draw: the first `ofTop` people under their public names, with their
 * values. Who is set aside or erased by now is not in it; people decide about every suspicion of who is in it before it is fixed.
 *
 * Refuses `participation.not-found`, `participation.quiz-withdrawn`, `participation.draw-number-unknown` {number},
 * `participation.draw-too-early` {at}, `participation.draw-exists`, `participation.earlier-draw-open` {number} where earlier winners are
 * left out and that draw is not published, `participation.draw-not-counted` where attempts were not gone through for suspicions yet,
 * `participation.suspicions-waiting` {count}, `participation.pool-empty`,
 * `participation.fallback-missing` {place}, and whatever is wrong with the sources (`draws.…`).
 */
export async function freezeDraw(
  ctx: Ctx,
  quizId: string,
  { number, sources }: z.output<typeof freezeBody>,
): Promise<QuizDrawRow> {
  must(ctx, drawPolicy, 'participation.freeze-draw', newIn(ctx.regionId))
  // Held, so that of two people who freeze at once the second finds the first one's draw.
  const quiz = await quizzes.lock(ctx, quizId)
  if (!quiz || quiz.draft) throw refuse('participation.not-found')
  if (quiz.calledOff) throw withdrawn()
  const cutoff = cutoffsOf(quiz, quiz.draws)[number - 1]
  if (!cutoff || !quiz.draws) throw refuse('participation.draw-number-unknown', { number }, { field: 'number' })
  const due = dueAt(quiz, cutoff)
  if (ctx.now < due) throw refuse('participation.draw-too-early', { at: due.toISOString() })
  const earlier = (await drawsOf(ctx, quizId)).filter(({ calledOff }) => !calledOff)
  if (earlier.some(draw => draw.number === number)) throw refuse('participation.draw-exists', { number })
  if (quiz.draws.earlierWinnersOut) mustBePublished(earlier, number)

  const places = await poolOf(ctx, quiz, quiz.draws, cutoff, earlier)
  const id = ctx.newId()
  const excluded = places.filter(place => place.excluded).length
  const available = places.length - excluded
  if (available === 0) throw refuse('participation.pool-empty')
  const draw = {
    ...{ quizId, number, cutoff, pool: places.length, excluded, ...drawnAmong(quiz.draws, available) },
    exclusion: exclusionOf(quiz.draws),
    sources: [{ kind: 'label' as const, value: id }, ...sources.map(announced)],
  }
  // What could not be announced now could not be announced later: better told to who can still change it.
  mustHaveFallbacks(draw.sources)
  announcementOf(announcing(quiz, { ...draw, id }, places, ctx.now), drandChains())
  const frozen = await quizDraws.insert(
    ctx,
    {
      ...draw,
      frozenAt: ctx.now,
      frozenBy: ctx.actor.id,
      ...{ announcement: null, announcementHash: null, announcementEntry: null, announcedBy: null, used: null },
      ...{ result: null, drawnBy: null, publishedBy: null, publishedAt: null, calledOff: false },
    },
    { id },
  )
  await keepPlaces(ctx, id, places)
  const root = poolRoot(places.map(({ alias }) => alias))
  const sha256 = fingerprintOf(places.map(({ citizenId: _, ...place }) => place))
  await ctx.record(
    'participation.draw-frozen',
    { kind: 'quiz-draw', id },
    { quiz: quizId, number, cutoff: cutoff.toISOString(), pool: places.length, excluded, root, sha256 },
  )
  return frozen
}

async function poolOf(
  ctx: Ctx,
  { id: quizId, rules }: Quiz,
  { ofTop, earlierWinnersOut }: DrawRules,
  cutoff: Date,
  earlier: readonly QuizDrawRow[],
): Promise<PlaceRow[]> {
  // Whatever was handed in by the cut-off is written once everybody who began before us has ended; so is whoever moved up before.
  await fixedInstant(ctx)
  await closeExpired(ctx, quizId, cutoff)
  if ((await untalliedBy(ctx, quizId, cutoff)) > 0) throw refuse('participation.draw-not-counted')
  const ranking = () => rankingFromAttempts(ctx, quizId, rules.cumulation, cutoff, ofTop, null)
  const ids = (people: readonly RankedThen[]) => people.map(({ citizenId }) => citizenId)
  let ranked = await ranking()
  // Nobody in it is erased or set aside while it is copied; whoever was, meanwhile, is not in it.
  while ((await holdRanked(ctx, quizId, ids(ranked))) < ranked.length) ranked = await ranking()
  const count = await waitingAmong(ctx, quizId, ids(ranked))
  if (count > 0) throw refuse('participation.suspicions-waiting', { count })
  const before = earlierWinnersOut ? await earlierWinners(ctx, quizId, earlier) : new Set<string>()
  return ranked.map(({ alias, ...person }) => {
    if (alias === null) throw new Error(`${person.citizenId} stands in the ranking of ${quizId} and has no alias`)
    return { ...person, alias, excluded: before.has(alias) }
  })
}

/** The draws before must be published, or nobody could say who is left out. */
function mustBePublished(draws: readonly QuizDrawRow[], number: number): void {
  const published = draws.filter(draw => draw.publishedAt !== null)
  for (let before = 1; before < number; before++)
    if (!published.some(draw => draw.number === before))
      throw refuse('participation.earlier-draw-open', { number: before })
}

/** Who won the draws before, by being drawn or by moving up. */
async function earlierWinners(ctx: Ctx, quizId: string, draws: readonly QuizDrawRow[]): Promise<Set<string>> {
  const drawn = draws
    .filter(draw => draw.publishedAt !== null)
    .flatMap(({ result }) => (result?.winners ?? []).map(String))
  return new Set([...drawn, ...(await movedUpIn(ctx, quizId))])
}

const exclusionOf = ({ earlierWinnersOut }: DrawRules) =>
  earlierWinnersOut
    ? {
        zh: '这场竞答前面各次抽取的中签者，以及封存前已经递补的，不再抽；封存后才递补得奖的，抽中了也跳过，由下一名递补',
        en: 'Whoever was drawn as a winner in an earlier draw of this quiz, or has moved up in one by now, is left out; whoever moves up in one after this is passed over if drawn, and the next reserve moves up',
      }
    : { zh: '不排除任何人', en: 'Nobody is left out' }

function announced({ fallback, ...source }: ProposedSource): AnnouncedSource {
  const first = future(source)
  return fallback === undefined
    ? first
    : { ...first, fallback: { after: fallback.after, source: future(fallback.source) } }
}

type Named = NonNullable<ProposedSource['fallback']>['source']

/** A source as it is announced: of drand the round that is the first at the instant or after it. */
function future(source: Named): FutureSource {
  if (source.kind !== 'drand') return source
  const chains = drandChains()
  const chain = chains.get(source.chain)
  if (!chain)
    throw refuse(
      'draws.chain-unknown',
      { field: 'sources', chain: source.chain, known: [...chains.keys()].join(', ') },
      { field: 'sources' },
    )
  const round = roundFrom(chain, Date.parse(source.at))
  return { kind: 'drand', chain: source.chain, round, at: new Date(instantOfRound(chain, round)).toISOString() }
}
