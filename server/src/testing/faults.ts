import type { PoolClient } from 'pg'
import type { Database } from '#kernel/database/open.ts'

/** When a statement's connection breaks: before it is sent, or after the database has done it and before its answer is here. */
export type When = 'before' | 'after'

export type Faults = {
  /** Breaks the connection at the statement of this number, counted from 1 from now on. */
  breakAt(statement: number, when: When): void
  /** Breaks nothing any more; gives the statements sent since, and the one at which the connection broke. */
  heal(): { sent: string[]; broken: string | undefined }
}

/**
 * Makes the connections of a database break at a chosen statement. On a PostgreSQL server the socket is destroyed, so that the server
 * and the driver find out as they do in an office. The embedded engine has no socket: the statement fails with the error of one, and
 * its one session lives on, so what the program then rolls back is rolled back by it.
 */
export function faultsOn(database: Database): Faults {
  let sent: string[] = []
  let plan: { statement: number; when: When } | undefined
  let broken: string | undefined
  const known = new WeakSet<PoolClient>()

  const severed = async (client: PoolClient): Promise<Error> => {
    if (database.engine === 'postgresql') {
      // The driver keeps its socket to itself; there is no other way to lose it as a network would.
      const { connection } = client as unknown as { connection: { stream: { destroy(): void } } }
      const gone = new Promise(resolve => client.once('end', resolve))
      connection.stream.destroy()
      await gone
    }
    return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  }

  database.pool.on('acquire', client => {
    if (known.has(client)) return
    known.add(client)
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>
    const counted = async (...args: unknown[]): Promise<unknown> => {
      const text = String(args[0])
      sent.push(text)
      const isHere = plan !== undefined && sent.length === plan.statement
      if (!isHere) return query(...args)
      broken = text
      if (plan?.when === 'after') await query(...args)
      throw await severed(client)
    }
    Object.defineProperty(client, 'query', {
      // Whoever asks with a callback is the pool itself, which nothing here uses.
      value: (...args: unknown[]) => (typeof args.at(-1) === 'function' ? query(...args) : counted(...args)),
    })
  })

  return {
    breakAt(statement, when) {
      sent = []
      broken = undefined
      plan = { statement, when }
    },
    heal() {
      plan = undefined
      return { sent, broken }
    },
  }
}
