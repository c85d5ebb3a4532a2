import { resumeClock } from '#kernel/boot.ts'
import type { Ctx } from '#kernel/context.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { download } from '#kernel/http/regionRoutes.ts'
import { Refusal } from '#kernel/refusal.ts'
import { rooms } from '#server/app/rooms.ts'
import { aCity, type City, NANTONG } from '../city.ts'
import { machineClock, seededIds } from '../repeatable.ts'
import { aServer } from '../server.ts'
import { type Answer, type Json, type Kind, type Known, kinds } from './kinds.ts'
import type { Read } from './reads.ts'

/**
 * A city lived in by random commands, with a plain model of what they came to beside it: maps in memory, filled from what was sent
 * and from nothing that is read back.
 */
export type World = Awaited<ReturnType<typeof aWorld>>

export async function aWorld(seed: number, options: { embedded?: boolean } = {}) {
  const clock = machineClock('2024-02-28T00:40:00.000Z')
  const city = await aCity({ ...options, clock, newId: seededIds(String(seed)) })
  const server = await aServer(city)
  const model = new Map<Kind, Map<string, Known>>(kinds.map(kind => [kind, new Map()]))
  const born = new Map<Kind, string[]>(kinds.map(kind => [kind, []]))

  // Units and people that the city began with.
  const began = new Set(
    (await rows(city.database.db, sql<{ id: string }>`select id from unit union all select id from member`)).map(
      ({ id }) => id,
    ),
  )

  return {
    city,
    clock,
    began,
    /** How many fresh texts were used. */
    words: { used: 0 },
    /** The program ends and begins again on the same data: its new clock knows only what the machine and the data say. */
    async restart(): Promise<void> {
      clock.forget()
      await resumeClock(city.kernel)
    },
    model,
    /** Whatever was ever made, also when it is gone. */
    born,
    /** What the model holds of a kind now. */
    standing: (kind: Kind) => model.get(kind) ?? new Map<string, Known>(),
    /** The model hears that a record is now like this, or gone. */
    now(kind: Kind, id: string, known: Known | undefined): void {
      if (!born.get(kind)?.includes(id)) born.get(kind)?.push(id)
      if (known) model.get(kind)?.set(id, known)
      else model.get(kind)?.delete(id)
    },
    async send(as: string, method: 'POST' | 'PUT', path: string, body: object): Promise<Answer> {
      const answer = await server.as(as)[method === 'POST' ? 'post' : 'put'](`/api/${NANTONG}${path}`, body)
      if (answer.status >= 500) throw new Error(`${method} ${path} is at fault: ${String(server.faults.at(-1))}`)
      return { status: answer.status, body: asJson(answer.body) }
    },
    /** What HTTP answers, byte for byte. */
    async bytes(as: string, path: string): Promise<Buffer> {
      const { status, bytes } = await server.as(as).get(`/api/${NANTONG}${path}`)
      if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${bytes.toString('utf8').slice(0, 300)}`)
      return bytes
    },
    /** Asks several things on one snapshot, as of an instant or now, of the routes themselves: what HTTP would answer, without HTTP. */
    readAll: (reads: readonly Read[], asOf?: Date): Promise<Answer[]> => answersOf(city, reads, asOf),
    async read(as: string, path: string, asOf?: Date): Promise<Answer> {
      const [answer] = await answersOf(city, [{ as, path }], asOf)
      if (!answer) throw new Error(`nothing answered ${path}`)
      return answer
    },
    async close(): Promise<void> {
      await server.close()
      await city.close()
    },
  }
}

async function answersOf(city: City, reads: readonly Read[], asOf?: Date): Promise<Answer[]> {
  const found = new Map<Read, Answer>()
  for (const as of new Set(reads.map(read => read.as)))
    await city.ask(
      as,
      async ctx => {
        for (const read of reads) if (read.as === as) found.set(read, await answerOf(ctx, read.path))
      },
      asOf ? { asOf } : {},
    )
  return reads.map(read => found.get(read) ?? { status: 0, body: {} })
}

const gets = rooms.flatMap(room => room.routes).filter(route => route.method === 'GET')

async function answerOf(ctx: Ctx, url: string): Promise<Answer> {
  const { pathname, searchParams } = new URL(url, 'http://city.test')
  const parts = decodeURI(pathname).split('/')
  const route =
    gets.find(({ path }) => path === pathname) ??
    gets.find(({ path }) => {
      const names = path.split('/')
      return (
        names.length === parts.length && names.every((name, index) => name.startsWith(':') || name === parts[index])
      )
    })
  if (!route) throw new Error(`no route answers ${url}`)
  const params = Object.fromEntries(route.path.split('/').map((name, index) => [name.slice(1), parts[index]]))
  try {
    const result = await route.handle(ctx, {
      params: route.takes.params?.parse(params),
      query: route.takes.query?.parse(Object.fromEntries(searchParams)),
      body: undefined,
    })
    const given =
      route.gives === download ? Buffer.from(download.parse(result).bytes).toString('utf8') : route.gives.parse(result)
    return { status: 200, body: asJson(given) }
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: { code: error.code } }
    throw error
  }
}

/** An answer's body as it is compared: lists stand under `rows`, files under `text`. */
function asJson(body: unknown): Json {
  if (Array.isArray(body)) return { rows: body }
  if (typeof body === 'object' && body !== null) return Object.fromEntries(Object.entries(body))
  return { text: body }
}
