import type { z } from 'zod'
import type { listQuery } from '#contract/kernel.ts'
import type { QuizState, quizQuery, suspicionQuery } from '#contract/participation/quiz.ts'
import type { Ctx } from '#kernel/context.ts'
import { type RawBuilder, rows, sql } from '#kernel/database/sql.ts'
import { contains, listPage } from '#kernel/list.ts'
import { visible } from '#kernel/policy.ts'
import { bankPolicy, quizPolicy, suspicionPolicy } from '../policy.ts'
import { peopleIn } from './ranking.ts'
import { type Bank, banks, type Quiz, quizzes, type SuspicionRow, suspicions } from './records.ts'

type Asked<Query extends z.ZodType> = z.output<Query>
/** One page of the region's question banks. */
export function listBanks<Out>(ctx: Ctx, query: Asked<typeof listQuery>, map: (row: Bank) => Out) {
  return listPage<Bank, Out>(ctx, query, {
    columns: sql`b.*`,
    from: sql`${banks.at(ctx)} b`,
    where: [
      visible(ctx, bankPolicy, 'participation.see-bank', 'b'),
      contains(query.find, [sql`b.title_zh`, sql`b.title_en`]),
    ],
    sorts: { title: { by: sql`b.title_zh`, type: 'text' }, changed: { by: sql`b.recorded_from`, type: 'timestamptz' } },
    sort: '-changed',
    id: sql`b.id`,
    map,
  })
}

export type ListedQuiz = Quiz & { people: number; finished: number; suspicions: number }

/** A quiz's state in SQL at an instant, as `rules/state.ts` has it. */
const stateAt = (
  at: Date,
): RawBuilder<QuizState> => sql`case when q.called_off then 'withdrawn' when q.draft then 'draft'
  when q.opens_at > ${at} then 'announced' when q.closes_at <= ${at} then 'over' when q.paused then 'paused' else 'open' end`

/**
 * One page of quizzes with what is counted of each: people in the ranking and finished attempts. Now these come from the buckets and the
 * tally; as of an instant the attempts finished by then are counted.
 */
export function listQuizzes<Out>(ctx: Ctx, query: Asked<typeof quizQuery>, map: (row: ListedQuiz) => Out) {
  return listPage<ListedQuiz, Out>(ctx, query, {
    columns: sql`q.*, ${ctx.asOf ? countedThen(ctx, ctx.asOf) : countedNow(ctx)},
      (select count(*)::integer from ${suspicions.at(ctx)} x where x.quiz_id = q.id and x.decision is null) suspicions`,
    from: sql`${quizzes.at(ctx)} q`,
    where: [
      visible(ctx, quizPolicy, 'participation.read', 'q'),
      contains(query.find, [sql`q.title_zh`, sql`coalesce(q.title_en, '')`, sql`q.organiser`]),
      ...(query.state ? [sql`${stateAt(ctx.asOf ?? ctx.now)} = ${query.state}`] : []),
    ],
    sorts: {
      opens: { by: sql`q.opens_at`, type: 'timestamptz' },
      title: { by: sql`q.title_zh`, type: 'text' },
    },
    sort: '-opens',
    id: sql`q.id`,
    map,
  })
}

const countedNow = ({ regionId }: Ctx) => sql`${peopleIn({ regionId }, sql`q.id`)} people,
  coalesce((select x.finished from quiz_tally x where x.region_id = ${regionId} and x.quiz_id = q.id), 0)
    + (select count(*)::integer from quiz_attempt x
      where x.region_id = ${regionId} and x.quiz_id = q.id and x.finished_at is not null and not x.tallied) finished`

const countedThen = (ctx: Ctx, asOf: Date) => sql`
  (select count(distinct x.citizen_id)::integer from quiz_attempt x
    join quiz_standing s on s.region_id = ${ctx.regionId} and s.quiz_id = x.quiz_id and s.citizen_id = x.citizen_id
    where x.region_id = ${ctx.regionId} and x.quiz_id = q.id and x.finished_at <= ${asOf} and (s.erased_at is null or s.erased_at > ${asOf})
      and not exists (select 1 from ${suspicions.at(ctx)} d
        where d.quiz_id = x.quiz_id and d.citizen_id = x.citizen_id and d.decision = 'set-aside')) people,
  (select count(*)::integer from quiz_attempt x
    where x.region_id = ${ctx.regionId} and x.quiz_id = q.id and x.finished_at <= ${asOf}) finished`

/** One page of a quiz's suspicions, those that wait first; words are found in the reasons of decisions. */
export function listSuspicions<Out>(
  ctx: Ctx,
  quizId: string,
  query: Asked<typeof suspicionQuery>,
  map: (row: SuspicionRow) => Out,
) {
  return listPage<SuspicionRow, Out>(ctx, query, {
    columns: sql`s.*`,
    from: sql`${suspicions.at(ctx)} s`,
    where: [
      visible(ctx, suspicionPolicy, 'participation.see-suspicions', 's'),
      sql`s.quiz_id = ${quizId}`,
      contains(query.find, [sql`coalesce(s.why, '')`]),
      ...(query.waiting === undefined ? [] : [query.waiting ? sql`s.decision is null` : sql`s.decision is not null`]),
      ...(query.reason ? [sql`s.kind = ${query.reason}`] : []),
    ],
    sorts: {
      found: { by: sql`s.found_at`, type: 'timestamptz' },
      waiting: { by: sql`(s.decision is not null)::integer`, type: 'integer' },
    },
    sort: 'waiting',
    id: sql`s.id`,
    map,
  })
}

/** Quizzes that the portal shows: published and not called off; what goes on or comes first, then what is over. At most a hundred. */
export const publishedQuizzes = (ctx: Ctx) =>
  rows(
    ctx.tx,
    sql<Quiz & { people: number }>`select q.*, ${peopleIn(ctx, sql`q.id`)} people from ${quizzes.at(ctx)} q
      where not q.draft and not q.called_off order by q.closes_at <= ${ctx.now}, q.opens_at desc, q.id limit 100`,
  )

/** A quiz that was published, also one that was taken back since; undefined for a draft. */
export const publishedQuiz = async (ctx: Ctx, id: string) =>
  (
    await rows(
      ctx.tx,
      sql<Quiz & { people: number }>`select q.*, ${peopleIn(ctx, sql`q.id`)} people from ${quizzes.at(ctx)} q
        where q.id = ${id} and not q.draft`,
    )
  )[0]
