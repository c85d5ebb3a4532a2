import type { PromiseKind, PromiseStanding } from '#contract/promises.ts'
import type { PromiseFound } from './found.ts'

export type Narrowed = {
  kind?: PromiseKind | undefined
  standing?: PromiseStanding | undefined
  organisation?: string | undefined
  project?: string | undefined
  batch?: string | undefined
  unit?: string | undefined
  find?: string | undefined
}

type Owner = { id: string; name: string; shortName: string | null }

/** The promises that the filters leave. A task belongs to an organisation when the page names it as who is to do it. */
export function narrowed(
  promises: readonly PromiseFound[],
  { kind, standing, project, batch, unit, find }: Narrowed,
  owner: Owner | undefined,
): PromiseFound[] {
  const words = find?.toLowerCase()
  return promises.filter(
    promise =>
      (kind === undefined || promise.kind === kind) &&
      (standing === undefined || promise.standing === standing) &&
      (owner === undefined || promise.organisations.some(each => isOwner(each, owner))) &&
      (project === undefined || promise.id === project) &&
      (batch === undefined || promise.batchId === batch) &&
      (unit === undefined || promise.unitId === unit) &&
      (words === undefined ||
        [promise.title, promise.by ?? '', ...promise.organisations.map(({ name }) => name)].some(text =>
          text.toLowerCase().includes(words),
        )),
  )
}

const isOwner = (named: { id: string | null; name: string }, owner: Owner) =>
  named.id === owner.id ||
  (named.id === null && named.name !== '' && [owner.name, owner.shortName].includes(named.name))

const scopes = ['organisation', 'project', 'batch', 'unit'] as const

/** What a count is asked after by: the kind and the one scope it is narrowed to; undefined for more than one. */
export function countsId(query: Narrowed): string | undefined {
  const named = scopes.filter(scope => query[scope] !== undefined)
  const [scope] = named
  return named.length > 1 ? undefined : `${query.kind ?? 'all'}~${scope ? `${scope}.${query[scope]}` : 'all'}`
}

/** The filters a count's id stands for; undefined for a word that is none. */
export function readCountsId(id: string): Narrowed | undefined {
  const found =
    /^(all|project|agreement|matter|batch)~(?:all|(organisation|project|batch|unit)\.([0-9a-f-]{36}))$/.exec(id)
  if (!found) return undefined
  const kind = (['project', 'agreement', 'matter', 'batch'] as const).find(each => each === found[1])
  const scope = scopes.find(each => each === found[2])
  return { ...(kind ? { kind } : {}), ...(scope ? { [scope]: found[3] } : {}) }
}
