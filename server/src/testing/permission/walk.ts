import type { Role } from '#contract/kernel.ts'
import { refusal } from '#contract/kernel.ts'
import { type City, NANTONG, PUTUO } from '../city.ts'
import type { Kept, Kinds } from './kept.ts'
import { addressOf, bodyOf } from './requests.ts'
import { holds, type Somebody } from './sentences.ts'
import type { Line } from './table.ts'
import { type Server, walkers } from './world.ts'

/** One cell of the matrix as answered: `body` for who looks for what should not be in it. */
export type Cell = { line: Line; scope: string; who: Somebody | null; expected: string; answered: string; body: string }

const nowhere = { id: '0197c7c3-7a2e-7000-8000-000000000001' }
const regions: Readonly<Record<string, Kept>> = {
  nantong: { ...nowhere, region: NANTONG },
  putuo: { ...nowhere, region: PUTUO },
}

/** The things a line is walked over; an account also as its own owner's. */
async function thingsOf(
  city: City,
  kinds: Kinds,
  of: string,
  who: Somebody,
): Promise<ReadonlyArray<readonly [string, Kept]>> {
  if (of === 'region') return Object.entries(regions)
  if (of === 'own' || of === 'citizen') return [['own', { ...nowhere, region: who.region }]]
  const things = kinds[of]
  if (!things) throw new Error(`the world keeps no ${of}`)
  if (of !== 'member') return Object.entries(things)
  const { id } = await city.as(who.username)
  return [...Object.entries(things), ['self', { id, region: who.region, self: who.username }]]
}

/** What a signed-in person must be answered: the permission's own code, or the answer past it. An office's session is none of the portal. */
function expectedOf(line: Line, who: Somebody, thing: Kept): string {
  if (line.of === 'citizen') return '401 citizens.not-signed-in'
  if (holds(line.may, who, thing)) return line.past
  if (line.told !== '' && holds(line.told, who, thing)) return `403 kernel.not-permitted ${line.verb}`
  return `404 ${line.hidden}`
}

/** A status, and of a refusal its code; of `kernel.not-permitted` the verb too. */
export function answerOf(status: number, body: unknown): string {
  const found = refusal.safeParse(body)
  if (!found.success) return String(status)
  const { code, params } = found.data.refusal
  return code === 'kernel.not-permitted' ? `${status} ${code} ${params.verb}` : `${status} ${code}`
}

type World = { city: City; server: Server; kinds: Kinds }

/** The lists, whose rows are compared with the policy for everybody in every region, in the short form too. */
export const lists = [
  'GET /jobs',
  'GET /accounts',
  'GET /registry/organisations',
  'GET /registry/people',
  'GET /intake/pages',
  'GET /intake/facts',
  'GET /intake/lessons',
  'GET /intake/deliveries',
  'GET /intake/mappings',
  'GET /indicators/series',
  'GET /matters',
  'GET /projects',
  'GET /projects/agreements',
  'GET /gatherings',
  'GET /participation/banks',
  'GET /participation/quizzes',
]

type Scoped = ReadonlyArray<readonly [string, Kept]>

/**
 * The things of the short form: everybody reads every record of the own region, and opens every list; for everything else everybody asks
 * for one thing they may and, in turn, for one they may not. Things of the other region come in turn too, where nothing is shared; the
 * two of Putuo who are there because of sharing ask where sharing counts.
 */
function fewer(line: Line, who: Somebody, things: Scoped, turn: number): Scoped {
  if (lists.includes(line.route)) return things
  const isShared = things.some(([, { sharedWith }]) => sharedWith)
  if (!isShared && ['putuoviewer', 'putuoreporter'].includes(who.username)) return []
  const near = things.filter(([, { region }]) => isShared || region === who.region || turn % 3 === 0)
  if (line.route.startsWith('GET') || line.of === 'region') return near
  const may = near.filter(([, thing]) => holds(line.may, who, thing))
  const not = near.filter(([, thing]) => !holds(line.may, who, thing))
  const one = (some: Scoped) => some.slice(turn % some.length).slice(0, 1)
  return may.length === 0 || turn % 2 === 0 ? [...one(may), ...one(not)] : one(may)
}

/**
 * Walks lines of the table as everybody, over the things of their kind: `full` over all of them. Cells come one after another, because
 * the embedded engine has one connection.
 */
export async function* walk(
  { city, server, kinds }: World,
  table: readonly Line[],
  full: boolean,
): AsyncGenerator<Cell> {
  for (const [place, line] of table.entries()) {
    if (line.of === 'open') continue
    for (const [turn, who] of walkers.entries()) {
      const all = await thingsOf(city, kinds, line.of, who)
      for (const [scope, thing] of full ? all : fewer(line, who, all, place + turn)) {
        const answer = await ask(server.as(who.username), line.route, thing)
        const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
        const answered = answerOf(answer.status, answer.body)
        yield { line, scope, who, expected: expectedOf(line, who, thing), answered, body }
      }
    }
  }
}

/** Walks as somebody without a session, or with one that is no more; bodies that no schema takes tell whether anything is read before. */
export async function* walkWithout(
  { server, kinds }: World,
  table: readonly Line[],
  cookie?: string,
): AsyncGenerator<Cell> {
  for (const line of table) {
    const [scope, thing] = Object.entries(kinds[line.of] ?? regions)[0] ?? ['', { ...nowhere, region: NANTONG }]
    const open = line.of === 'open'
    const answer = await ask(server.as(), line.route, thing, {
      ...(cookie === undefined ? {} : { cookie }),
      ...(open ? {} : { body: { nothing: 'fits' } }),
    })
    const expected = open ? line.past : `401 ${line.of === 'citizen' ? 'citizens' : 'session'}.not-signed-in`
    yield { line, scope, who: null, expected, answered: answerOf(answer.status, answer.body), body: '' }
  }
}

/** Asks as a citizen of one region with the portal's own session: the own region's address answers, another's knows nobody. */
export async function* walkAsCitizen({ server }: World, table: readonly Line[], cookie: string): AsyncGenerator<Cell> {
  for (const line of table.filter(({ of }) => of === 'citizen'))
    for (const [scope, thing] of Object.entries(regions)) {
      const answer = await ask(server.as(), line.route, thing, { cookie })
      const expected = thing.region === NANTONG ? line.past : '401 citizens.not-signed-in'
      yield { line, scope, who: null, expected, answered: answerOf(answer.status, answer.body), body: '' }
    }
}

type Speaker = ReturnType<Server['as']>

function ask(speaker: Speaker, route: string, thing: Kept, more: { cookie?: string; body?: object } = {}) {
  const path = addressOf(route, thing)
  const headers = more.cookie === undefined ? {} : { cookie: more.cookie }
  const body = more.body ?? bodyOf(route, thing) ?? {}
  if (route.startsWith('POST')) return speaker.post(path, body, headers)
  if (route.startsWith('PUT')) return speaker.put(path, body, headers)
  return route.startsWith('DELETE') ? speaker.delete(path, headers) : speaker.get(path, headers)
}

/** Asks, under a region's own address, for what the other region keeps under that id, as somebody who may with the region's own. */
export async function* walkCrossed({ server, kinds }: World, table: readonly Line[]): AsyncGenerator<Cell> {
  for (const line of table) {
    const things = Object.values(kinds[line.of] ?? {})
    const [own, foreign] = [
      things.find(({ region }) => region === NANTONG),
      things.find(({ region }) => region === PUTUO),
    ]
    const who = own && walkers.find(each => holds(line.may, each, own))
    if (!own || !foreign || !who) continue
    const answer = await ask(server.as(who.username), line.route, { ...foreign, region: NANTONG })
    const answered = answerOf(answer.status, answer.body)
    yield { line, scope: 'crossed', who, expected: `404 ${line.hidden}`, answered, body: '' }
  }
}

/** The cell in one line, for what a failing test prints. */
export const printed = ({ line, scope, who, expected, answered }: Cell) =>
  `${line.route} of ${scope} as ${who?.username ?? 'nobody'}: ${answered}, expected ${expected}`

/** Reads, and what only computes: nothing happens, so nothing is recorded. */
const changesNothing = /^GET |\/dry-run$/

/** Collects what differs, and counts: cells, cells by answer, and writes that succeeded. */
export async function tallied(cells: AsyncIterable<Cell>, see: (cell: Cell) => void = () => undefined) {
  const wrong: string[] = []
  const answers = new Map<string, number>()
  const roles = new Set<Role>()
  let [count, written] = [0, 0]
  for await (const cell of cells) {
    count++
    see(cell)
    if (cell.who) roles.add(cell.who.role)
    if (cell.answered !== cell.expected) wrong.push(printed(cell))
    if (cell.answered === '200' && !changesNothing.test(cell.line.route)) written++
    const status = cell.answered.slice(0, 3)
    answers.set(status, (answers.get(status) ?? 0) + 1)
  }
  return {
    wrong,
    count,
    written,
    answers: Object.fromEntries([...answers].sort(([one], [other]) => Number(one) - Number(other))),
    roles,
  }
}
