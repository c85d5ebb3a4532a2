import { type ReactNode, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useKitWords } from './kitWords.ts'
import './dialog.css'

type Props = {
  title: string
  onClose: () => void
  children: ReactNode
  /** Where it stands: below the head of the page, as wide as two texts side by side, or as a full sheet on phones too. */
  kind?: 'panel' | 'wide' | 'menu'
}

/** A modal dialogue on the browser's own: it keeps the focus in, Esc closes it, and the focus goes back to where it came from. */
export function Dialog({ title, onClose, children, kind = 'panel' }: Props) {
  const say = useKitWords()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const own = dialog.current
    const before = document.activeElement
    own?.showModal()
    // What is meant to be typed in comes before the button that closes.
    own?.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => {
      own?.close()
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  return createPortal(
    // A press on the veil closes it, as Esc does; the dialogue itself answers the key.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the key
    <dialog
      ref={dialog}
      className={`dialog ${kind}`}
      aria-label={title}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      onClick={event => event.target === event.currentTarget && onClose()}
    >
      <div className="dialog-body">
        <header>
          <h2>{title}</h2>
          <button type="button" className="btn t" onClick={onClose}>
            {say('close')}
          </button>
        </header>
        {children}
      </div>
    </dialog>,
    document.body,
  )
}
