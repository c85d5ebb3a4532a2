import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { LinkKind } from '#contract/registry.ts'
import { answered, type NameAnswer, type QueueItem, queuePage } from '#contract/registryQueue.ts'
import { asProblem, mayBeDone, newIdempotencyKey, type Problem, useApi } from '#ui/api.ts'

/** Where a name that waits is read, with whom it may be. */
export const pathOfName = (kind: LinkKind, id: string) => `/registry/queue/${kind}/${id}`

export type Said = { answer: NameAnswer; otherId?: string; reason?: string }
/** An answer that did not go through, and how to send it once more where it may have been lost on the way. */
export type Failed = { name: string; problem: Problem; again: (() => void) | undefined }

/** Where an answer stands: what it was is told, what failed comes back. */
type Hears = {
  onSaid: (item: QueueItem, said: Said) => void
  onFailed: (item: QueueItem) => void
  onSettled: (id: string) => void
  /** The name whose answer was taken back, or null where there was none. */
  onUndone: (record: { id: string; name: string } | null) => void
}

/**
 * Sends answers one after the other while the next name is looked at already. An answer that is refused brings its name back with what
 * stands now; one that was lost on the way is sent again under its own key.
 */
export function useAnswering({ onSaid, onFailed, onSettled, onUndone }: Hears) {
  const api = useApi()
  const client = useQueryClient()
  const line = useRef<Promise<void>>(Promise.resolve())
  const [failed, setFailed] = useState<Failed | null>(null)
  const [busy, setBusy] = useState<readonly string[]>([])

  const inLine = (work: () => Promise<void>) => {
    line.current = line.current.then(work)
  }
  const itemKey = (kind: LinkKind, id: string) => ['api', api.region, pathOfName(kind, id)]
  const readAgain = () => client.invalidateQueries({ queryKey: ['api', api.region] })

  const send = (item: QueueItem, said: Said, key: string) =>
    inLine(async () => {
      try {
        await api.send(`${pathOfName(item.kind, item.id)}/answer`, { ...said, seen: item.seen }, answered, {
          idempotencyKey: key,
        })
      } catch (error) {
        const problem = asProblem(error)
        onFailed(item)
        setFailed({
          name: item.name,
          problem,
          again: mayBeDone(problem) ? () => answerWith(item, said, key) : undefined,
        })
      }
      // What stands now has been read: the name may be answered anew where it still waits.
      void readAgain().then(() => {
        setBusy(before => before.filter(id => id !== item.id))
        onSettled(item.id)
      })
    })

  const answerWith = (item: QueueItem, said: Said, key: string) => {
    setFailed(null)
    setBusy(before => [...before, item.id])
    onSaid(item, said)
    send(item, said, key)
  }

  return {
    failed,
    /** Whether an answer about the name is on its way, so that another would rest on what is no more. */
    isBusy: (id: string) => busy.includes(id),
    answer: (item: QueueItem, said: Said) => answerWith(item, said, newIdempotencyKey()),
    /** Takes the reader's last answer that stands back, once all that was said before is on record. */
    undo: () => {
      setFailed(null)
      inLine(async () => {
        let name = ''
        try {
          const { last } = await api.get('/registry/queue', queuePage, { params: { limit: 1 } })
          name = last?.record.name ?? ''
          if (last)
            await api.send(`/registry/answers/${last.id}/undo`, { version: last.version }, answered, {
              idempotencyKey: newIdempotencyKey(),
            })
          await readAgain()
          // Kept since before the answer, it would be shown and answered as it was then.
          if (last) client.removeQueries({ queryKey: itemKey(last.kind, last.record.id), type: 'inactive' })
          onUndone(last?.record ?? null)
        } catch (error) {
          setFailed({ name, problem: asProblem(error), again: undefined })
          void readAgain()
        }
      })
    },
  }
}
