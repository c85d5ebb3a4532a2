import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { useMargin, usePhone } from '../media.ts'
import { EvidencePopover } from './EvidencePopover.tsx'
import { EvidenceContext, type EvidenceState, type OpenEvidence, useEvidence } from './evidenceContext.ts'

/** Holds which figure's evidence is open, and draws it: docked in the page's margin, floating, or as a sheet from the bottom on phones. */
export function EvidenceProvider({ children }: { children: ReactNode }) {
  const [current, setCurrent] = useState<OpenEvidence | null>(null)
  const [margin, setMargin] = useState<HTMLElement | null>(null)
  const wide = useMargin()
  const phone = usePhone()
  const path = useRouterState({ select: state => state.location.pathname })

  const close = useCallback(() => {
    setCurrent(before => {
      before?.element.focus({ preventScroll: true })
      return null
    })
  }, [])
  const state = useMemo<EvidenceState>(
    () => ({ current, open: setCurrent, close, margin, setMargin }),
    [current, close, margin],
  )
  // Another page has other figures.
  useEffect(() => {
    void path
    setCurrent(null)
  }, [path])

  const docked = wide && margin !== null
  const mode = docked ? 'docked' : phone ? 'sheet' : 'floating'
  return (
    <EvidenceContext value={state}>
      {children}
      {current &&
        createPortal(
          <EvidencePopover key={current.key} opened={current} mode={mode} />,
          docked ? margin : document.body,
        )}
    </EvidenceContext>
  )
}

/**
 * The place in a page's margin column where evidence docks when the window is wide. Put it where the column may be pushed apart;
 * what stands below it moves down, so that nothing is covered.
 */
export function EvidenceMargin() {
  const { setMargin } = useEvidence()
  return <div className="ev-margin" ref={setMargin} />
}
