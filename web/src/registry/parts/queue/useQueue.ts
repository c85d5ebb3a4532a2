import { useEffect, useState } from 'react'
import { type QueueItem, type QueueRow, queueItem, queuePage } from '#contract/registryQueue.ts'
import { useGet } from '#ui/api.ts'
import { useUrlState } from '#ui/urlState.ts'
import { pathOfName, type Said, useAnswering } from './useAnswering.ts'

const AT_ONCE = 50
const pathOf = (row: QueueRow | undefined) => (row ? pathOfName(row.kind, row.id) : null)

/** Told apart from one candidate, a name may be another still. */
const isDecided = ({ candidates }: QueueItem, { answer, otherId }: Said) =>
  answer !== 'different' || !candidates.some(({ id, asked }) => asked && id !== otherId)

/** What was done last, to be told: an answer, or one taken back. */
export type Told = { item: QueueItem; said: Said } | { undone: string | null }

/** The queue in hand: which name is looked at, which come before and after, and what is done with it. */
export function useQueue() {
  const [{ kind, source }, setUrl] = useUrlState()
  const [cursors, setCursors] = useState<readonly string[]>([])
  const [here, setHere] = useState<string | null>(null)
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const [skipped, setSkipped] = useState<readonly string[]>([])
  const [told, setTold] = useState<Told | null>(null)
  const list = useGet('/registry/queue', queuePage, {
    params: { kind, source, cursor: cursors.at(-1), limit: AT_ONCE, withSources: true },
  })

  const rows = (list.data?.rows ?? []).filter(({ id }) => !gone.has(id))
  const order = [
    ...rows.filter(({ id }) => !skipped.includes(id)),
    ...skipped.flatMap(id => rows.find(row => row.id === id) ?? []),
  ]
  const at = Math.max(
    0,
    order.findIndex(({ id }) => id === here),
  )
  const current = order[at]
  const item = useGet(pathOf(current), queueItem)
  // The next name is fetched while this one is looked at.
  useGet(pathOf(order[at + 1]), queueItem)

  const turnTo = (next: readonly string[]) => {
    setCursors(next)
    setHere(null)
  }
  const goOn = () => {
    if (order[at + 1]) setHere(order[at + 1]?.id ?? null)
    else if (list.data?.next) turnTo([...cursors, list.data.next])
    else if (at > 0) setHere(order[0]?.id ?? null)
  }
  const goBack = () => {
    if (at > 0) setHere(order[at - 1]?.id ?? null)
    else if (cursors.length > 0) turnTo(cursors.slice(0, -1))
  }
  const without = (id: string) => setGone(before => new Set([...before].filter(each => each !== id)))
  const answering = useAnswering({
    onSaid: (answeredItem, said) => {
      setTold({ item: answeredItem, said })
      goOn()
      if (said.answer === 'unsure')
        setSkipped(before => [...before.filter(id => id !== answeredItem.id), answeredItem.id])
      else if (isDecided(answeredItem, said)) setGone(before => new Set([...before, answeredItem.id]))
      else setHere(answeredItem.id)
    },
    // From here on the list itself tells whether the name still waits.
    onSettled: without,
    onFailed: ({ id }) => {
      setTold(null)
      without(id)
      setHere(id)
    },
    onUndone: record => {
      setTold({ undone: record?.name ?? null })
      if (!record) return
      without(record.id)
      setSkipped(before => before.filter(each => each !== record.id))
      setHere(record.id)
    },
  })

  // Behind the last name of the last page the queue begins anew: what was passed over waits there.
  const isBehind = list.data !== undefined && order.length === 0 && cursors.length > 0
  useEffect(() => {
    if (isBehind) setCursors([])
  }, [isBehind])

  return {
    list,
    item,
    current,
    told,
    answering,
    filters: { kind, source },
    isNarrowed: kind !== undefined || source !== undefined,
    setFilter: (patch: { kind?: string | undefined; source?: string | undefined }) => {
      setUrl(patch)
      turnTo([])
      setSkipped([])
    },
    hasNext: order.length > 1 || Boolean(list.data?.next),
    goOn,
    goBack,
    skip: () => {
      if (!current) return
      goOn()
      setSkipped(before => [...before.filter(id => id !== current.id), current.id])
    },
  }
}
export type Queue = ReturnType<typeof useQueue>
