import { accounts, newSecret } from '#kernel/accounts/auth.ts'
import { run, sql } from '#kernel/database/sql.ts'
import { httpServer } from '#kernel/http/server.ts'
import { passingSigner, verifierKey } from '#kernel/log/checkpoint.ts'
import type { Kernel } from '#kernel/run.ts'
import { rooms } from '#server/app/rooms.ts'
import { sessionOfAccount } from '../session.ts'
import type { Answer } from './dump.ts'

/** How many days back lists and records are asked as of, beside now. */
const DAYS_BACK = [0, 60, 400]
/** What may differ from version to version without anything being lost: what a person may do, and where a next page begins. */
const passing = new Set(['may', 'next'])

/**
 * What the program answers an account from every list of every room, now and as of earlier days, and from the first record of each. With
 * `asked`, only those questions are put again.
 */
export async function answersOf(
  kernel: Kernel,
  account: string,
  region: number,
  asked?: readonly Answer[],
): Promise<Answer[]> {
  const secret = newSecret()
  const auth = accounts(kernel.database.pool, {
    secret,
    baseUrl: 'http://city.test',
    secure: false,
    passwords: kernel.passwords,
  })
  const faults: unknown[] = []
  const app = await httpServer({
    kernel,
    auth,
    rooms,
    version: '0.0.0-test',
    onFault: error => faults.push(error),
    verifierKey: verifierKey(passingSigner()),
    demonstration: async () => [],
  })
  await app.ready()
  const { token, cookie } = await sessionOfAccount(kernel.database.db, secret, account)
  const ask = async (url: string): Promise<{ status: number; body: unknown }> => {
    const answer = await app.inject({ method: 'GET', url, headers: { cookie } })
    const json = String(answer.headers['content-type'] ?? '').includes('json')
    return { status: answer.statusCode, body: json ? kept(answer.json()) : undefined }
  }
  try {
    const answers: Answer[] = []
    const keep = async (url: string): Promise<unknown> => {
      const { status, body } = await ask(url)
      if (status >= 500) throw new Error(`${url} answers ${status}`, { cause: faults.at(-1) })
      if (status === 200 && body !== undefined) answers.push({ url, body })
      return status === 200 ? body : undefined
    }
    for (const each of asked ?? []) {
      const { status, body } = await ask(each.url)
      answers.push({ url: each.url, body: status === 200 ? body : { status } })
    }
    if (asked) return answers

    const gets = app.registered.filter(({ method }) => method === 'GET').map(({ url }) => url)
    for (const list of gets.filter(url => /^\/api\/:region\/[^:]+$/.test(url)))
      for (const days of DAYS_BACK) {
        const at = new Date(kernel.clock.now().getTime() - days * 86_400_000).toISOString()
        const asOf = days ? `asOf=${at}` : ''
        const path = list.replace(':region', String(region))
        const first = firstOf(await keep(`${path}?limit=20&${asOf}`))
        if (first !== undefined && gets.includes(`${list}/:id`)) await keep(`${path}/${first}?${asOf}`)
      }
    return answers
  } finally {
    await app.close()
    await run(kernel.database.db, sql`delete from "session" where "token" = ${token}`)
  }
}

function firstOf(body: unknown): string | undefined {
  if (!body || typeof body !== 'object' || !('rows' in body) || !Array.isArray(body.rows)) return undefined
  const [first]: unknown[] = body.rows
  return first && typeof first === 'object' && 'id' in first && typeof first.id === 'string' ? first.id : undefined
}

function kept(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(kept)
  if (!value || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (passing.has(key) ? [] : [[key, kept(each)] as const])),
  )
}
