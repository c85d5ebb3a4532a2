import { useIntakeWords } from '../words.ts'

/** How sure the reader is: two decimals over a bar of that length. */
export function Confidence({ value }: { value: number }) {
  const say = useIntakeWords()
  return (
    <span
      className="cf"
      title={say('confidence-of', { value: value.toFixed(2) })}
      ref={own => own?.style.setProperty('--c', String(value))}
    >
      {value.toFixed(2)}
    </span>
  )
}
