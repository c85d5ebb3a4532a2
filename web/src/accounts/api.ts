import { accountChoices, type Member, member } from '#contract/accounts.ts'
import { useGet } from '#ui/api.ts'
import { type Language, useLanguage } from '#ui/language/language.ts'

/** Units to choose from, and what the reader may do. */
export const useChoices = () => useGet('/accounts/choices', accountChoices)
export const useMember = (id: string) => useGet(`/accounts/${id}`, member)

/** A unit's name in the language in use; the Chinese one where there is no other. */
export function unitName(unit: { unit: string | null; unitEn: string | null }, language: Language): string | null {
  return (language === 'en' ? unit.unitEn : null) ?? unit.unit
}

/** The units as options of a select. */
export function useUnitOptions(): Array<{ value: string; label: string }> {
  const language = useLanguage()
  const { data } = useChoices()
  return (data?.units ?? []).map(({ id, nameZh, nameEn, shortZh }) => ({
    value: id,
    label: language === 'en' ? (nameEn ?? nameZh) : (shortZh ?? nameZh),
  }))
}

export type { Member }
