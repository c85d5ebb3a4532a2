import { refuse } from '#kernel/refusal.ts'

/** Finished work stays this long a list, so that a repeated request finds it; unfinished work beyond this many is refused. */
const KEPT = 4
const MOST_AT_ONCE = 8

type Work = { answer: Promise<unknown>; done: boolean }
const lying = new Map<string, Work>()

/**
 * Waits for work that must not keep a transaction open. What is done within the patience is given at once. Otherwise the caller is
 * refused `intake.reading-unavailable` {name} and its transaction ends, while the work goes on; asked again with the same key, it
 * finds the work where it lies. So a page that takes seconds to read holds up nobody, and nothing is stored before it is read.
 * Refuses `intake.reading-too-many` {most} when as many pages are already being read.
 */
export async function patiently<Answer>(
  key: string,
  name: string,
  patienceMs: number,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const found = lying.get(key) ?? start(key, work)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>(resolve => {
    timer = setTimeout(resolve, patienceMs, 'late')
  })
  const first = await Promise.race([found.answer.then(() => 'ready' as const), late]).finally(() => clearTimeout(timer))
  if (first === 'late') throw refuse('intake.reading-unavailable', { name })
  // The key names the work and its input, so what lies under it is what this work gives.
  return (await found.answer) as Answer
}

function start(key: string, work: () => Promise<unknown>): Work {
  const unfinished = [...lying.values()].filter(each => !each.done).length
  if (unfinished >= MOST_AT_ONCE) throw refuse('intake.reading-too-many', { most: MOST_AT_ONCE })
  const begun: Work = { answer: work(), done: false }
  begun.answer.then(
    () => {
      begun.done = true
      forgetOld()
    },
    () => {
      // Whoever waits hears of it; when nobody does, the next who asks starts afresh.
      lying.delete(key)
    },
  )
  lying.set(key, begun)
  return begun
}

function forgetOld(): void {
  const done = [...lying].filter(([, each]) => each.done)
  for (const [key] of done.slice(0, Math.max(0, done.length - KEPT))) lying.delete(key)
}
