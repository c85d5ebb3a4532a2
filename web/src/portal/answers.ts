import { type Again, sleep, waitAfter } from './retry.ts'

/** How far one answer is on its way to the server; `refused` is one the server did not take, so that an earlier one holds. */
export type Standing = 'saved' | 'saving' | 'waiting' | 'busy' | 'refused'
export type Saved = { position: number; choice: number | null; savedAt: string }
type Known = { choice: number | null; savedAt: string | null }

type Options = {
  save(position: number, choice: number | null): Promise<Saved>
  /** Whether it is worth sending again, and after how long; null where the server's word is the last. */
  againAfter(error: unknown): Again | null
  changed(): void
  failed(error: unknown): void
  pause?(milliseconds: number): Promise<void>
}

/**
 * Brings choices to the server, one after another for each question and the newest last: what is chosen while an earlier choice is on its
 * way is sent after it, and nothing in between. Without a connection it tries until there is one again. What the server holds counts,
 * whichever tab it came from, except where a choice of this one is still on its way.
 */
export function answerKeeper({ save, againAfter, changed, failed, pause = sleep }: Options) {
  const held = new Map<number, Known>()
  const wanted = new Map<number, number | null>()
  const standings = new Map<number, Standing>()
  const running = new Map<number, Promise<void>>()
  let isOver = false

  function stand(position: number, standing: Standing): void {
    standings.set(position, standing)
    changed()
  }

  async function bring(position: number): Promise<void> {
    for (let tries = 0; wanted.has(position) && !isOver; ) {
      const choice = wanted.get(position) ?? null
      try {
        hold(await save(position, choice))
        tries = 0
        if (wanted.get(position) === choice) wanted.delete(position)
      } catch (error) {
        const again = againAfter(error)
        if (!again) {
          wanted.delete(position)
          running.delete(position)
          stand(position, 'refused')
          failed(error)
          return
        }
        stand(position, again.because === 'busy' ? 'busy' : 'waiting')
        await pause(Math.max(again.afterMs, waitAfter(tries++)))
      }
    }
    // In one go with leaving the loop: a choice made from here on begins anew.
    running.delete(position)
    if (!isOver) stand(position, 'saved')
  }

  /** Keeps what the server said, unless something later is known: an answer to an earlier question may come late. */
  function hold({ position, choice, savedAt }: { position: number } & Known): void {
    const before = held.get(position)?.savedAt
    if (before && (savedAt === null || Date.parse(savedAt) < Date.parse(before))) return
    held.set(position, { choice, savedAt })
  }

  return {
    /** What the server holds of the whole paper, as it said last. */
    take(answers: ReadonlyArray<{ position: number } & Known>): void {
      answers.forEach(hold)
      changed()
    },
    choose(position: number, choice: number | null): void {
      wanted.set(position, choice)
      stand(position, 'saving')
      if (!running.has(position)) running.set(position, bring(position))
    },
    /** The choice that counts now: the one on its way, or the server's. */
    choice: (position: number) => (wanted.has(position) ? wanted.get(position) : held.get(position)?.choice) ?? null,
    /** Undefined where nothing was answered yet. */
    standing: (position: number): Standing | undefined =>
      standings.get(position) ?? (held.get(position)?.savedAt ? 'saved' : undefined),
    savedAt: (position: number) => held.get(position)?.savedAt ?? undefined,
    /** Resolves when nothing is on its way any more. */
    async settled(): Promise<void> {
      while (running.size > 0) await Promise.all(running.values())
    },
    /** The time is over: nothing is sent any more. */
    end(): void {
      isOver = true
    },
  }
}
