import type { Ctx } from '#kernel/context.ts'
import { rows, run, sql } from '#kernel/database/sql.ts'

export type Session = {
  id: string
  createdAt: Date
  updatedAt: Date
  ipAddress: string | null
  userAgent: string | null
}

/** Where an account is signed in, the newest first. Times are the machine's, not the city's. */
export function sessionsOf(ctx: Ctx, accountId: string, hours: number): Promise<Session[]> {
  return rows(
    ctx.tx,
    sql<Session>`select "id", "createdAt" created_at, "updatedAt" updated_at, "ipAddress" ip_address, "userAgent" user_agent
      from "session" where "userId" = ${accountId} and "expiresAt" > now() and "createdAt" > now() - make_interval(hours => ${hours})
      order by "createdAt" desc, "id"`,
  )
}

/** Ends one session of an account; false where the account has no such session. */
export async function endOne(ctx: Ctx, accountId: string, sessionId: string): Promise<boolean> {
  return (await run(ctx.tx, sql`delete from "session" where "userId" = ${accountId} and "id" = ${sessionId}`)) > 0
}
