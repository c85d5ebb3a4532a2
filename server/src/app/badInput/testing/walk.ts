import { z } from 'zod'
import { refusal } from '#contract/kernel.ts'
import { plainName } from '#contract/text.ts'
import type { City } from '#server/testing/city.ts'
import type { aServer } from '#server/testing/server.ts'
import { logPlace, writtenSince } from '#server/testing/writtenRows.ts'
import { bodyOf, type Fill, type Given, isName, isText, type Json, type Leaf, type Schema, schema } from './bodies.ts'

export type Product = { city: City; server: Awaited<ReturnType<typeof aServer>> }

const document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        requestBody: z.object({ content: z.object({ 'application/json': z.object({ schema }) }) }).optional(),
        parameters: z
          .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema }))
          .default([]),
      }),
    ),
  ),
})

export type Operation = {
  route: string
  method: string
  path: string
  body: Schema | undefined
  query: Array<{ name: string; schema: Schema; required: boolean }>
}

/** Every route of the API as its own document tells it, so that a new field or route is tried without anybody thinking of it. */
export async function operationsOf({ server }: Product): Promise<Operation[]> {
  const { paths } = document.parse((await server.as().get('/api/openapi.json')).body)
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, told]) => ({
      route: `${method.toUpperCase()} ${path.replace('/api/{region}', '')}`,
      method: method.toUpperCase(),
      path,
      body: told.requestBody?.content['application/json'].schema,
      query: told.parameters
        .filter(each => each.in === 'query')
        .map(each => ({ name: each.name, schema: each.schema, required: each.required ?? false })),
    })),
  )
}

export type Ask = {
  as: string
  params?: Record<string, string>
  /** Sound values; texts among them are tried out unless they are `fixed`. */
  given?: Record<string, Given>
  region?: number
}
/** What a walk does at each step besides taking it. */
export type Watch = {
  /** The value to try at a place of a route, or undefined for a sound one. */
  fill(route: string, leaf: Leaf): Json | undefined
  /** Told each value that was tried at a text: stored as sent (after the declared normalisation), or refused with the field named. */
  tried?(route: string, leaf: Leaf, value: Json, outcome: 'stored' | 'refused'): void
}

const answer = z.looseObject({
  id: z.string().catch(''),
  version: z.int().catch(1),
  standing: z.string().optional().catch(undefined),
})
export type Said = z.infer<typeof answer>
export type Walk = Awaited<ReturnType<typeof aWalk>>

/**
 * Takes steps through the product over HTTP. At each step every value tried must be stored as it was sent, or refused with the field
 * named; then the step is taken without it, so that the walk goes on.
 */
export async function aWalk(product: Product, operations: readonly Operation[], watch: Watch) {
  const { city, server } = product
  const taken = new Set<string>()

  async function step(route: string, ask: Ask): Promise<Said> {
    const operation = operations.find(each => each.route === route)
    if (!operation) throw new Error(`the API has no ${route}`)
    taken.add(route)
    const url = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      name === 'region' ? String(ask.region ?? 320600) : (ask.params?.[name] ?? `{${name}}`),
    )
    const make = (fill: Fill) => (operation.body ? bodyOf(operation.body, ask.given, fill) : undefined)

    /** What is tried at each place; undefined once it was refused there. */
    const values = new Map<string, Json | undefined>()
    for (;;) {
      const tried: Array<{ leaf: Leaf; value: Json }> = []
      const body = make(leaf => {
        if (!values.has(leaf.path)) values.set(leaf.path, watch.fill(route, leaf))
        const value = values.get(leaf.path)
        if (value !== undefined) tried.push({ leaf, value })
        return value
      })
      const place = await logPlace(city)
      const said = await send(server, operation.method, url, ask.as, body)
      if (said.status < 300) {
        const parsed = answer.parse(said.body)
        const texts = tried.some(({ leaf }) => isText(leaf)) ? await writtenSince(city, place) : new Set<string>()
        for (const { leaf, value } of tried) {
          if (!used.has(`${route} ${leaf.path}`) && !isKept(leaf, value, texts))
            throw new Error(`${route} took ${leaf.path} = ${JSON.stringify(value).slice(0, 200)} and did not keep it`)
          watch.tried?.(route, leaf, value, 'stored')
        }
        return parsed
      }
      // A file that takes a while to read is asked for again, as a screen does.
      if (isBeingRead(said.body)) continue
      if (said.status >= 500) throw faultOf(server, route, said, body)
      const named = fieldsOf(said.body)
      const meant = tried.filter(({ leaf }) => named.some(field => isAbout(field, leaf.path)))
      if (meant.length === 0)
        throw new Error(
          `${route} answered ${said.status} without naming a field that was tried: ${JSON.stringify(said.body)} to ${JSON.stringify(body).slice(0, 1500)}`,
        )
      for (const { leaf, value } of meant) {
        values.set(leaf.path, undefined)
        watch.tried?.(route, leaf, value, 'refused')
      }
    }
  }

  return {
    city,
    server,
    step,
    taken,
    unit: (code: string) => city.unit(code),
    async read(path: string, as = 'staff'): Promise<z.infer<typeof anything>> {
      const said = await server.as(as).get(`/api/320600${path}`)
      if (said.status !== 200) throw faultOf(server, path, said, null)
      return anything.parse(Array.isArray(said.body) ? { rows: said.body } : said.body)
    },
  }
}
const anything = answer.extend({
  rows: z.array(answer).catch([]),
  parts: z.array(answer.extend({ role: z.string() })).catch([]),
  reports: z.array(answer).catch([]),
  extensions: z.array(answer).catch([]),
  overrides: z.array(answer).catch([]),
  observations: z.array(answer).catch([]),
})

type Answer = { status: number; body: unknown }
async function send(
  server: Product['server'],
  method: string,
  url: string,
  as: string,
  body: Json | undefined,
): Promise<Answer> {
  const payload = typeof body === 'object' && body !== null ? body : {}
  return method === 'PUT' ? server.as(as).put(url, payload) : server.as(as).post(url, payload)
}

function faultOf(server: Product['server'], route: string, said: Answer, body: unknown): Error {
  const fault = server.faults.at(-1)
  return new Error(
    `${route} answered ${said.status} ${JSON.stringify(said.body)} to ${JSON.stringify(body)?.slice(0, 2000)}\n${fault instanceof Error ? fault.stack : ''}`,
  )
}

const isBeingRead = (body: unknown) => refusal.safeParse(body).data?.refusal.code === 'intake.reading-unavailable'

/** The fields a refusal names. */
export function fieldsOf(body: unknown): string[] {
  const read = refusal.safeParse(body)
  if (!read.success) return []
  const { field, fields } = read.data.refusal
  return [...new Set([...(field === null ? [] : [field]), ...fields.map(each => each.path)])].filter(
    each => each !== '',
  )
}

/** Whether a named field is a place, holds it, or is its end: `title` for `fields.title`, `parts` for `parts.0.what`. */
export function isAbout(field: string, path: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.endsWith(`.${field}`) || path.includes(`.${field}.`)
}

/** Texts that are used and not kept: the name of a table tells its kind, and a dry run keeps nothing. */
const used = new Set(['POST /matters/table name', 'POST /participation/quizzes/{id}/dry-run seed'])

/**
 * Prose is kept as written but for white space at its ends; a name as `plainName` has it, a cell of a table that is brought in by what its
 * column holds; what is nothing then is kept as nothing.
 */
export function isKept(leaf: Leaf, value: Json, texts: ReadonlySet<string>): boolean {
  if (!isText(leaf) || typeof value !== 'string') return true
  const isCell = leaf.path.startsWith('rows.')
  const kept = [...(isName(leaf) || isCell ? [plainName(value)] : []), ...(isName(leaf) ? [] : [value, value.trim()])]
  return kept.some(each => each === '' || texts.has(each))
}
