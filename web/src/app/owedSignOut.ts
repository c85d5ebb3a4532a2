import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { sendTo } from '#ui/api/request.ts'
import { asProblem, mayBeDone, onBeforeAnything } from '#ui/api.ts'

/** Says that a sign-out is owed and nothing of whose: what is left in the browser tells nobody anything. */
const KEPT_AS = 'jianghai.sign-out-owed'
/** How long the way out waits for the server before the page is cleared all the same; the debt stays. */
const PATIENCE_MS = 3000
const AGAIN_MS = 10_000

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * A sign-out that the server has not heard of, as when there was no connection: its session would live on, and whoever sits down next would
 * have it. It is remembered, beyond closing the page too, and paid before anything else is sent. `end` ends the session at the server.
 */
export function signOutDebt(end: () => Promise<unknown>, kept: Kept | undefined) {
  let isOwed = attempt(() => kept?.getItem(KEPT_AS)) === '1'
  let paying: Promise<void> | undefined
  const listeners = new Set<() => void>()
  const set = (owed: boolean) => {
    isOwed = owed
    attempt(() => (owed ? kept?.setItem(KEPT_AS, '1') : kept?.removeItem(KEPT_AS)))
    for (const each of listeners) each()
  }
  // Another window of this browser may have owed or paid meanwhile.
  const stands = () => isOwed || attempt(() => kept?.getItem(KEPT_AS)) === '1'

  async function pay(): Promise<void> {
    try {
      await end()
    } catch (error) {
      // Where the server may not have ended it, it is still owed; what it refused by a rule it would refuse for ever.
      if (mayBeDone(asProblem(error))) throw error
    }
    set(false)
  }
  return {
    owe: () => set(true),
    isOwed: () => isOwed,
    /** Resolves when nothing is owed; throws the problem where it still is. */
    async settle(): Promise<void> {
      if (!stands()) {
        if (isOwed) set(false)
        return
      }
      paying ??= pay().finally(() => {
        paying = undefined
      })
      await paying
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Storage may be closed to us (a strict browser setting); the debt then lasts as long as the page. */
function attempt<Value>(act: () => Value): Value | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}

const debt = signOutDebt(
  () => sendTo('/api/session', undefined, z.unknown(), { method: 'DELETE', isFirst: true }),
  attempt(() => globalThis.localStorage),
)

const settleQuietly = () => debt.settle().catch(() => undefined)

/** From now on nothing is sent before an owed sign-out, which is tried again when the connection is back and every ten seconds. */
export function settleFirst(): void {
  onBeforeAnything(debt.settle)
  addEventListener('online', () => void settleQuietly())
  setInterval(() => void (debt.isOwed() && settleQuietly()), AGAIN_MS)
}

/** Signs out; returns when the server has heard of it, or after a while without, when it is owed. */
export async function signOutOrOwe(): Promise<void> {
  debt.owe()
  await Promise.race([settleQuietly(), new Promise(resolve => setTimeout(resolve, PATIENCE_MS))])
}

/** Whether a sign-out is owed. */
export const useOwedSignOut = (): boolean => useSyncExternalStore(debt.subscribe, debt.isOwed)
