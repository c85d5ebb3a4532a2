import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { evidenceAnswer } from '#contract/kernel.ts'
import { useGet } from '#ui/api.ts'
import { citation, copyText } from '#ui/evidence/cite.ts'
import { EvidenceItem } from '#ui/evidence/EvidenceItem.tsx'
import { type OpenEvidence, useEvidence } from '#ui/evidence/evidenceContext.ts'
import { type PopoverMode, usePlacement } from '#ui/evidence/usePlacement.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Kbd } from '#ui/Kbd.tsx'
import { useKitWords } from '#ui/kitWords.ts'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { formatQuantity } from '#ui/quantities.ts'
import { figuresOnPage } from './figuresOnPage.ts'

type Props = { opened: OpenEvidence; asOf: string; mode: PopoverMode }

/** The evidence of a pack's figure, as of the pack's instant; otherwise the kit's own popover. */
export function PackPopover({ opened, asOf, mode }: Props) {
  const { close } = useEvidence()
  const { figure, label, digits, element } = opened
  const say = useKitWords()
  const language = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  const [copied, setCopied] = useState(false)
  const answer = useGet('/evidence', evidenceAnswer, { params: figure.ref, asOf, staleTime: 600_000 })
  const items = answer.data?.items ?? []
  const quantity = formatQuantity(figure, language, digits)
  const figures = figuresOnPage()
  const place = figures.indexOf(element) + 1
  usePlacement(box, element, mode)
  useEffect(() => box.current?.focus({ preventScroll: true }), [])

  const step = (by: number) => {
    const next = figures[(place - 1 + by + figures.length) % figures.length]
    if (!next || next === element) return
    next.scrollIntoView({ block: 'nearest' })
    next.click()
  }
  const cite = async () => setCopied(await copyText(citation(label, quantity, items[0], language)))
  const acts: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    c: () => void cite(),
    C: () => void cite(),
    Escape: close,
  }
  const keys = (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  // Esc also works after the reader has clicked elsewhere on the page.
  const leave = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('dialog[open]') === null) close()
  })
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => leave(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  return (
    <>
      {mode === 'sheet' && (
        <button type="button" className="ev-veil" aria-label={say('close')} tabIndex={-1} onClick={close} />
      )}
      <div
        ref={box}
        className={`pop ${mode}`}
        role="dialog"
        aria-label={say('evidence-of', { what: `${label} ${quantity}` })}
        tabIndex={-1}
        onKeyDown={keys}
      >
        <div className="pop-head">
          <span className="v">{quantity}</span>
          <span className="q">{label}</span>
          <span className="tag">{say(items[0]?.kind === 'denied' ? 'kind-denied' : figure.evidence)}</span>
        </div>
        {answer.isPending && <Loading rows={3} onCancel={close} />}
        {answer.error && (
          <div>
            <FaultNote problem={answer.error} onAgain={() => void answer.refetch()} />
          </div>
        )}
        {answer.data && items.length === 0 && <p className="q">{say('no-evidence')}</p>}
        {items.map((item, index) => (
          // Evidence has no number of its own and its order is the server's.
          <EvidenceItem key={index} item={item} figure={figure} />
        ))}
        <div className="pop-foot">
          <span className="steps">
            <button type="button" aria-label={say('previous-evidence')} onClick={() => step(-1)}>
              <kbd>←</kbd>
            </button>
            <button type="button" aria-label={say('next-evidence')} onClick={() => step(1)}>
              <kbd>→</kbd>
            </button>
            <span aria-live="polite">{say('evidence-place', { place, total: figures.length })}</span>
          </span>
          <button type="button" onClick={() => void cite()}>
            <Kbd keys={['C']} />
            {say(copied ? 'cited' : 'cite')}
          </button>
          <button type="button" className="end" onClick={close}>
            <Kbd keys={['Esc']} />
            {say('close')}
          </button>
        </div>
      </div>
    </>
  )
}
