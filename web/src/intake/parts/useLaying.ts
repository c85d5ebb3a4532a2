import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { asProblem, newIdempotencyKey, type Problem, RefusalError, useApi } from '#ui/api.ts'
import { datedPage } from '../api.ts'
import type { Laying } from './LayForm.tsx'

const PAUSE_MS = 800

/**
 * Laying a page otherwise, and taking the last of it back; `past` is what is answered while a past day is shown. A long page takes a while
 * to read again and is asked for until it is.
 */
export function useLaying(pageId: string, version: number, past: Problem | null) {
  const api = useApi()
  const client = useQueryClient()
  const [isRunning, setRunning] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  // Several in a row go on from the version the last one left, whatever the page shown still says.
  const last = useRef(0)

  const send = async (path: string, told: object) => {
    const idempotencyKey = newIdempotencyKey()
    const body = { version: Math.max(version, last.current), ...told }
    for (;;) {
      try {
        return await api.send(`/intake/pages/${pageId}/layings${path}`, body, datedPage, { idempotencyKey })
      } catch (error) {
        if (!(error instanceof RefusalError) || error.code !== 'intake.reading-unavailable') throw error
        await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
      }
    }
  }
  const run = async (path: string, told: object) => {
    setProblem(past)
    if (past) return undefined
    setRunning(true)
    try {
      const done = await send(path, told)
      last.current = done.page.version
      await client.invalidateQueries({ queryKey: ['api'] })
      return done
    } catch (error) {
      setProblem(asProblem(error))
      return undefined
    } finally {
      setRunning(false)
    }
  }
  return {
    lay: (laying: Laying) => run('', laying),
    undo: () => run('/undoing', {}),
    isRunning,
    problem,
    forget: () => setProblem(null),
  }
}
