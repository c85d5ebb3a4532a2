import { queuePage } from '#contract/registryQueue.ts'
import { useGet } from '#ui/api.ts'

/** How many names wait as of the day shown (`1000+` where counting stopped); null while it is not known, or where none does. */
export function useNamesWaiting(): string | null {
  const { data } = useGet('/registry/queue', queuePage, { params: { limit: 1 } })
  if (!data || data.total === 0) return null
  return data.hasMoreThanTotal ? `${data.total}+` : String(data.total)
}
