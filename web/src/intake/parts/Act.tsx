type Props = { act: string; letter: string; kind?: 'p' | 't'; onAct: () => void }

/** An act on a fact, with the key that does it too. */
export function Act({ act, letter, kind, onAct }: Props) {
  return (
    <button type="button" className={kind ? `btn ${kind}` : 'btn'} onClick={onAct}>
      {act}
      <kbd className="hint" aria-hidden>
        {letter}
      </kbd>
    </button>
  )
}
