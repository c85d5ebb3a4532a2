import { memberNamed, systemActor } from '../accounts/members.ts'
import type { Shown } from '../accounts/signIn.ts'
import type { Actor } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { command } from '../run.ts'
import type { ServerParts } from './parts.ts'

/** What is written down of a sign-in that was refused. One that met a lock is not: the failures before it are, and they are few. */
const noted = ['session.wrong', 'session.code-wrong', 'session.first-password-expired']

/** Writes who came in, with what they showed. */
export function noteSignedIn({ kernel }: ServerParts, actor: Actor, shown: Shown): Promise<unknown> {
  return command(kernel, actor, actor.regionId, ctx =>
    ctx.record('kernel.signed-in', { kind: 'member', id: actor.id }, { shown }),
  )
}

export function noteSignedOut({ kernel }: ServerParts, actor: Actor): Promise<unknown> {
  return command(kernel, actor, actor.regionId, ctx =>
    ctx.record('kernel.signed-out', { kind: 'member', id: actor.id }),
  )
}

/**
 * Writes that somebody was not let in under a name that exists. It is the program's own entry: nobody has shown who they are. Whoever
 * asks is answered before it is written, because only names that exist have one, and that takes time.
 */
export async function noteRefused({ kernel }: ServerParts, username: string, error: unknown): Promise<void> {
  if (!(error instanceof Refusal) || !noted.includes(error.code)) return
  const member = await memberNamed(kernel.database.db, username)
  if (!member) return
  await command(kernel, systemActor(member.regionId), member.regionId, ctx =>
    ctx.record('kernel.sign-in-refused', { kind: 'member', id: member.id }, { why: error.code }),
  )
}
