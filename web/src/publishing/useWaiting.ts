import { waiting } from '#contract/publishing.ts'
import { useGet } from '#ui/api.ts'

/** How much waits for the reader in a room (`today` is all of it), for the rail; null while it is not known. Always as of now. */
export function useWaiting(room: string): number | null {
  const { data } = useGet('/publishing/waiting', waiting, { asOf: null, staleTime: 30_000 })
  return data ? (data[room] ?? 0) : null
}
