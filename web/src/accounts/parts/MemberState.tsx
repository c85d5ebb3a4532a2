import type { Member } from '#contract/accounts.ts'
import { formatInstant } from '#ui/days/days.ts'
import { useLanguage } from '#ui/language/language.ts'
import { useAccountWords } from '../words.ts'

/** Whether an account can be used, in words. */
export function MemberState({ member: { active, lockedUntil } }: { member: Member }) {
  const say = useAccountWords()
  const language = useLanguage()
  if (!active) return <span className="q">{say('inactive')}</span>
  if (lockedUntil !== null) return <b>{say('locked-until', { at: formatInstant(lockedUntil, language) })}</b>
  return <span>{say('active')}</span>
}
