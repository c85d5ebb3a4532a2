import { rooms } from '#server/app/rooms.ts'
import type { Kind } from './kinds.ts'

/** One read that may be asked as of an instant: who asks and what. */
export type Read = { as: string; path: string }

/** The reads without an id, by route: with what a route must be given, and who may ask where the office may not. */
const lists: Readonly<Record<string, { query?: string; as?: string }>> = {
  '/jobs': {},
  '/accounts': { as: 'system' },
  '/accounts/choices': { as: 'system' },
  '/registry/organisations': { query: 'limit=200' },
  '/registry/people': { query: 'limit=200' },
  '/registry/holders': { query: 'post=局长&on=2024-03-01' },
  '/registry/links': { query: 'kind=organisation' },
  '/registry/candidates': { query: 'kind=organisation&name=甲材料公司' },
  '/registry/places': {},
  '/registry/units': {},
  '/registry/queue': { query: 'limit=200&withSources=true' },
  '/registry/answers': { query: 'limit=200' },
  '/intake/pages': {},
  '/intake/facts': {},
  '/intake/lessons': {},
  '/intake/deliveries': {},
  '/intake/mappings': {},
  '/indicators/series': { query: 'limit=200' },
  '/indicators/indicators': {},
  '/matters': { query: 'limit=200' },
  '/matters/table': {},
  '/matters/strips': {},
  '/matters/needing': {},
  '/matters/changes': { query: 'from=2024-02-27T16:00:00.000Z' },
  '/projects': { query: 'limit=200' },
  '/projects/stages': {},
  '/projects/funnel': {},
  '/projects/batches': {},
  '/projects/agreements': { query: 'limit=200' },
  '/promises': { query: 'limit=200' },
  '/promises/counts': {},
  '/promises/table': {},
  '/gatherings': { query: 'limit=200' },
  '/gatherings/marks': {},
  '/gatherings/next': {},
  '/participation/banks': { query: 'limit=200' },
  '/participation/quizzes': { query: 'limit=200' },
  '/publishing/home': {},
  '/publishing/waiting': {},
}

/** The reads of one record, by route. */
const details: Readonly<Record<string, Kind>> = {
  '/registry/organisations/:id': 'organisation',
  '/registry/people/:id': 'person',
  '/indicators/series/:id': 'series',
  '/matters/:id': 'matter',
  '/projects/:id': 'project',
  '/gatherings/:id': 'meeting',
  '/gatherings/:id/pack': 'meeting',
  '/accounts/:id': 'member',
  '/participation/banks/:id': 'bank',
  '/participation/quizzes/:id': 'quiz',
}

/** Routes that take `asOf` and are not asked by the storm, each with its reason. */
const leftOut: Readonly<Record<string, string>> = {
  '/matters/choices': 'what the forms offer: in the past there is nothing to fill in',
  '/accounts/log': 'reads the log, which is itself the order of things; asked by the kernel tests',
  '/jobs/:id': 'work, not a record: the storm asks for none',
  '/registry/queue/:kind/:id': 'the storm leaves no pair open: registry/queue.test.ts',
  '/intake/pages/:id': 'the storm brings no page',
  '/intake/articles/:id': 'the storm brings no page',
  '/intake/articles/:id/difference': 'the storm brings no page: intake/repeats.test.ts',
  '/intake/facts/:id/resting': 'the storm brings no page',
  '/intake/lessons/:id': 'the storm brings no page',
  '/intake/pages/:id/tables': 'the storm brings no page: intake/tables.test.ts',
  '/participation/quizzes/:id/suspicions': 'the storm’s people are no citizens: participation/suspicion.test.ts',
  '/participation/suspicions/:id': 'the storm’s people are no citizens: participation/suspicion.test.ts',
  '/participation/quizzes/:id/draws': 'the storm’s quizzes have no ranking to freeze: participation/draws.test.ts',
  '/participation/draws/:id': 'the storm freezes no draw: participation/draws.test.ts',
  '/participation/draws/:id/pool': 'the storm freezes no draw: participation/draws.test.ts',
  '/participation/draws/:id/prizes': 'the storm freezes no draw: participation/prizes.test.ts',
  '/participation/quizzes/:id/pick-up': 'the storm’s quizzes draw nobody: participation/pickUps.test.ts',
  '/participation/draws/:id/pick-up': 'the storm freezes no draw: participation/pickUps.test.ts',
  '/gatherings/:id/pack/document': 'the pack as a file; packs.storm.test.ts compares its bytes',
}

/** Routes that take `asOf` and stand in no table above: a new one must be asked, or named with a reason. */
export function forgottenReads(): string[] {
  return rooms
    .flatMap(room => room.routes)
    .filter(route => route.method === 'GET' && route.takes.query && 'asOf' in route.takes.query.shape)
    .map(route => route.path)
    .filter(path => !(path in lists) && !(path in details) && !(path in leftOut))
}

export const listReads: readonly Read[] = Object.entries(lists).map(([path, { query, as = 'staff' }]) => ({
  as,
  path: query ? `${path}?${query}` : path,
}))

/** The reads of a record of a kind. */
export function detailReads(kind: Kind, id: string): Read[] {
  return Object.entries(details)
    .filter(([, of]) => of === kind)
    .map(([path]) => ({ as: kind === 'member' ? 'system' : 'staff', path: path.replace(':id', id) }))
}

/** Where the model's fields of a kind stand in the answers: the list, and the fields of its rows. */
export const shown: Readonly<Record<Kind, { path: string; fields: readonly string[] }>> = {
  matter: { path: '/matters?limit=200', fields: ['title', 'state', 'dueOn'] },
  project: { path: '/projects?limit=200', fields: ['name', 'parties'] },
  batch: { path: '/projects/batches', fields: ['name'] },
  agreement: { path: '/projects/agreements?limit=200', fields: ['subject'] },
  organisation: { path: '/registry/organisations?limit=200', fields: ['name', 'merged'] },
  person: { path: '/registry/people?limit=200', fields: ['name'] },
  unit: { path: '/registry/units', fields: ['nameZh'] },
  indicator: { path: '/indicators/indicators', fields: ['nameZh'] },
  series: { path: '/indicators/series?limit=200', fields: ['points'] },
  member: { path: '/accounts', fields: ['name'] },
  bank: { path: '/participation/banks?limit=200', fields: ['titleZh', 'latest'] },
  quiz: { path: '/participation/quizzes?limit=200', fields: ['titleZh', 'state'] },
  meeting: { path: '/gatherings?limit=200', fields: ['title', 'state', 'tasks', 'packs'] },
}
