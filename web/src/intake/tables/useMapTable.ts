import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { TableMapping, TableView } from '#contract/intake/tables.ts'
import { asProblem, newIdempotencyKey, type Problem, RefusalError, useApi } from '#ui/api.ts'
import { datedPage } from '../api.ts'

const PAUSE_MS = 800

/** Says what the columns of a table mean. A long table takes a while to read and is asked for until it is read. */
export function useMapTable({ id, version }: TableView) {
  const api = useApi()
  const client = useQueryClient()
  const [isRunning, setRunning] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  const send = async (mapping: TableMapping) => {
    const idempotencyKey = newIdempotencyKey()
    for (;;) {
      try {
        const options = { idempotencyKey, method: 'PUT' as const }
        return await api.send(`/intake/tables/${id}/mapping`, { version, mapping }, datedPage, options)
      } catch (error) {
        if (!(error instanceof RefusalError) || error.code !== 'intake.reading-unavailable') throw error
        await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
      }
    }
  }
  const run = async (mapping: TableMapping) => {
    setRunning(true)
    setProblem(null)
    try {
      const done = await send(mapping)
      await client.invalidateQueries({ queryKey: ['api'] })
      return done
    } catch (error) {
      setProblem(asProblem(error))
      return undefined
    } finally {
      setRunning(false)
    }
  }
  return { run, isRunning, problem }
}
