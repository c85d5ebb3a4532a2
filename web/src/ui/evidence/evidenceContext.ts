import { createContext, use } from 'react'
import type { EvidenceRef, Figure } from '#contract/kernel.ts'

/** The figure whose evidence is open. The element may be drawn anew while it is; then the key finds it again. */
export type OpenEvidence = {
  key: string
  figure: Figure
  label: string
  digits?: number | undefined
  element: HTMLElement
}

export type EvidenceState = {
  current: OpenEvidence | null
  open(opened: OpenEvidence): void
  close(): void
  /** The margin column of the page, when it has one. */
  margin: HTMLElement | null
  setMargin(element: HTMLElement | null): void
}

export const EvidenceContext = createContext<EvidenceState | null>(null)

export function useEvidence(): EvidenceState {
  const state = use(EvidenceContext)
  if (!state) throw new Error('evidence is used outside an EvidenceProvider')
  return state
}

/** What tells one figure of a page from another. */
export function evidenceKey({ kind, id, field }: EvidenceRef): string {
  return `${kind}/${id}/${field}`
}

/** Where a source can be read, with a span shown. The kit knows no room, so the application says. */
export type SourcePlace = (
  sourceId: string,
  start: number,
  end: number,
) => { to: string; search: Readonly<Record<string, string>> }
export const SourcePlaceContext = createContext<SourcePlace | null>(null)
