import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type QuizLive, quizLive } from '#contract/participation/quiz.ts'
import { useApi, useGet } from '#ui/api.ts'

const POLL = 10_000
/** After so many failures in a row the stream is given up for asking again and again. */
const PATIENCE = 3

/**
 * What goes on in a quiz now: told by the server every few seconds while the stream holds, asked every ten where it does not. The browser
 * itself comes again when a stream ends.
 */
export function useLive(id: string): { live: QuizLive | undefined; isStreamed: boolean } {
  const api = useApi()
  const client = useQueryClient()
  const [live, setLive] = useState<QuizLive>()
  const [isStreamed, setStreamed] = useState(true)
  const path = `/participation/quizzes/${id}/live`
  const polled = useGet(path, quizLive, { asOf: null, enabled: !isStreamed })
  const { refetch } = polled

  useEffect(() => {
    const source = new EventSource(api.href(`${path}/stream`, { for: 600 }))
    let failures = 0
    source.onmessage = ({ data }) => {
      const told = quizLive.safeParse(JSON.parse(data))
      if (!told.success) return
      failures = 0
      setStreamed(true)
      setLive(told.data)
    }
    source.onerror = () => {
      failures += 1
      if (failures < PATIENCE && source.readyState !== EventSource.CLOSED) return
      source.close()
      setStreamed(false)
    }
    // The session is over, or rights were taken: the ordinary way says which, as for any other page.
    source.addEventListener('ended', () => {
      source.close()
      setStreamed(false)
      void client.invalidateQueries({ queryKey: ['api'] })
    })
    return () => source.close()
  }, [api, client, path])

  useEffect(() => {
    if (isStreamed) return
    const timer = setInterval(() => void refetch(), POLL)
    return () => clearInterval(timer)
  }, [isStreamed, refetch])

  return { live: isStreamed ? live : (polled.data ?? live), isStreamed }
}
