import type { Role } from '#contract/kernel.ts'
import { useLanguage } from '#ui/language/language.ts'
import { useRoleWords } from '#ui/roles.ts'

/** Several roles in one line. */
export function useRoleList(): (roles: readonly Role[]) => string {
  const word = useRoleWords()
  const language = useLanguage()
  return roles => roles.map(role => word(role)).join(language === 'zh' ? '、' : ', ')
}
