import { asProblem, mayBeDone, newIdempotencyKey, type Problem } from '#ui/api.ts'
import type { FactRow, FactView } from '../api.ts'

/** A fact as it was seen when somebody acted on it. */
export type Seen = { id: string; version: number }
/** The version to send: the one seen, or the newer one an act of one's own has made of it since. */
export type VersionOf = (fact: Seen) => number

export type Act = {
  facts: readonly Seen[]
  /** How the facts will read once it is done; shown at once. */
  patch: Partial<FactView>
  /** Sends it under this key; the same key again is the same act. Gives the facts as they then are. */
  send: (versionOf: VersionOf, key: string) => Promise<readonly FactRow[]>
}
type Waiting = { act: Act; hasFailed: boolean; after: readonly Waiting[] }

export type OutboxState = {
  waiting: readonly Waiting[]
  /** The facts as our own acts left them. */
  known: ReadonlyMap<string, FactRow>
  /** What was refused, by fact, until it is looked at. */
  problems: ReadonlyMap<string, Problem>
}

const PAUSES = [400, 1600]

/**
 * The acts of a desk on their way: whoever reads fast does not wait for the server, and no press is lost. They are sent one after
 * another in the order of the presses; one whose earlier act on the same fact was refused is not sent, as it rested on it.
 */
export class Outbox {
  #state: OutboxState = { waiting: [], known: new Map(), problems: new Map() }
  #tail: Promise<unknown> = Promise.resolve()
  readonly #listeners = new Set<() => void>()
  readonly #pauses: readonly number[]

  constructor(pauses: readonly number[] = PAUSES) {
    this.#pauses = pauses
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly state = (): OutboxState => this.#state

  /** Takes an act; gives the facts as it left them, or undefined where it was refused (then `problems` says why). */
  add(act: Act): Promise<readonly FactRow[] | undefined> {
    const ids = act.facts.map(({ id }) => id)
    const after = this.#state.waiting.filter(each => each.act.facts.some(({ id }) => ids.includes(id)))
    const own: Waiting = { act, hasFailed: false, after }
    this.#set({ waiting: [...this.#state.waiting, own], problems: without(this.#state.problems, ids) })
    const done = this.#tail.then(() => this.#work(own))
    this.#tail = done
    return done
  }

  /** Resolves when nothing that was added so far is on its way. */
  settled(): Promise<unknown> {
    return this.#tail
  }

  forget(ids: readonly string[]): void {
    if (ids.some(id => this.#state.problems.has(id))) this.#set({ problems: without(this.#state.problems, ids) })
  }

  async #work(own: Waiting): Promise<readonly FactRow[] | undefined> {
    const ids = own.act.facts.map(({ id }) => id)
    try {
      if (own.after.some(({ hasFailed }) => hasFailed)) {
        own.hasFailed = true
        this.#set({ waiting: this.#state.waiting.filter(each => each !== own) })
        return undefined
      }
      const rows = await this.#send(own.act)
      const known = new Map(this.#state.known)
      for (const row of rows) known.set(row.id, row)
      this.#set({ waiting: this.#state.waiting.filter(each => each !== own), known })
      return rows
    } catch (error) {
      own.hasFailed = true
      const problems = new Map(this.#state.problems)
      for (const id of ids) problems.set(id, asProblem(error))
      this.#set({ waiting: this.#state.waiting.filter(each => each !== own), problems })
      return undefined
    }
  }

  /** What may have been done although no answer came is asked for again under its own key. */
  async #send({ send }: Act): Promise<readonly FactRow[]> {
    const key = newIdempotencyKey()
    const versionOf: VersionOf = ({ id, version }) => Math.max(version, this.#state.known.get(id)?.version ?? 0)
    for (const pause of this.#pauses) {
      try {
        return await send(versionOf, key)
      } catch (error) {
        if (!mayBeDone(asProblem(error))) throw error
        await new Promise(resolve => setTimeout(resolve, pause))
      }
    }
    return send(versionOf, key)
  }

  #set(patch: Partial<OutboxState>): void {
    this.#state = { ...this.#state, ...patch }
    for (const listener of this.#listeners) listener()
  }
}

/** A fact as it stands with our own acts: those done, where what was read is older, and those on their way. */
export function shownWith({ known, waiting }: OutboxState, read: FactView): FactView {
  const own = known.get(read.id)
  let shown = own && own.version > read.version ? { ...read, ...own } : read
  for (const { act } of waiting) if (act.facts.some(({ id }) => id === read.id)) shown = { ...shown, ...act.patch }
  return shown
}

function without<T>(map: ReadonlyMap<string, T>, keys: readonly string[]): ReadonlyMap<string, T> {
  const left = new Map(map)
  for (const key of keys) left.delete(key)
  return left
}
