import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { evidenceAnswer } from '#contract/kernel.ts'
import { useGet } from '../api.ts'
import { FaultNote } from '../FaultNote.tsx'
import { Kbd } from '../Kbd.tsx'
import { useKitWords } from '../kitWords.ts'
import { Loading } from '../Loading.tsx'
import { useLanguage } from '../language/language.ts'
import { formatQuantity } from '../quantities.ts'
import { citation, copyText } from './cite.ts'
import { EvidenceItem } from './EvidenceItem.tsx'
import { type OpenEvidence, useEvidence } from './evidenceContext.ts'
import { type PopoverMode, usePlacement } from './usePlacement.ts'

/** Visible figures of the page in reading order: what ← and → walk through. */
function figuresOfPage(): HTMLElement[] {
  return Array.from(document.querySelectorAll<HTMLElement>('main [data-ev]')).filter(each => each.checkVisibility())
}

/** The evidence of one figure (look, section 5). It is not modal: the page stays readable and may be used. */
export function EvidencePopover({ opened, mode }: { opened: OpenEvidence; mode: PopoverMode }) {
  const { close } = useEvidence()
  const { figure, label, digits, element } = opened
  const say = useKitWords()
  const language = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  const [all, setAll] = useState(false)
  const [copied, setCopied] = useState(false)
  const answer = useGet('/evidence', evidenceAnswer, { params: figure.ref, staleTime: 60_000 })
  const items = answer.data?.items ?? []
  const quantity = formatQuantity(figure, language, digits)
  const figures = figuresOfPage()
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
  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = {
      ArrowLeft: () => step(-1),
      ArrowRight: () => step(1),
      c: () => void cite(),
      C: () => void cite(),
      Escape: close,
    }[event.key]
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

  // Two figures at odds are read side by side; otherwise the newest evidence speaks first.
  const shown = all || figure.evidence === 'differs' ? items : items.slice(0, 1)
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
        {shown.map((item, index) => (
          // Evidence has no number of its own and its order is the server's.
          <EvidenceItem key={index} item={item} figure={figure} />
        ))}
        {items.length > shown.length && (
          <div>
            <button type="button" className="btn t" onClick={() => setAll(true)}>
              {say('more', { count: items.length - shown.length })}
            </button>
          </div>
        )}
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
