import { canonical } from '#kernel/log/canonical.ts'
import { dayOf } from '#kernel/time/index.ts'
import { rowsOf } from './act.ts'
import { type Json, type Kind, type Known, kinds } from './kinds.ts'
import { detailReads, listReads, type Read, shown } from './reads.ts'
import type { World } from './world.ts'

type Moment = {
  at: number
  /** Every answer given at that instant, by who asked what. */
  answers: ReadonlyMap<string, { read: Read; said: string }>
  model: ReadonlyMap<Kind, ReadonlyMap<string, Known>>
  /** What had been made by then, whether it stands or not. */
  born: ReadonlySet<string>
}

/** What was different when an instant was asked again. */
export type Differing = { asOf: string; path: string; was: string; is: string }

/**
 * Remembers what the city said at each instant, in memory, and asks for all of it again as of then. An instant is remembered as its last
 * command left it; what was remembered of later instants is forgotten, because the clock never goes back behind a record.
 */
export function aMemory(
  world: World,
  { details, only = () => true }: { details: number; only?: (path: string) => boolean },
) {
  const moments: Moment[] = []
  const counts = { moments: 0, answers: 0, asked: 0, asOf: 0 }

  async function saidAll(reads: readonly Read[], asOf?: Date) {
    counts.asked += reads.length
    const instant = (asOf ?? world.clock.now()).toISOString()
    const answers = await world.readAll(reads, asOf)
    return new Map(
      reads.map((read, index) => {
        const { status = 0, body = {} } = answers[index] ?? {}
        // What the reader may do is of the present by intent; the instant asked as of stands in lists and in the ids of a pack's numbers.
        const said = canonical({ status, body: without(body, ['may', 'asOf']) }).replaceAll(`~${instant}`, '~then')
        return [read.path, { read, body, said }]
      }),
    )
  }

  /** The lists, the record a command was about, and some others in turn. */
  function readsNow(about: { kind: Kind; id: string } | undefined): Read[] {
    const all = kinds.flatMap(kind => (world.born.get(kind) ?? []).map(id => ({ kind, id })))
    const turn = all.length ? counts.moments % all.length : 0
    const others = [...all.slice(turn), ...all.slice(0, turn)].slice(0, details)
    const chosen = [...(about ? [about] : []), ...others]
    const reads = [...listReads, ...chosen.flatMap(({ kind, id }) => detailReads(kind, id))]
    return [...new Map(reads.filter(({ path }) => only(path)).map(read => [read.path, read])).values()]
  }

  /** Reads everything now and keeps it, beside what the model knows; the city must agree with the model at once. */
  async function remember(about?: { kind: Kind; id: string }): Promise<Differing[]> {
    const now = world.clock.now()
    while (moments.at(-1) && (moments.at(-1)?.at ?? 0) >= now.getTime()) moments.pop()
    const found = await saidAll(readsNow(about))
    const answers = new Map([...found].map(([path, { read, said }]) => [path, { read, said }]))
    const model = new Map(kinds.map(kind => [kind, new Map(world.standing(kind))]))
    const born = new Set([...world.born.values()].flat())
    moments.push({ at: now.getTime(), answers, model, born })
    counts.moments++
    counts.answers += answers.size
    return againstModel(model, found, 'now')
  }

  /** Compares the lists with the model: which records stand, how many, and what they are called. */
  function againstModel(model: Moment['model'], found: ReadonlyMap<string, { body: Json }>, asOf: string): Differing[] {
    return kinds.flatMap(kind => {
      const { path, fields } = shown[kind]
      const body = found.get(path)?.body
      if (!body) return []
      const known = model.get(kind) ?? new Map<string, Known>()
      // What the city began with is not the model's.
      const all = rowsOf(body)
      const rows = all.filter(row => known.has(String(row.id)) || !world.began.has(String(row.id)))
      const is = canonical(Object.fromEntries(rows.map(row => [String(row.id), pick(row, fields)])))
      const was = canonical(Object.fromEntries([...known].map(([id, each]) => [id, pick(each, fields)])))
      return [
        ...(is === was ? [] : [{ asOf, path: `model of ${kind}: ${path}`, was, is }]),
        ...('total' in body && body.total !== known.size + all.length - rows.length
          ? [{ asOf, path: `count of ${kind}`, was: String(known.size), is: String(body.total) }]
          : []),
      ]
    })
  }

  /**
   * Asks every remembered instant again, and the milliseconds beside it: the one before belongs to the moment before it, the one
   * after still to it. `beside` says how many of the answers are asked beside the instant, in turn.
   */
  async function recall(beside: number): Promise<Differing[]> {
    const found: Differing[] = []
    for (const [index, moment] of moments.entries()) {
      const at = new Date(moment.at)
      found.push(...(await again(moment, moment.at, moment.answers.size)))
      for (const instant of [moment.at - 1, moment.at + 1]) {
        const then = moments[instant < moment.at ? index - 1 : index]
        const next = moments[instant < moment.at ? index : index + 1]
        if (then && instant < (next?.at ?? Number.POSITIVE_INFINITY) && instant <= world.clock.now().getTime())
          found.push(...(await again(then, instant, beside)))
      }
      found.push(...(await unborn(moment, at)))
    }
    return found
  }

  async function again(moment: Moment, instant: number, most: number): Promise<Differing[]> {
    // On another day the same records may show another light, and rightly.
    if (dayOf(new Date(instant)) !== dayOf(new Date(moment.at))) return []
    const asOf = new Date(instant)
    const all = [...moment.answers.values()]
    const turn = counts.asOf % Math.max(1, all.length)
    const chosen = [...all.slice(turn), ...all.slice(0, turn)].slice(0, most)
    counts.asOf += chosen.length
    const found = await saidAll(
      chosen.map(({ read }) => read),
      asOf,
    )
    const differing = chosen.flatMap(({ read, said: was }) => {
      const is = found.get(read.path)?.said ?? ''
      return is === was ? [] : [{ asOf: asOf.toISOString(), path: read.path, ...difference(was, is) }]
    })
    return most < all.length ? differing : [...differing, ...againstModel(moment.model, found, asOf.toISOString())]
  }

  /** A record made later is not to be found as of an instant before it. */
  async function unborn(moment: Moment, asOf: Date): Promise<Differing[]> {
    const later = kinds.flatMap(kind =>
      (world.born.get(kind) ?? [])
        .filter(id => !moment.born.has(id) && !world.began.has(id))
        .flatMap(id => detailReads(kind, id).slice(0, 1)),
    )
    const read = later.filter(({ path }) => only(path))[counts.asOf % Math.max(1, later.length)]
    if (!read) return []
    counts.asOf++
    const { status } = await world.read(read.as, read.path, asOf)
    return status === 404
      ? []
      : [{ asOf: asOf.toISOString(), path: `${read.path}, not made yet`, was: '404', is: String(status) }]
  }

  return { counts, remember, recall }
}

function pick(row: Json | Known, fields: readonly string[]): Json {
  return Object.fromEntries(
    fields.map(field => [field, plain(new Map<string, unknown>(Object.entries(row)).get(field))]),
  )
}

/** A field as the model writes it: names joined by commas, a series by its periods. */
function plain(value: unknown): unknown {
  if (!Array.isArray(value)) return value ?? null
  const points = value.filter(each => typeof each === 'object')
  return points.length > 0 || value.length === 0 ? points.map(point => point.period).join(' ') : value.join(',')
}

function without(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map(each => without(each, names))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !names.includes(name))
      .map(([name, each]) => [name, without(each, names)]),
  )
}

/** Where two long answers part, with some of what stands around it. */
function difference(was: string, is: string): { was: string; is: string } {
  let at = 0
  while (at < was.length && was[at] === is[at]) at++
  const from = Math.max(0, at - 120)
  return { was: was.slice(from, at + 160), is: is.slice(from, at + 160) }
}
