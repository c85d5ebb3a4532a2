import type { Role } from '#contract/kernel.ts'
import type { Actor, Ctx } from './context.ts'
import { every, type RawBuilder, some, sql } from './database/sql.ts'
import { snake } from './history/records.ts'
import { refuse } from './refusal.ts'

/**
 * One sentence of a permission table: judged on a row in commands, compiled into SQL for lists. Both come from one definition,
 * so that a list never shows what a command would refuse.
 */
export type Sentence<Row> = {
  test(actor: Actor, row: Row): boolean
  where(actor: Actor, alias: string): RawBuilder<boolean>
}

/** The permission table of a room: verb → sentence. */
export type Policy<Row> = Readonly<Record<string, Sentence<Row>>>

type InRegion = { regionId: number }

const literal = (truth: boolean) => (truth ? sql<boolean>`true` : sql<boolean>`false`)
const column = (alias: string, key: string) => sql.ref(`${alias}.${snake(key)}`)

/** Holds one of the roles, in the record's own region: an office of one city has no say in another. */
export function has(...roles: Role[]): Sentence<InRegion> {
  return {
    test: (actor, row) => actor.regionId === row.regionId && roles.some(role => actor.roles.has(role)),
    where: (actor, alias) =>
      roles.some(role => actor.roles.has(role))
        ? sql<boolean>`${column(alias, 'regionId')} = ${actor.regionId}`
        : literal(false),
  }
}

/** Belongs to the record's region, with any role but citizen. */
export const ofRegion: Sentence<InRegion> = {
  test: (actor, row) => actor.regionId === row.regionId && !actor.roles.has('citizen') && actor.roles.size > 0,
  where: (actor, alias) =>
    actor.roles.has('citizen') || actor.roles.size === 0
      ? literal(false)
      : sql<boolean>`${column(alias, 'regionId')} = ${actor.regionId}`,
}

/** The unit named in the column is the actor's own, or stands below it. */
export function ofUnit<Key extends string>(key: Key): Sentence<InRegion & { [K in Key]: string | null }> {
  return {
    test: (actor, row) => actor.regionId === row.regionId && row[key] !== null && actor.unitIds.includes(row[key]),
    where: (actor, alias) =>
      sql<boolean>`(${column(alias, 'regionId')} = ${actor.regionId} and coalesce(${column(alias, key)} = any(${[...actor.unitIds]}::uuid[]), false))`,
  }
}

/** One of the units in the array column is the actor's own, or stands below it. */
export function amongUnits<Key extends string>(key: Key): Sentence<InRegion & { [K in Key]: readonly string[] }> {
  return {
    test: (actor, row) => actor.regionId === row.regionId && row[key].some(unit => actor.unitIds.includes(unit)),
    where: (actor, alias) =>
      sql<boolean>`(${column(alias, 'regionId')} = ${actor.regionId} and ${column(alias, key)} && ${[...actor.unitIds]}::uuid[])`,
  }
}

/** The record is shared with the actor's region, which the actor speaks for (role partner, office or leader there). */
export function sharedWith<Key extends string>(key: Key): Sentence<{ [K in Key]: readonly number[] }> {
  const speaks = (actor: Actor) =>
    (['partner', 'office-staff', 'office-head', 'leader'] as const).some(role => actor.roles.has(role))
  return {
    test: (actor, row) => speaks(actor) && row[key].includes(actor.regionId),
    where: (actor, alias) =>
      speaks(actor) ? sql<boolean>`${actor.regionId} = any(${column(alias, key)})` : literal(false),
  }
}

/** The actor made the record. */
export function by<Key extends string>(key: Key): Sentence<{ [K in Key]: string | null }> {
  return {
    test: (actor, row) => row[key] === actor.id,
    where: (actor, alias) => sql<boolean>`coalesce(${column(alias, key)} = ${actor.id}, false)`,
  }
}

/** The boolean column is true. */
export function when<Key extends string>(key: Key): Sentence<{ [K in Key]: boolean }> {
  return { test: (_, row) => row[key], where: (_, alias) => sql<boolean>`${column(alias, key)}` }
}

export function anyOf<Row>(...sentences: Array<Sentence<Row>>): Sentence<Row> {
  return {
    test: (actor, row) => sentences.some(sentence => sentence.test(actor, row)),
    where: (actor, alias) => some(sentences.map(sentence => sentence.where(actor, alias))),
  }
}

export function allOf<Row>(...sentences: Array<Sentence<Row>>): Sentence<Row> {
  return {
    test: (actor, row) => sentences.every(sentence => sentence.test(actor, row)),
    where: (actor, alias) => every(sentences.map(sentence => sentence.where(actor, alias))),
  }
}

export function not<Row>(sentence: Sentence<Row>): Sentence<Row> {
  return {
    test: (actor, row) => !sentence.test(actor, row),
    where: (actor, alias) => sql<boolean>`not ${sentence.where(actor, alias)}`,
  }
}

/** Signed in, wherever from. */
export const anyone: Sentence<unknown> = { test: () => true, where: () => literal(true) }

/**
 * Lets the command go on, or refuses: 404 when the actor may not even read the record (`<room>.read` is the verb that tells),
 * else `kernel.not-permitted` with the verb. A verb nobody named is a fault of ours.
 */
export function must<Row>(ctx: Ctx, policy: Policy<Row>, verb: string, row: Row): void {
  ctx.asked.add(verb)
  if (sentence(policy, verb).test(ctx.actor, row)) return
  const room = verb.slice(0, verb.indexOf('.'))
  const read = policy[`${room}.read`]
  if (read && !read.test(ctx.actor, row)) throw refuse(`${room}.not-found`, {}, { denied: true })
  throw refuse('kernel.not-permitted', { verb }, { denied: true })
}

/** The condition that narrows a list to the rows on which the actor may do the verb; goes before limit and count. */
export function visible<Row>(ctx: Ctx, policy: Policy<Row>, verb: string, alias: string): RawBuilder<boolean> {
  ctx.asked.add(verb)
  return sentence(policy, verb).where(ctx.actor, alias)
}

/** The verbs the actor may do on the row, sent with it so that the web need not know the table. In the past nothing but reading. */
export function mayOn<Row>(ctx: Ctx, policy: Policy<Row>, row: Row): string[] {
  return Object.keys(policy).filter(
    verb => (!ctx.asOf || verb.endsWith('.read')) && sentence(policy, verb).test(ctx.actor, row),
  )
}

function sentence<Row>(policy: Policy<Row>, verb: string): Sentence<Row> {
  const found = policy[verb]
  if (!found) throw new Error(`no sentence for the verb ${verb}`)
  return found
}
