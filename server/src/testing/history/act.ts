import { refusal } from '#contract/kernel.ts'
import type { Answer, Json, Kind, Known } from './kinds.ts'
import type { World } from './world.ts'

/** What chance hands to an act: whole numbers, one of several, and texts that no other record of the world holds. */
export type Chance = {
  below(most: number): number
  of<Item>(items: readonly Item[]): Item | undefined
  fresh(stem: string): string
  /** A proper name of four characters, unlike every other: the registry warns of names that look alike. */
  name(): string
}

/** What an act came to: accepted or refused, and which record it was about. */
export type Done = { accepted: boolean; why?: string; about?: { kind: Kind; id: string } }

/** One real command, sent over HTTP as somebody; undefined where the city holds nothing to do it to. */
export type Act = (world: World, chance: Chance) => Promise<Done | undefined>

/** Acts by room and name. */
export type Acts = Readonly<Record<string, Readonly<Record<string, Act>>>>

/** A record of a kind that stands, and what the model knows of it. */
export function someOf(world: World, chance: Chance, kind: Kind): readonly [string, Known] | undefined {
  return chance.of([...world.standing(kind)])
}

export function rowsOf(body: Json): Json[] {
  return Array.isArray(body.rows) ? body.rows : []
}

/** A refusal, with its code. Input that does not fit the contract is a fault of the act. */
export function no({ body }: Answer): Done {
  const { code, fields } = refusal.parse(body).refusal
  if (code === 'kernel.input-unfit') throw new Error(`sent what does not fit: ${JSON.stringify(fields)}`)
  return { accepted: false, why: code }
}
