import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { EvidenceContext, type OpenEvidence } from '#ui/evidence/evidenceContext.ts'
import { useMargin, usePhone } from '#ui/media.ts'
import { PackPopover } from './PackPopover.tsx'

type Props = { asOf: string; place: string; children: ReactNode }

/**
 * Holds the open evidence of a pack. A pack speaks as of an instant of its own, which the as-of bar does not stand at when a draft is
 * frozen: so its figures are asked after as of that instant, or a frozen number would open today's evidence.
 */
export function PackEvidence({ asOf, place, children }: Props) {
  const [current, setCurrent] = useState<OpenEvidence | null>(null)
  const [margin, setMargin] = useState<HTMLElement | null>(null)
  const wide = useMargin()
  const phone = usePhone()
  const close = useCallback(() => {
    setCurrent(before => {
      before?.element.focus({ preventScroll: true })
      return null
    })
  }, [])
  const state = useMemo(() => ({ current, open: setCurrent, close, margin, setMargin }), [current, close, margin])
  // Another sheet has other figures.
  useEffect(() => {
    void place
    setCurrent(null)
  }, [place])
  const docked = wide && margin !== null
  return (
    <EvidenceContext value={state}>
      {children}
      {current &&
        createPortal(
          <PackPopover
            key={current.key}
            opened={current}
            asOf={asOf}
            mode={docked ? 'docked' : phone ? 'sheet' : 'floating'}
          />,
          docked ? margin : document.body,
        )}
    </EvidenceContext>
  )
}
