import { createContext, use } from 'react'
import type { Me } from '#contract/kernel.ts'

export const MeContext = createContext<Me | null>(null)

/** Who is signed in. Only below the shell. */
export function useMe(): Me {
  const me = use(MeContext)
  if (!me) throw new Error('useMe is used where nobody is signed in')
  return me
}

/** Whether who is signed in may, in general, do what a verb names. A record's own `may` says more. */
export function useMay(verb: string): boolean {
  return useMe().may.includes(verb)
}
