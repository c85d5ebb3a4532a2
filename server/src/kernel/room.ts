import type { z } from 'zod'
import type { Evidence, EvidenceRef } from '#contract/kernel.ts'
import type { Ctx } from './context.ts'
import type { Html } from './http/html.ts'
import type { JobKind } from './jobs/kinds.ts'
import type { Policy } from './policy.ts'
import type { Round } from './rounds.ts'

type Schema = z.ZodType
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined

/** What a route takes, as schemas; what is not named is not read. */
export type Takes = { params?: z.ZodObject; query?: z.ZodObject; body?: Schema }
export type Input<T extends Takes> = { params: Parsed<T['params']>; query: Parsed<T['query']>; body: Parsed<T['body']> }

/**
 * One route of a room, under `/api/{region}`. A GET is a query on one snapshot (and takes `asOf` if its query schema has it);
 * anything else is a command in one transaction. `act` is the verb of the room's policy that the handler must ask: the server refuses
 * to start when the policy has no such verb, and answers a fault when a handler never asked it.
 */
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  act: string
  takes: Takes
  gives: Schema
  summary: string
  isolation?: 'read committed' | 'serializable'
  /** Raised limit for bodies that carry files, in bytes. */
  bodyLimit?: number
  /** Fields of the body that are secret (a password): left out of the request's kept fingerprint, which is a plain hash. */
  secrets?: readonly string[]
  /** The answer holds a secret that is shown once: it is not kept for repeats, and a repeat is a request of its own. */
  givesSecret?: boolean
  /**
   * Who speaks: a member of an office or unit (when left out); a citizen signed in to the portal; or anybody, as the citizen they are
   * signed in as or as nobody.
   */
  by?: 'member' | 'citizen' | 'anybody'
  /**
   * For a GET that goes on: its answer is sent anew every so many milliseconds as server-sent events, with who asks and what they may
   * looked up each time, for as long as the query's `for` says (`streamQuery`).
   */
  everyMs?: number
  /** Open to whoever must set up a second factor before anything else. */
  enrolling?: boolean
  /** Open to whoever must change a first password before anything else. */
  firstPassword?: boolean
  handle(ctx: Ctx, input: Input<Takes>): Promise<unknown>
}

type RouteSpec<T extends Takes, G extends Schema> = Omit<Route, 'takes' | 'gives' | 'handle'> & { takes: T; gives: G }

/** Declares a route; the handler's input and output are typed by its schemas. */
export function route<T extends Takes, G extends Schema>(
  spec: RouteSpec<T, G>,
  handle: (ctx: Ctx, input: Input<T>) => Promise<z.input<G>>,
): Route {
  // The schemas parse the input before the handler sees it, so the wider type of the table is met by construction.
  return { ...spec, handle: handle as Route['handle'] }
}

/** A file to be sent as it is: what an export route gives. Declared with the `download` schema. */
export type Download = { name: string; type: string; bytes: Uint8Array }

/**
 * The first screen of an address of the citizens' portal, `/portal/{region}{path}`, as the server writes it before any script runs. It is
 * rendered for somebody who is nobody yet: a query that must ask a verb like any other. Gives null for what is not there.
 */
export type PortalPage = {
  path: string
  render(
    ctx: Ctx,
    params: Readonly<Record<string, string>>,
    language: 'zh' | 'en',
  ): Promise<{ title: string; main: Html } | null>
}

/**
 * What a room tells the kernel about itself; the kernel never lists rooms. The server refuses to start when two rooms claim a name,
 * a route names no verb, or an event is heard that nobody announces.
 */
export type Room = {
  name: string
  /** The folder with `migrations/`, usually `import.meta.dirname`. */
  directory: string
  /** Rows differ between a room's tables, so here only verbs matter; commands use the typed table. */
  policy: Policy<never>
  routes: readonly Route[]
  /** First screens of the citizens' portal. */
  portal?: readonly PortalPage[]
  announces?: readonly string[]
  hears?: Readonly<Record<string, (ctx: Ctx, payload: never) => Promise<void>>>
  /** Subjects whose evidence this room answers for: null when the actor may not see the subject or it does not exist. */
  evidence?: Readonly<Record<string, (ctx: Ctx, ref: EvidenceRef) => Promise<Evidence[] | null>>>
  /** Kinds of long work this room does, by name (`intake.read`); asked for by `ctx.enqueue`. */
  jobs?: Readonly<Record<string, JobKind>>
  /** What this room does by itself again and again, by name. */
  rounds?: Readonly<Record<string, Round>>
  /** Whether the actor may read a subject, for screens that list what rests on a source. Gives its title and where to find it, or null. */
  subjects?: Readonly<Record<string, (ctx: Ctx, id: string) => Promise<{ title: string; href: string } | null>>>
}

export function room(spec: Room): Room {
  return spec
}

/** Checks that the rooms fit together; gives a sentence for each thing that does not. */
export function misfits(rooms: readonly Room[]): string[] {
  const found: string[] = []
  const announced = new Set(rooms.flatMap(each => each.announces ?? []))
  const seen = new Map<string, string>()
  const claim = (what: string, by: string) => {
    const before = seen.get(what)
    if (before) found.push(`${what} is claimed by ${before} and ${by}`)
    else seen.set(what, by)
  }
  for (const each of rooms) {
    claim(`room ${each.name}`, each.name)
    for (const verb of Object.keys(each.policy)) {
      claim(`verb ${verb}`, each.name)
      if (!verb.startsWith(`${each.name}.`)) found.push(`verb ${verb} does not begin with its room ${each.name}`)
    }
    for (const { method, path, act } of each.routes) {
      claim(`route ${method} ${path}`, each.name)
      if (!(act in each.policy))
        found.push(`route ${method} ${path} names the verb ${act}, which ${each.name} does not have`)
      if (!path.startsWith(`/${each.name}`)) found.push(`route ${method} ${path} stands outside its room /${each.name}`)
    }
    for (const event of each.announces ?? []) claim(`event ${event}`, each.name)
    for (const event of Object.keys(each.hears ?? {}))
      if (!announced.has(event)) found.push(`${each.name} hears ${event}, which nobody announces`)
    for (const kind of Object.keys(each.jobs ?? {})) {
      claim(`job ${kind}`, each.name)
      if (!kind.startsWith(`${each.name}.`)) found.push(`job ${kind} does not begin with its room ${each.name}`)
    }
    for (const kind of Object.keys(each.evidence ?? {})) claim(`evidence of ${kind}`, each.name)
    for (const kind of Object.keys(each.subjects ?? {})) claim(`subject ${kind}`, each.name)
  }
  return found
}
