import { type DrawAnnouncement, type DrawProof, type DrawResult, drawProof } from '#contract/draws.ts'
import { type Refusal, type RefusalParams, refuse } from '../refusal.ts'
import { announcementHash, sourcesFault, usedFault } from './announcement.ts'
import type { DrandChain } from './drand.ts'
import { draw, excludedRoot, ticketsOf } from './draw.ts'
import { inLogFault } from './inLog.ts'
import { fieldOf, readInput } from './input.ts'

/** What a proof is held against, in the order it is looked at. */
export type CheckName = 'pool' | 'announcement' | 'sources' | 'log' | 'key' | 'steps' | 'winners' | 'reserves'

/** One check: it holds, or the first thing that does not, or there was nothing to check (`absent`). */
export type Check = { name: CheckName; state: 'holds' | 'absent' } | { name: CheckName; state: 'differs'; why: Refusal }

/** What came of looking at a proof: `holds` when no check differs. The result is the one computed here, not the one claimed. */
export type Verdict = {
  holds: boolean
  checks: Check[]
  first: Refusal | undefined
  proof: DrawProof
  result: DrawResult
}

/**
 * Computes a published proof again and holds every value of it against the result: the pool against its root, the announcement against
 * what was drawn, each source against what was announced (a drand round by its signature), the entry against the log's root, the key,
 * each step, each winner, each reserve.
 *
 * Refuses what is no proof at all (`draws.proof-…`, `draws.field-unfit`, and whatever `readInput` says of the input); a proof that can be
 * read but does not hold is a verdict, not a refusal.
 */
export function verifyProof(given: unknown, chains: ReadonlyMap<string, DrandChain>): Verdict {
  const proof = readProof(given)
  const result = draw(proof.input)
  const { announcement, used, log } = proof
  const checks: Check[] = [
    check('pool', proof.poolRoot !== undefined, () => same('poolRoot', proof.poolRoot, result.poolRoot)),
    check(
      'announcement',
      announcement !== undefined,
      () => announcement && announcedFault(announcement, proof, result),
    ),
    check('sources', announcement !== undefined, () => announcement && sourceFault(announcement, proof, chains)),
    check('log', log !== undefined, () => log && inLogFault(log, announcement && announcementHash(announcement))),
    check('key', true, () => same('key', proof.key, result.key)),
    check('steps', true, () => listFault('steps', proof.steps, result.steps)),
    check('winners', true, () => listFault('winners', proof.winners, result.winners)),
    check('reserves', true, () => listFault('reserves', proof.reserves, result.reserves)),
  ]
  if (used !== undefined && announcement === undefined)
    checks[2] = { name: 'sources', state: 'differs', why: refuse('draws.used-without-announcement') }
  const first = checks.find(each => each.state === 'differs')?.why
  return { holds: first === undefined, checks, first, proof, result }
}

/** A proof from what a file holds, or a refusal that names the member that is wrong. */
export function readProof(given: unknown): DrawProof {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw refuse('draws.proof-unfit')
  if (!('input' in given)) throw refuse('draws.proof-without-input')
  // First the input by itself: its refusals say what is wrong, where the schema only says where.
  const input = readInput(given.input)
  const parsed = drawProof.safeParse({ ...given, input })
  if (parsed.success) return { ...parsed.data, input }
  const [issue] = parsed.error.issues
  const path = fieldOf(issue?.path ?? [])
  if (issue?.code === 'unrecognized_keys')
    throw refuse('draws.proof-field-unknown', { field: fieldOf([...issue.path, issue.keys[0] ?? '']).slice(0, 120) })
  throw refuse('draws.field-unfit', { field: path }, { field: path })
}

/** The announcement against the draw: every value it gives must be the one that was drawn with. */
function announcedFault(announced: DrawAnnouncement, { input }: DrawProof, result: DrawResult): Refusal | undefined {
  const { pool, exclude, reserves = 0, winners, weights, algorithm } = input
  const pairs: ReadonlyArray<readonly [string, string | number, string | number]> = [
    ['pool.root', announced.pool.root, result.poolRoot],
    ['pool.count', announced.pool.count, typeof pool === 'number' ? pool : pool.length],
    ['pool.tickets', announced.pool.tickets, ticketsOf(pool, weights)],
    ['exclusion.root', announced.exclusion.root, excludedRoot(exclude)],
    ['exclusion.count', announced.exclusion.count, exclude?.length ?? 0],
    ['algorithm', announced.algorithm, algorithm],
    ['winners', announced.winners, winners],
    ['reserves', announced.reserves, reserves],
  ]
  const wrong = pairs.find(([, said, is]) => said !== is)
  return wrong && differs(`announcement.${wrong[0]}`, wrong[1], wrong[2])
}

function sourceFault(
  announcement: DrawAnnouncement,
  { used, input }: DrawProof,
  chains: ReadonlyMap<string, DrandChain>,
): Refusal | undefined {
  if (!used) return refuse('draws.used-missing', {}, { field: 'used' })
  const fault = sourcesFault(announcement, chains) ?? usedFault(announcement, used, chains)
  if (fault) return fault
  // What was drawn with must be what the sources said, value by value.
  const taken = listFault(
    'used',
    used.map(({ value }) => value),
    input.sources,
  )
  return (
    taken ?? (used.length === input.sources.length ? undefined : differs('used', used.length, input.sources.length))
  )
}

function check(name: CheckName, isThere: boolean, look: () => Refusal | undefined): Check {
  if (!isThere) return { name, state: 'absent' }
  const why = look()
  return why ? { name, state: 'differs', why } : { name, state: 'holds' }
}

/** The first member in which two lists part, by its path. */
function listFault(path: string, claimed: readonly unknown[], computed: readonly unknown[]): Refusal | undefined {
  for (let at = 0; at < Math.max(claimed.length, computed.length); at++) {
    const fault = same(`${path}[${at}]`, claimed[at], computed[at])
    if (fault) return fault
  }
  return undefined
}

/** Values that must be equal, looked at member by member so that the innermost difference is the one named. */
function same(path: string, claimed: unknown, computed: unknown): Refusal | undefined {
  if (claimed === computed) return undefined
  if (Array.isArray(claimed) && Array.isArray(computed)) return listFault(path, claimed, computed)
  if (isRecord(claimed) && isRecord(computed)) {
    for (const name of new Set([...Object.keys(computed), ...Object.keys(claimed)])) {
      const fault = same(`${path}.${name}`, claimed[name], computed[name])
      if (fault) return fault
    }
    return undefined
  }
  return differs(path, claimed, computed)
}

const differs = (field: string, claimed: unknown, computed: unknown) => {
  const params: RefusalParams = { field, claimed: printed(claimed), computed: printed(computed) }
  return refuse('draws.differs', params, { field })
}

/** A value as a sentence shows it; a long list by its beginning. */
function printed(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
  if (text === undefined) return '—'
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
