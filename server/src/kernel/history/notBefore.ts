import type { Ctx } from '../context.ts'
import { dayOf } from '../time/day.ts'

/**
 * Moves a command on to the instant of a record it waited for: while it stood at the lock, another command that began later wrote the
 * record and committed. Were this one to write at its own, earlier instant, whoever asks as of then would see half of what the other did.
 * Where something was written already, the command is undone and tried again from the start, at a later instant.
 */
export function notBefore(ctx: Ctx, instant: Date): void {
  if (instant <= ctx.now) return
  if (ctx.written.any)
    throw Object.assign(new Error('a record was written after this command had begun to write'), { code: '40001' })
  ctx.now = instant
  ctx.today = dayOf(instant)
}

/** The same for records that were locked by a question, before any of them is written; gives them back. */
export function notBeforeAny<Row extends { recordedFrom: Date }>(ctx: Ctx, found: readonly Row[]): readonly Row[] {
  for (const { recordedFrom } of found) notBefore(ctx, recordedFrom)
  return found
}
