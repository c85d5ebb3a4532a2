import { createHash } from 'node:crypto'
import { systemActor } from '#kernel/accounts/members.ts'
import { run, sql } from '#kernel/database/sql.ts'
import { newId } from '#kernel/ids.ts'
import { canonical } from '#kernel/log/canonical.ts'
import { sequence } from '#kernel/log/sequencer.ts'
import { onEachDatabase } from './parts/cities.ts'
import { atMost, inTurn, percentile } from './parts/measure.ts'

/**
 * Entries taken into the tree of the log (RFC 9162): two thousand at a time are placed, their hashes written, the root signed in a
 * checkpoint; as a multiple of hashing as many bodies with SHA-256 and inserting them bare, in as large statements and one transaction.
 *
 * `node bench/sequencing.ts [embedded|postgresql]`
 */
const LIMIT = 5
const BATCH = 2000
const ROUNDS = 12
const REGION = 320600

await onEachDatabase(async ({ kernel, signer, engine }) => {
  const { db } = kernel.database
  await run(
    db,
    sql`create table bench_leaf (region_id integer, index bigint, entry_id uuid, leaf_hash bytea, primary key (region_id, index))`,
  )
  let bodies: { id: string; body: string }[] = []
  let placed = 0
  const [, ours = [], bare = []] = await inTurn(
    ROUNDS,
    [
      async () => {
        bodies = entries(kernel.clock.now())
        await run(
          db,
          sql`with entry as (
            insert into log_entry (region_id, id, event, subject_kind, subject_id, actor_id, at, body)
            select ${REGION}, id, 'matters.reported', 'matter', id::text, ${systemActor(REGION).id}, ${kernel.clock.now()}, body
            from unnest(${bodies.map(each => each.id)}::uuid[], ${bodies.map(each => each.body)}::text[]) as t (id, body)
          )
          insert into log_pending (region_id, entry_id) select ${REGION}, unnest(${bodies.map(each => each.id)}::uuid[])`,
        )
      },
      async () => {
        const head = await sequence(kernel.database, REGION, kernel.clock, signer, BATCH)
        if (!head || head.size <= placed) throw new Error('nothing was placed')
        placed = head.size
      },
      async () => {
        const hashes = bodies.map(({ body }) => createHash('sha256').update(body).digest('hex'))
        await db.transaction().execute(tx =>
          run(
            tx,
            sql`insert into bench_leaf select ${REGION}::int, ${placed}::bigint + n, id, decode(hash, 'hex')
              from unnest(${bodies.map(each => each.id)}::uuid[], ${hashes}::text[]) with ordinality as t (id, hash, n)`,
          ),
        )
        await kernel.database.durable()
      },
    ],
    2,
  )
  const [taken, plain] = [percentile(ours, 50), percentile(bare, 50)]
  const rate = (milliseconds: number) => `${Math.round(BATCH / (milliseconds / 1000))} entries a second`
  atMost(
    LIMIT,
    taken / plain,
    `log sequenced, ${engine}, multiple of SHA-256 and bare inserts`,
    `${rate(taken)} against ${rate(plain)}`,
  )
})

/** As many entries as a batch holds, of the size a progress report's is. */
function entries(at: Date): { id: string; body: string }[] {
  return Array.from({ length: BATCH }, (_, n) => {
    const id = newId(at)
    const rows = ['matter', 'matter_part', 'matter_report', 'matter_act'].map(table => [
      `${table}:${id}:${n}`,
      createHash('sha256').update(`${table}${id}`).digest('hex'),
    ])
    const subject = { kind: 'matter', id }
    const facts = { refNo: null, percent: 40, lateWorkdays: 0, reportId: id }
    const actor = systemActor(REGION).id
    return {
      id,
      body: canonical({ v: 1, region: REGION, id, event: 'matters.reported', subject, actor, at, facts, rows }),
    }
  })
}
