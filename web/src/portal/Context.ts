import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Language } from '#contract/participation/told.ts'
import type { Problem } from './api.ts'
import type { Place } from './place.ts'
import type { Say } from './say.ts'

/** What every page of the portal knows: where it is, how to go on, and in which words. */
export type Portal = {
  place: Place
  go(place: Place, options?: { replace?: boolean }): void
  language: Language
  say: Say
  /** Whether a citizen is signed in here; undefined until it is known. */
  signedIn: boolean | undefined
  /** Why it is not known, and the way to ask again. */
  signInProblem: Problem | undefined
  askSignedIn(): void
  /** What stands at the top instead of the portal's name, while a page says so. */
  headIs(head: string | undefined): void
  /** To be told after signing in or out. */
  signedInIs(signedIn: boolean): void
}

export const PortalContext = createContext<Portal | null>(null)

/** The portal around a part. */
export function usePortal(): Portal {
  const portal = useContext(PortalContext)
  if (!portal) throw new Error('a part of the portal stands outside it')
  return portal
}
