import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { asProblem, newIdempotencyKey, type Problem, RefusalError, useApi } from '#ui/api.ts'
import { base64Of } from '#ui/useDropFiles.tsx'
import { LARGEST_FILE, type PageRow, pageRow } from '../api.ts'

/** A page on its way in, as the list above the pages shows it. */
export type Bringing = {
  key: string
  name: string
  standing: 'waiting' | 'reading' | 'read' | 'refused'
  /** Since when it is being read, on the page's own clock, in milliseconds. */
  since: number
  page: PageRow | null
  problem: Problem | null
}
export type Told = { publication?: string; page?: string; issueDate?: string | null }
type Content = ({ file: File } | { text: string; name: string; told: Told }) & { internal: boolean }

const PAUSE = 800

/**
 * Brings pages in, one after another. A long page is asked for again until the server has read it; a refusal stays in its own line and
 * stops no other page.
 */
export function useBringing() {
  const api = useApi()
  const client = useQueryClient()
  const [lines, setLines] = useState<readonly Bringing[]>([])
  const [isInternal, setInternal] = useState(false)
  const contents = useRef(new Map<string, Content>())
  const queue = useRef(Promise.resolve())

  const put = (key: string, patch: Partial<Bringing>) =>
    setLines(before => before.map(line => (line.key === key ? { ...line, ...patch } : line)))

  const send = async (key: string) => {
    const content = contents.current.get(key)
    if (!content) return
    put(key, { standing: 'reading', since: performance.now(), problem: null })
    try {
      const { internal } = content
      const body =
        'file' in content
          ? { ...(await bodyOfFile(content.file)), internal }
          : { name: content.name, text: content.text, ...content.told, internal }
      const page = await untilRead(() => api.send('/intake/pages', body, pageRow, { idempotencyKey: key }))
      put(key, { standing: 'read', page })
      contents.current.delete(key)
      await client.invalidateQueries({ queryKey: ['api'] })
    } catch (error) {
      put(key, { standing: 'refused', problem: asProblem(error) })
    }
  }
  const add = (content: Content) => {
    const key = newIdempotencyKey()
    const name = 'file' in content ? content.file.name : content.name
    contents.current.set(key, content)
    setLines(before => [{ key, name, standing: 'waiting', since: 0, page: null, problem: null }, ...before])
    queue.current = queue.current.then(() => send(key))
  }
  return {
    lines,
    bringFiles: (files: readonly File[]) => {
      for (const file of files) add({ file, internal: isInternal })
    },
    bringText: (text: string, name: string, told: Told) => add({ text, name, told, internal: isInternal }),
    /** Whether what is brought from now on is internal: it must be said before, as an open page goes to the model once it is read. */
    isInternal,
    setInternal,
    again: (key: string) => {
      put(key, { standing: 'waiting' })
      queue.current = queue.current.then(() => send(key))
    },
    drop: (key: string) => {
      contents.current.delete(key)
      setLines(before => before.filter(line => line.key !== key))
    },
    /** The page behind a line has changed, as when its issue date was set. */
    renew: (key: string, page: PageRow) => put(key, { page }),
  }
}

async function bodyOfFile(file: File) {
  if (file.size > LARGEST_FILE)
    throw new RefusalError(413, { code: 'intake.file-too-large', params: { name: file.name }, field: null, fields: [] })
  return { name: file.name, base64: await base64Of(file) }
}

async function untilRead(send: () => Promise<PageRow>): Promise<PageRow> {
  for (;;) {
    try {
      return await send()
    } catch (error) {
      const busy =
        error instanceof RefusalError && ['intake.reading-unavailable', 'intake.reading-too-many'].includes(error.code)
      if (!busy) throw error
      await new Promise(resolve => setTimeout(resolve, PAUSE))
    }
  }
}
