import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '../context.ts'
import type { Db, Tx } from '../database/open.ts'
import { one, run, sql } from '../database/sql.ts'

/** A citizen stays signed in on a telephone for the length of an activity [C]. */
export const SESSION_DAYS = 30

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** Begins a session; gives its token, of which only a hash is kept. */
export async function beginSession(db: Db | Tx, regionId: number, citizenId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await run(
    db,
    sql`insert into citizen_session (region_id, token_hash, citizen_id, began_at, expires_at)
      values (${regionId}, ${hashOf(token)}, ${citizenId}, now(), now() + make_interval(days => ${SESSION_DAYS}))`,
  )
  return token
}

/** The citizen behind a token in a region, or undefined: unknown, over, or erased since. */
export async function citizenOf(db: Db | Tx, regionId: number, token: string): Promise<Actor | undefined> {
  const hash = hashOf(token)
  const found = await one(
    db,
    sql<{
      citizenId: string
    }>`select citizen_id from citizen_session where region_id = ${regionId} and token_hash = ${hash} and expires_at > now()`,
  )
  return found && { ...asCitizen(regionId, found.citizenId), sessionId: hash }
}

/** Ends one session. */
export async function endCitizenSession(db: Db | Tx, regionId: number, token: string): Promise<void> {
  await run(db, sql`delete from citizen_session where region_id = ${regionId} and token_hash = ${hashOf(token)}`)
}

/** A citizen as an actor: of a region, of no unit, with no name. */
export function asCitizen(regionId: number, id: string): Actor {
  return { id, name: '', regionId, unitId: null, unitIds: [], roles: new Set(['citizen']) }
}

/** Whoever opens the portal without having said who they are. */
export function asAnybody(regionId: number): Actor {
  return { id: '00000000-0000-0000-0000-000000000000', name: '', regionId, unitId: null, unitIds: [], roles: new Set() }
}
