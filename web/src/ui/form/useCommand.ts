import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { z } from 'zod'
import { asProblem, mayBeDone, newIdempotencyKey, type Problem, RefusalError, useApi } from '../api.ts'
import { useAsOf } from '../asOf/useAsOf.ts'
import { dayOfInstant, formatDay } from '../days/days.ts'
import { useLanguage } from '../language/language.ts'

type Spec<S extends z.ZodType> = {
  /** The path under the region: `/matters/{id}/close`. */
  path: string
  method?: 'POST' | 'PUT' | 'DELETE'
  /** What the answer must be; left out when nothing is read from it. */
  gives?: S
  onDone?: (result: z.output<S>) => void
}

export type Command<S extends z.ZodType> = {
  /** Sends the command; gives its result, or undefined when it was refused or failed (then `problem` says why). */
  run(body?: unknown, path?: string): Promise<z.output<S> | undefined>
  isRunning: boolean
  problem: Problem | null
  /** Takes the problem off the page, when what was refused has been changed. */
  forget(): void
}

/**
 * A change to be asked of the server. Each submission has one effect however often it is sent: sending the same again after the way was
 * cut uses the same key. What was typed stays; refusals and faults come back as `problem`. While a past day is shown nothing is sent.
 */
export function useCommand<S extends z.ZodType = z.ZodUnknown>({
  path,
  method = 'POST',
  gives,
  onDone,
}: Spec<S>): Command<S> {
  const api = useApi()
  const client = useQueryClient()
  const language = useLanguage()
  const { instant } = useAsOf()
  const [isRunning, setRunning] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const running = useRef(false)
  const unanswered = useRef<{ content: string; key: string } | null>(null)

  const run = async (body?: unknown, to = path): Promise<z.output<S> | undefined> => {
    // A second press while the first is on its way is the same press.
    if (running.current) return undefined
    if (instant !== undefined) {
      setProblem(writingInThePast(formatDay(dayOfInstant(instant), language)))
      return undefined
    }
    const content = JSON.stringify([method, to, body])
    const key = unanswered.current?.content === content ? unanswered.current.key : newIdempotencyKey()
    unanswered.current = null
    running.current = true
    setRunning(true)
    setProblem(null)
    try {
      const schema: z.ZodType = gives ?? z.unknown()
      const result = await api.send(to, body, schema, { method, idempotencyKey: key })
      // Whatever is on the page may rest on what has just changed.
      await client.invalidateQueries({ queryKey: ['api'] })
      // `schema` is `gives` where it was given, and unknown where nothing is read.
      onDone?.(result as z.output<S>)
      return result as z.output<S>
    } catch (error) {
      const found = asProblem(error)
      if (mayBeDone(found)) unanswered.current = { content, key }
      setProblem(found)
      return undefined
    } finally {
      running.current = false
      setRunning(false)
    }
  }
  const forget = useCallback(() => setProblem(null), [])
  return { run, isRunning, problem, forget }
}

/** What is answered to whoever writes while a past day is shown; `day` as it is printed. */
export function writingInThePast(day: string): RefusalError {
  return new RefusalError(422, { code: 'ui.past', params: { day }, field: null, fields: [] })
}
