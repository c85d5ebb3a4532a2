import fc from 'fast-check'
import type { Act, Acts, Chance, Done } from './act.ts'
import { acts } from './acts.ts'
import { aMemory, type Differing } from './memory.ts'
import type { World } from './world.ts'

const second = 1000
/** How long the city waits before a step. None: two commands in one millisecond. Less than none: the machine's clock steps back. */
const waits = [0, 0, 1, 2, second, 600 * second, 20_000 * second, 86_400 * second, 3 * 86_400 * second, -600 * second]

export type Step = { act: number; chance: number; wait: number; restart: boolean }

/** A storm's steps, as fast-check draws and shrinks them. */
export const steps = (count: number) =>
  fc.array(
    fc.record({
      act: fc.noBias(fc.nat(0xffffff)),
      chance: fc.noBias(fc.nat(0x7fffffff)),
      wait: fc.constantFrom(...waits),
      restart: fc.integer({ min: 0, max: 9 }).map(n => n === 0),
    }),
    { minLength: count, maxLength: count },
  )

const characters = '东南西北江海山川林泉金石云雷松竹'

/** Chance that repeats: a small generator, begun again for each step, so that a step means the same wherever it stands. */
export function chanceOf(seed: number, words: { used: number }): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 8
  }
  return {
    below: most => next() % most,
    of: items => (items.length === 0 ? undefined : items[next() % items.length]),
    fresh: stem => `${stem}${++words.used}`,
    // An odd factor scatters neighbours over all four characters.
    name: () => [12, 8, 4, 0].map(shift => characters[((++words.used * 40_503) >> shift) & 15]).join(''),
  }
}

export type Storm = {
  differing: Differing[]
  accepted: Map<string, number>
  refused: Map<string, number>
  counts: ReturnType<typeof aMemory>['counts']
}

/** What a storm is like: its acts, how many records beside the touched one are read each time, how many answers beside an instant. */
export type Weather = {
  acts?: Acts
  details: number
  beside: number
  /** Which reads are asked; all of them unless given. */
  only?: (path: string) => boolean
}

const twice = (room: string, ...names: string[]) => [...names, ...names].map(name => [room, name] as const)
const prelude = [
  ...twice('registry', 'organisation created', 'person created'),
  ...twice('projects', 'batch created', 'project created'),
  ...twice('indicators', 'indicator defined', 'series opened', 'value reported'),
  ...twice('gatherings', 'meeting planned'),
  ...twice('matters', 'matter created', 'matter: propose', 'matter: approve', 'matter: assign', 'matter: sign'),
]

/**
 * Lives through the steps: the clock moves, one command happens, the city is remembered; at the end all of it is asked again.
 * It ends at the first difference between the city and the model.
 */
export async function storm(world: World, given: readonly Step[], weather: Weather): Promise<Storm> {
  if (!weather.acts) await begin(world)
  const memory = aMemory(world, weather)
  const accepted = new Map<string, number>()
  const refused = new Map<string, number>()
  const differing = await memory.remember()
  for (const step of given) {
    if (differing.length > 0) break
    const { name, done } = await happen(world, step, weather.acts)
    if (done.accepted) count(accepted, name)
    else count(refused, `${name}: ${done.why}`)
    differing.push(...(await memory.remember(done.about)))
  }
  if (differing.length === 0) differing.push(...(await memory.recall(weather.beside)))
  return { differing, accepted, refused, counts: memory.counts }
}

const count = (tally: Map<string, number>, name: string) => tally.set(name, (tally.get(name) ?? 0) + 1)

/** Gives a city what most acts need to find something from the storm's first step on. */
export async function begin(world: World): Promise<void> {
  for (const [index, [room, name]] of prelude.entries()) {
    const done = await acts[room]?.[name]?.(world, chanceOf(index, world.words))
    if (!done?.accepted) throw new Error(`${name} came to ${done?.why ?? 'nothing'}`)
  }
}

/** One step: the clock, then its act in its room, or the next one there that finds something to be done to. */
export async function happen(world: World, step: Step, table: Acts = acts): Promise<{ name: string; done: Done }> {
  world.clock.pass(step.wait)
  if (step.restart) await world.restart()
  const rooms = Object.values(table)
  const room = Object.entries(rooms[step.act % rooms.length] ?? {})
  const first = Math.floor(step.act / rooms.length)
  for (let offset = 0; offset < room.length; offset++) {
    const [name, act]: [string, Act] | [] = room[(first + offset) % room.length] ?? []
    const done = name && act ? await act(world, chanceOf(step.chance, world.words)) : undefined
    if (name && done) return { name, done }
  }
  throw new Error('a room in which nothing can ever be done')
}
