import { queuePage } from '#contract/registryQueue.ts'
import { useGet } from '#ui/api.ts'

type Counted = { total: number; hasMoreThanTotal: boolean }

/**
 * How many names wait as of the day shown (`1000+` where counting stopped); null while it is not known, or where none does. `known` is what
 * a page has counted already.
 */
export function useNamesWaiting(known?: Counted): string | null {
  const asked = useGet('/registry/queue', queuePage, { params: { limit: 1 }, enabled: known === undefined })
  const data = known ?? asked.data
  if (!data || data.total === 0) return null
  return data.hasMoreThanTotal ? `${data.total}+` : String(data.total)
}
