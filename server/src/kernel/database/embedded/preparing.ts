import type pg from 'pg'

/** More texts than the product has; statements of as many rows as somebody pasted in must not fill the engine's memory. */
const MOST = 500

const isPlain = (text: string) => /^\s*(?:select|insert|update|delete|with)\b/i.test(text)

/**
 * A pool whose statements are prepared under a name the second time they come: the embedded engine then neither parses nor, after some
 * more, plans them again, which is a fifth to a third of what it does. Beyond `MOST` texts each is parsed anew, as it would be without.
 *
 * Only for the embedded engine: its sessions are ours alone, while a server may stand behind something that shares out its sessions. A
 * table whose columns change while statements over all of them are prepared makes those fail: migrations run before anything is asked
 * twice, and nothing else changes tables.
 */
export function preparing(pool: pg.Pool) {
  const seen = new Set<string>()
  const names = new Map<string, string>()
  const nameOf = (text: string): string | undefined => {
    const name = names.get(text)
    if (name !== undefined || names.size >= MOST || !isPlain(text)) return name
    if (!seen.has(text)) {
      // Texts that never come again must not be kept for ever either.
      if (seen.size >= MOST) seen.clear()
      seen.add(text)
      return undefined
    }
    seen.delete(text)
    names.set(text, `s${names.size}`)
    return names.get(text)
  }
  const known = new WeakMap<pg.PoolClient, pg.PoolClient>()
  const wrapped = (client: pg.PoolClient): pg.PoolClient => {
    // Stands before the client, and is not the client: whoever watches that one from outside goes on watching it.
    const before: pg.PoolClient = Object.create(client)
    return new Proxy(before, {
      get(_, key) {
        const value: unknown = Reflect.get(client, key)
        if (key !== 'query') return typeof value === 'function' ? value.bind(client) : value
        return (text: string, values: unknown[]) => {
          const name = values.length > 0 ? nameOf(text) : undefined
          return name === undefined ? client.query(text, values) : client.query({ name, text, values })
        }
      },
    })
  }
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect(): Promise<pg.PoolClient> {
      const client = await pool.connect()
      const ready = known.get(client) ?? wrapped(client)
      known.set(client, ready)
      return ready
    },
  }
}
