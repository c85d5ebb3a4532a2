import type pg from 'pg'

/** A transaction as it was sent: its statements in order, with their parameters, from its begin to its commit. */
type Sent = ReadonlyArray<{ text: string; values: unknown[] }>

const isBegin = /^\s*(begin|start transaction)/i
const isEnd = /^\s*(commit|rollback)/i

/** Notes every transaction that goes through the pool from now on; `take` gives those since the last time, in the order of their commits. */
export function recordTransactions(pool: pg.Pool): { take(): Sent[] } {
  let done: Sent[] = []
  const known = new WeakSet<pg.PoolClient>()
  pool.on('acquire', client => {
    if (known.has(client)) return
    known.add(client)
    let open: Array<{ text: string; values: unknown[] }> | undefined
    const send = client.query.bind(client)
    const noted = (text: unknown, values?: unknown, ...rest: unknown[]) => {
      if (typeof text === 'string') {
        if (isBegin.test(text)) open = []
        open?.push({ text, values: Array.isArray(values) ? values : [] })
        if (open && isEnd.test(text)) {
          if (!/rollback/i.test(text)) done.push(open)
          open = undefined
        }
      }
      return Reflect.apply(send, client, [text, values, ...rest])
    }
    Object.assign(client, { query: noted })
  })
  return {
    take() {
      const taken = done
      done = []
      return taken
    },
  }
}

/** Sends a recorded transaction bare: the same statements over the same driver, one after the other. */
export async function replay(pool: pg.Pool, sent: Sent): Promise<void> {
  const client = await pool.connect()
  try {
    for (const { text, values } of sent) await client.query(text, values)
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** Does the works with so many at a time, and gives the milliseconds of each and of all. */
export async function concurrently(
  workers: number,
  works: ReadonlyArray<() => Promise<unknown>>,
): Promise<{ each: number[]; all: number }> {
  const each: number[] = []
  const queue = works.values()
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const work of queue) {
        const from = performance.now()
        await work()
        each.push(performance.now() - from)
      }
    }),
  )
  return { each, all: performance.now() - begun }
}
