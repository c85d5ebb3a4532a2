import type { z } from 'zod'
import type { Fact } from '#contract/extraction.ts'
import type { LessonDetail, LessonRow, lessonsQuery } from '#contract/intake/lessons.ts'
import type { Page } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn, must, visible } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy } from '../policy.ts'
import { pageLabel } from '../queries/shapes.ts'
import { titleOf } from '../rules.ts'
import { facts } from '../store/facts.ts'
import { type ListedLesson, lessonsInForce, listedLesson, listLessons } from '../store/lessons.ts'
import { textOf } from '../store/pages.ts'
import { learntFrom } from './rules/learnt.ts'
import { weighed } from './rules/weight.ts'

/** What the region's people have taught the reader, newest first. */
export async function lessonsList(ctx: Ctx, query: z.output<typeof lessonsQuery>): Promise<Page<LessonRow>> {
  const found = await listLessons(ctx, query, visible(ctx, policy, 'intake.see-lessons', 'l'), row => row)
  const texts = new Map<string, string>()
  for (const { sourceId } of found.rows) if (!texts.has(sourceId)) texts.set(sourceId, await textOf(ctx, sourceId))
  return { ...found, rows: found.rows.map(row => rowOf(ctx, row, texts.get(row.sourceId) ?? '')) }
}

/** One lesson explained. Refuses `intake.not-found`. */
export async function lessonOf(ctx: Ctx, id: string): Promise<LessonDetail> {
  must(ctx, policy, 'intake.see-lessons', { regionId: ctx.regionId, unitId: null, accepted: false })
  const lesson = await listedLesson(ctx, id)
  if (!lesson) throw refuse('intake.not-found')
  const fact = await facts.find(ctx, lesson.factId)
  const text = await textOf(ctx, lesson.sourceId)
  return {
    ...rowOf(ctx, lesson, text),
    before: fact?.original ? saidBy(fact.original) : null,
    after: fact ? saidBy(fact.fact) : lesson.read,
    pattern: lesson.kind === 'pattern' ? await standingOf(ctx, lesson) : null,
  }
}

/** A fact with what a lesson may change of it. */
const saidBy = (fact: Fact): string =>
  [titleOf(fact), 'type' in fact ? fact.type : '', fact.kind === 'figure' ? `${fact.value}${fact.unit}` : '']
    .filter(Boolean)
    .join(' ')

async function standingOf(ctx: Ctx, lesson: ListedLesson): Promise<LessonDetail['pattern']> {
  const { patterns } = learntFrom(await lessonsInForce(ctx), lesson)
  const found = patterns.find(each => each.factKind === lesson.factKind && each.signature === lesson.read)
  const { right, wrong } = found ?? { right: 0, wrong: 0 }
  return { right, wrong, ofNine: weighed(0.9, { right, wrong }) }
}

function rowOf(ctx: Ctx, lesson: ListedLesson, text: string): LessonRow {
  const { id, version, kind, factKind, field, side, ending, read, gives, decision, validFrom, off, offReason } = lesson
  return {
    id,
    version,
    kind,
    factKind,
    field,
    side,
    ending,
    read,
    gives,
    decision,
    source: kind === 'name' || kind === 'alias' ? null : (lesson.publication ?? lesson.unitZh),
    validFrom,
    taughtBy: lesson.taughtByName,
    taughtAt: lesson.taughtAt.toISOString(),
    off,
    offReason,
    factId: lesson.factId,
    pageId: lesson.pageId,
    articleId: lesson.articleId,
    page: pageLabel(lesson),
    passage: text.slice(lesson.spanStart, lesson.spanEnd),
    may: mayOn(ctx, policy, { regionId: ctx.regionId, unitId: null, accepted: false }),
  }
}
