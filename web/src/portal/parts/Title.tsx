import { useEffect } from 'preact/hooks'
import { usePortal } from '../Context.ts'

/** Names the page in the tab, in the history and to a reader: what it is, then whose. */
export function Title({ of }: { of: string }) {
  const { say } = usePortal()
  const title = `${of} · ${say('portal')}`
  useEffect(() => {
    document.title = title
  }, [title])
  return null
}
