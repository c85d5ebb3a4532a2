/** How far one answer is on its way to the server. */
export type Standing = 'saved' | 'saving' | 'waiting'
export type Saved = { position: number; choice: number | null; savedAt: string }

type Options = {
  save(position: number, choice: number | null): Promise<Saved>
  /** Whether it is worth sending again: there was no answer. Everything else is the server's word. */
  isTransient(error: unknown): boolean
  changed(): void
  failed(error: unknown): void
  pause?(milliseconds: number): Promise<void>
}

const sleep = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds))
/** From half a second to five, then every five. */
const waits = [500, 1000, 2000, 3000, 5000]

/**
 * Brings choices to the server, one after another for each question and the newest last: what is chosen while an earlier choice is on its
 * way is sent after it, and nothing in between. Without a connection it tries until there is one again.
 */
export function answerKeeper({ save, isTransient, changed, failed, pause = sleep }: Options) {
  const wanted = new Map<number, number | null>()
  const standings = new Map<number, Standing>()
  const savedAt = new Map<number, string>()
  const running = new Map<number, Promise<void>>()
  let isOver = false

  async function bring(position: number): Promise<void> {
    for (let tries = 0; wanted.has(position) && !isOver; ) {
      const choice = wanted.get(position) ?? null
      try {
        const saved = await save(position, choice)
        savedAt.set(position, saved.savedAt)
        tries = 0
        if (wanted.get(position) === choice) wanted.delete(position)
      } catch (error) {
        if (!isTransient(error)) {
          wanted.delete(position)
          standings.delete(position)
          running.delete(position)
          failed(error)
          return
        }
        standings.set(position, 'waiting')
        changed()
        await pause(waits[Math.min(tries++, waits.length - 1)] ?? 5000)
      }
    }
    // In one go with leaving the loop: a choice made from here on begins anew.
    running.delete(position)
    if (!isOver) standings.set(position, 'saved')
    changed()
  }

  return {
    choose(position: number, choice: number | null): void {
      wanted.set(position, choice)
      standings.set(position, 'saving')
      changed()
      if (!running.has(position)) running.set(position, bring(position))
    },
    standing: (position: number) => standings.get(position),
    savedAt: (position: number) => savedAt.get(position),
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
