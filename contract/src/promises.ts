import { z } from 'zod'
import { day, evidenceRef, figure, id, instant, listQuery, page } from './kernel.ts'

/** What a promise was made about: a project, an agreement, a task that a page tells of, or a whole signing batch. */
export const promiseKinds = ['project', 'agreement', 'matter', 'batch'] as const
export const promiseKind = z.enum(promiseKinds)
export type PromiseKind = z.infer<typeof promiseKind>

/**
 * What became of a promise, as of a day: withdrawn (终止), proved (做成), overdue (逾期: its day has passed), silent (无音讯: nothing heard
 * for as many days as the rule says), in part (做了一部分), or open (在期内: still within its time, and heard of).
 */
export const promiseStandings = ['overdue', 'silent', 'open', 'part', 'proved', 'withdrawn'] as const
export const promiseStanding = z.enum(promiseStandings)
export type PromiseStanding = z.infer<typeof promiseStanding>

/** The exact characters of a page that prove something (`text`) with what stands around them; offsets count UTF-16 units of the source. */
export const passage = z.object({
  sourceId: id,
  name: z.string(),
  publication: z.string().nullable(),
  issueDate: day.nullable(),
  page: z.string().nullable(),
  start: z.int(),
  end: z.int(),
  before: z.string(),
  text: z.string(),
  after: z.string(),
  modality: z.string().nullable(),
})
export type Passage = z.infer<typeof passage>

/**
 * One thing that happened since: a stage reached, a report, the closing, a member of a batch. What is only claimed (自报) is said and does
 * not count; `passage` is the sentence of a page that says it, `ref` leads to the entry of the log where no page does.
 */
export const promiseStep = z.object({
  code: z.string(),
  /** The stage in both languages; null for what is no stage. */
  zh: z.string().nullable(),
  en: z.string().nullable(),
  /** The member, where the step is one of a batch or an agreement; what a report says. */
  text: z.string().nullable(),
  on: day.nullable(),
  recognised: z.boolean(),
  /** Days after the day it was planned for; null where it was in time or had no day. */
  lateDays: figure.nullable(),
  href: z.string().nullable(),
  ref: evidenceRef,
  passage: passage.nullable(),
})
export type PromiseStep = z.infer<typeof promiseStep>

export const promiseRow = z.object({
  id,
  kind: promiseKind,
  title: z.string(),
  href: z.string(),
  /** Drafted from a page and not confirmed by the office yet. */
  draft: z.boolean(),
  unitId: id.nullable(),
  unitName: z.string().nullable(),
  organisations: z.array(z.object({ id: id.nullable(), name: z.string() })),
  batch: z.object({ id, name: z.string() }).nullable(),
  /** When, by whom and in which sentence it was announced; without a page the evidence says who entered it. */
  announced: z.object({
    on: day.nullable(),
    by: z.string().nullable(),
    ref: evidenceRef,
    passage: passage.nullable(),
  }),
  /** By when, and what it first was where it was put off; the stage that is due, for a project. */
  dueOn: day.nullable(),
  dueOriginal: day.nullable(),
  dueZh: z.string().nullable(),
  dueEn: z.string().nullable(),
  standing: promiseStanding,
  /** Days since the last word; null where it is settled or nothing dated is known. */
  silent: figure,
  overdue: figure,
  lastWordOn: day.nullable(),
  steps: z.array(promiseStep),
})
export type PromiseRow = z.infer<typeof promiseRow>

export const promisesQuery = listQuery.extend({
  kind: promiseKind.optional(),
  standing: promiseStanding.optional(),
  organisation: id.optional(),
  project: id.optional(),
  batch: id.optional(),
  unit: id.optional(),
})
export type PromisesQuery = z.input<typeof promisesQuery>

/** A page of promises; `rule` is what they were judged by, an assumption of ours where its confidence is C. */
export const promisesPage = page(promiseRow)

/** How many promises stand how, of those the same filters leave; each number opens the promises it counts. */
export const promiseCountsQuery = promisesQuery.pick({
  asOf: true,
  kind: true,
  organisation: true,
  project: true,
  batch: true,
  unit: true,
})
export const promiseCounts = z.object({
  total: figure,
  standings: z.array(z.object({ standing: promiseStanding, count: figure })),
  rule: z.object({
    name: z.string(),
    version: z.string(),
    source: z.string(),
    confidence: z.enum(['A', 'B', 'C']),
    silentAfterDays: z.int(),
  }),
  asOf: instant.nullable(),
})
export type PromiseCounts = z.infer<typeof promiseCounts>
