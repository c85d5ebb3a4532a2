import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { COUNTED, type Page } from '#contract/kernel.ts'
import { type Candidate, type LinkKind, linkKind } from '#contract/registry.ts'
import type { AnswerRow, answerQuery, KnownOf, QueueItem, QueuePage, queueQuery } from '#contract/registryQueue.ts'
import { type Ctx, dayAsked } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { dayOf } from '#kernel/time/day.ts'
import { bodyNames, candidates, clusters, type Sought } from '../matching.ts'
import { recordNames } from '../names.ts'
import { policy } from '../policy.ts'
import type { Clusters } from '../rules/clusters.ts'
import { UNSURE } from '../rules/likeness/organisations.ts'
import { NAME_ONLY } from '../rules/likeness/people.ts'
import { sharedWords } from '../rules/likeness/words.ts'
import { type AnswerRecord, answeredOn, answersAbout, answersPage, lastAnswerOf } from '../store/answers.ts'
import { linksAt } from '../store/links.ts'
import { tenuresOfPeople } from '../store/people.ts'
import {
  type Question,
  questionsAbout,
  queueCount,
  queuePage,
  queueRowOf,
  queueSources,
  type Standing,
} from '../store/queue.ts'
import { recordsOf } from '../store/records.ts'
import { knownRecords } from './known.ts'
import { authors, may, sourcesOf } from './shapes.ts'

const own = (ctx: Ctx) => ({ regionId: ctx.regionId })

async function standingOf(ctx: Ctx, kinds: readonly LinkKind[]): Promise<Standing> {
  const standing = []
  for (const kind of kinds) standing.push({ kind, clusters: await clusters(ctx, kind) })
  return standing
}

/** The names that wait for a person, what most rests on first (see store/queue.ts), with how far the reader is. */
export async function listQueue(ctx: Ctx, query: z.output<typeof queueQuery>): Promise<QueuePage> {
  must(ctx, policy, 'registry.read', own(ctx))
  const standing = await standingOf(ctx, query.kind ? [query.kind] : linkKind.options)
  const last = await lastAnswerOf(ctx)
  const found = query.withSources ? await queueSources(ctx, standing) : []
  return {
    ...(await queuePage(ctx, query, standing)),
    done: await answeredOn(ctx, dayAsked(ctx, dayOf)),
    last: (last && (await answerShapes(ctx, [last]))[0]) ?? null,
    sources: found.map(({ id, name, publication, page, issueDate, names }) => ({
      id,
      name: [publication, page].filter(Boolean).join(' ') || name,
      issueDate,
      names,
    })),
    may: may(ctx, own(ctx)),
  }
}

/** How many names wait, up to so many as a list counts. */
export async function namesWaiting(ctx: Ctx): Promise<{ total: number; hasMoreThanTotal: boolean }> {
  const count = await queueCount(ctx, await standingOf(ctx, linkKind.options))
  return { total: Math.min(count, COUNTED), hasMoreThanTotal: count > COUNTED }
}

export async function listAnswers(ctx: Ctx, query: z.output<typeof answerQuery>): Promise<Page<AnswerRow>> {
  must(ctx, policy, 'registry.read', own(ctx))
  const found = await answersPage(ctx, query)
  return { ...found, rows: await answerShapes(ctx, found.rows) }
}

async function answerShapes(ctx: Ctx, rows: readonly AnswerRecord[]): Promise<AnswerRow[]> {
  const by = await authors(ctx, rows)
  const names = new Map<string, string>()
  for (const kind of linkKind.options) {
    const ids = rows
      .filter(row => row.kind === kind)
      .flatMap(({ recordId, otherId }) => [recordId, otherId ?? recordId])
    if (ids.length > 0) for (const [id, name] of await recordNames(ctx, kind, [...new Set(ids)])) names.set(id, name)
  }
  return rows.map(row => {
    const { recordedAt, recordedBy, version } = by(row)
    return {
      id: row.id,
      kind: row.kind,
      record: { id: row.recordId, name: names.get(row.recordId) ?? '' },
      other: row.otherId === null ? null : { id: row.otherId, name: names.get(row.otherId) ?? '' },
      answer: row.answer,
      reason: row.reason,
      recordedAt,
      recordedBy,
      version,
      may: may(ctx, row),
    }
  })
}

/**
 * Stands for all that an answer about a record rests on: the record, the judgements that touch it and what is merged with it, and the
 * answers given before. Whoever answers carries it back (`seen`).
 */
export async function stateOf(
  ctx: Ctx,
  kind: LinkKind,
  { members }: Clusters,
  record: { id: string; version: number },
) {
  const links = await linksAt(ctx, kind, members(record.id))
  const [answer] = await answersAbout(ctx, record.id)
  const state = [record.version, links.map(({ id, version }) => [id, version]), answer?.id ?? null]
  return createHash('sha256').update(JSON.stringify(state)).digest('hex').slice(0, 32)
}

/** Of how many candidates somebody chooses: one key each. */
const CHOICES = 9

/** One name with the sentences it stands in, what is known of it, and whom it may be. Refuses `registry.not-waiting` once it is decided. */
export async function queueItem(ctx: Ctx, kind: LinkKind, id: string): Promise<QueueItem> {
  must(ctx, policy, 'registry.read', own(ctx))
  const standing = await clusters(ctx, kind)
  const record = await recordsOf(kind).find(ctx, id)
  if (!record) throw refuse('registry.not-found')
  const row = await queueRowOf(ctx, kind, standing, id)
  if (!row) throw refuse('registry.not-waiting', { name: record.name })
  const told = await toldOf(ctx, kind, standing, record)
  const asked = await questionsAbout(ctx, kind, standing, id)
  const like = await choices(ctx, kind, standing, { id, told, asked })
  const known = await knownRecords(ctx, kind, [id, ...like.map(each => each.id)], standing, told)
  const [putOff] =
    row.putOffAt === null ? [] : (await answersAbout(ctx, id)).filter(({ answer }) => answer === 'unsure')
  const by = putOff && (await authors(ctx, [putOff]))(putOff)
  return {
    kind,
    id,
    name: record.name,
    seen: await stateOf(ctx, kind, standing, record),
    facts: row.facts,
    records: row.records,
    known: withoutDays(knownIn(known, id)),
    putOff: putOff && by ? { by: by.recordedBy, at: by.recordedAt, reason: putOff.reason } : null,
    candidates: like.map(each => ({
      ...each,
      words: sharedWords(record.name, each.name),
      asked: asked.some(({ other }) => other === each.id),
      known: knownIn(known, each.id),
    })),
    sources: await sourcesOf(ctx, await subjectsOf(ctx, kind, standing.members(id))),
    may: may(ctx, record),
  }
}

/** A name's own posts are what is asked about: they are not held against the day they are told of. */
const withoutDays = (known: KnownOf): KnownOf => ({
  ...known,
  posts: known.posts.map(each => ({ ...each, onDay: null })),
})

function knownIn<T>(known: ReadonlyMap<string, T>, id: string): T {
  const found = known.get(id)
  if (!found) throw new Error(`nothing is known of ${id}, which was just found`)
  return found
}

/** How the pages show a record: its name, and of a person each post with its body and the day the page speaks of. */
async function toldOf(
  ctx: Ctx,
  kind: LinkKind,
  { members }: Clusters,
  { id, name }: { id: string; name: string },
): Promise<[Sought, ...Sought[]]> {
  const held = kind === 'person' ? await tenuresOfPeople(ctx, members(id)) : []
  const bodies = await bodyNames(ctx, held)
  const [first, ...rest] = held.map(term => ({
    name,
    post: term.post,
    organisation: bodies(term) ?? undefined,
    on: term.seenFirst ?? term.validFrom ?? undefined,
  }))
  return first ? [first, ...rest] : [{ name }]
}

/** Whom a name may be, best first: what was asked about, and what looks alike and nobody judged apart. */
async function choices(
  ctx: Ctx,
  kind: LinkKind,
  { canonical, members }: Clusters,
  { id, told, asked }: { id: string; told: [Sought, ...Sought[]]; asked: readonly Question[] },
): Promise<Candidate[]> {
  const apart = new Set(
    (await linksAt(ctx, kind, members(id)))
      .filter(({ judgement }) => judgement === 'different')
      .flatMap(({ leftId, rightId }) => [canonical(leftId), canonical(rightId)]),
  )
  const wanted = new Set(asked.map(({ other }) => other))
  const found = (await candidates(ctx, kind, told, id))
    .map(each => nameAlone(kind, told, each))
    .filter(each => wanted.has(each.id) || (each.score >= UNSURE && !apart.has(each.id)))
  const missing = [...wanted].filter(other => !found.some(each => each.id === other))
  const names = await recordNames(ctx, kind, missing)
  const others = missing.map(
    (other): Candidate => ({
      id: other,
      name: names.get(other) ?? '',
      type: null,
      score: 0,
      because: 'judged-unsure',
      posts: [],
    }),
  )
  // What was asked about is never left out for what only looks alike.
  return [...found, ...others]
    .toSorted((one, other) => Number(wanted.has(other.id)) - Number(wanted.has(one.id)) || other.score - one.score)
    .slice(0, CHOICES)
    .toSorted((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
}

/** A name alone never says who somebody is. */
function nameAlone(kind: LinkKind, told: readonly Sought[], found: Candidate): Candidate {
  return kind === 'person' && told.every(({ post }) => post === undefined)
    ? { ...found, score: NAME_ONLY, because: 'name-only' }
    : found
}

async function subjectsOf(ctx: Ctx, kind: LinkKind, ids: readonly string[]) {
  const named = { kind, ids }
  if (kind !== 'person') return [named]
  const held = await tenuresOfPeople(ctx, ids)
  return [named, { kind: 'tenure', ids: held.map(({ id }) => id) }]
}
