import type { Ctx } from '#kernel/context.ts'
import { mayOn } from '#kernel/policy.ts'
import { lifecycle } from '../mechanisms.ts'
import { policy } from '../policy.ts'
import { verbsFrom } from '../rules/lifecycle.ts'
import type { LineRow } from '../store/lists.ts'

const moves = new Set(lifecycle().transitions.map(move => move.verb))
const going = ['assigned', 'signed', 'in_progress', 'returned']
/** Verbs that move no state, and the states in which they make sense; what is not named here is always possible. */
const sensibleIn: Readonly<Record<string, readonly string[]>> = {
  'ask-extension': going,
  'decide-extension': going,
  'ask-override': [...going, 'registered', 'decomposed', 'declined', 'submitted', 'reviewing', 'long_term'],
  'decide-override': [...going, 'registered', 'decomposed', 'declined', 'submitted', 'reviewing', 'long_term'],
  remind: [...going, 'declined', 'long_term'],
  confirm: going,
  'withdraw-report': [...going, 'submitted', 'reviewing', 'long_term'],
}
// Units other than the lead sign and report after the lead has moved the matter on.
const wider: Readonly<Record<string, readonly string[]>> = { sign: going, report: ['assigned', ...going, 'long_term'] }

/** The verbs the actor may do on the matter as it stands: what the policy allows and its state admits. In the past only reading. */
export function mayNow(ctx: Ctx, row: LineRow): string[] {
  const fromHere = new Set(verbsFrom(lifecycle(), row.state))
  return mayOn(ctx, policy, row).filter(full => {
    const verb = full.slice('matters.'.length)
    const states = wider[verb] ?? sensibleIn[verb]
    if (states) return states.includes(row.state)
    return !moves.has(verb) || fromHere.has(verb)
  })
}
