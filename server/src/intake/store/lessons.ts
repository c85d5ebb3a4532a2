import type { z } from 'zod'
import type { FactKind } from '#contract/extraction.ts'
import type { LessonDecision, LessonKind, lessonsQuery } from '#contract/intake/lessons.ts'
import type { Page } from '#contract/kernel.ts'
import { members, units } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, type RawBuilder, rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import { contains, listPage } from '#kernel/list.ts'
import type { Day } from '#kernel/time/index.ts'
import { facts, type PageNaming } from './facts.ts'
import { insertMany } from './insertMany.ts'
import { pages } from './pages.ts'

/** What a decision about a fact taught the reader. */
export type LessonRecord = Versioned & {
  pageId: string
  factId: string
  kind: LessonKind
  factKind: FactKind
  field: string
  side: 'start' | 'end' | null
  ending: string | null
  read: string
  gives: string | null
  decision: LessonDecision
  publication: string | null
  unitId: string | null
  validFrom: Day
  taughtBy: string
  taughtAt: Date
  off: boolean
  offReason: string | null
}

export const lessons = recordTable<LessonRecord>('intake_lesson', [
  'page_id',
  'fact_id',
  'kind',
  'fact_kind',
  'field',
  'side',
  'ending',
  'read',
  'gives',
  'decision',
  'publication',
  'unit_id',
  'valid_from',
  'taught_by',
  'taught_at',
  'off',
  'off_reason',
])

/** Adds what one decision taught. */
export async function insertLessons(
  ctx: Ctx,
  added: ReadonlyArray<Omit<LessonRecord, keyof Versioned>>,
): Promise<void> {
  await insertMany(ctx, lessons, added)
}

/** The lessons that are on, in the order in which they were taught, as of the context's instant. */
export function lessonsInForce(ctx: Ctx): Promise<LessonRecord[]> {
  return rows(ctx.tx, sql<LessonRecord>`select * from ${lessons.at(ctx)} l where not off order by taught_at, id`)
}

/** The lessons that the decisions about some facts taught, locked. */
export function lockLessonsOf(ctx: Ctx, factIds: readonly string[]): Promise<LessonRecord[]> {
  return rows(
    ctx.tx,
    sql<LessonRecord>`select * from intake_lesson where region_id = ${ctx.regionId} and fact_id = any(${[...factIds]}::uuid[])
      and not withdrawn order by id for update`,
  )
}

/** The lessons that the decisions about the facts of a page taught, locked. */
export function lockLessonsOfPage(ctx: Ctx, pageId: string): Promise<LessonRecord[]> {
  return rows(
    ctx.tx,
    sql<LessonRecord>`select * from intake_lesson where region_id = ${ctx.regionId} and page_id = ${pageId}
      and not withdrawn order by id for update`,
  )
}

export type ListedLesson = LessonRecord &
  PageNaming & { articleId: string; sourceId: string; spanStart: number; spanEnd: number } & {
    taughtByName: string | null
    unitZh: string | null
  }

const listed = (ctx: Ctx) => sql`(select l.*, f.article_id, f.span_start, f.span_end, p.source_id, p.name page_name,
    p.page page_label, m.name taught_by_name, u.name_zh unit_zh
  from ${lessons.at(ctx)} l join ${facts.at(ctx, { withdrawn: true })} f on f.id = l.fact_id
  join ${pages.at(ctx, { withdrawn: true })} p on p.id = l.page_id
  left join ${members.at(ctx, { withdrawn: true })} m on m.id = l.taught_by
  left join ${units.at(ctx, { withdrawn: true })} u on u.id = l.unit_id)`

/** Lessons narrowed by `visible`, a condition on `l`. */
export function listLessons<Out>(
  ctx: Ctx,
  query: z.output<typeof lessonsQuery>,
  visible: RawBuilder<boolean>,
  map: (row: ListedLesson) => Out,
): Promise<Page<Out>> {
  const given = (value: unknown, condition: RawBuilder<unknown>) => (value === undefined ? sql`true` : condition)
  return listPage<ListedLesson, Out>(ctx, query, {
    columns: sql`l.*`,
    from: sql`${listed(ctx)} l`,
    where: [
      visible,
      contains(query.find, [sql`l.read`, sql`l.gives`, sql`l.publication`]),
      given(query.kind, sql`l.kind = ${query.kind}`),
      given(query.standing, sql`l.off = ${query.standing === 'off'}`),
    ],
    sorts: {
      taught: { by: sql`l.taught_at`, type: 'timestamptz' },
      kind: { by: sql`l.kind`, type: 'text' },
      read: { by: sql`l.read`, type: 'text' },
    },
    sort: '-taught',
    id: sql`l.id`,
    map,
  })
}

/** One lesson as the list has it, or undefined. */
export function listedLesson(ctx: Ctx, id: string): Promise<ListedLesson | undefined> {
  return one(ctx.tx, sql<ListedLesson>`select l.* from ${listed(ctx)} l where l.id = ${id}`)
}
