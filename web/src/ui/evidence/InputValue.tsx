import type { Evidence } from '#contract/kernel.ts'
import { evidenceKey, useEvidence } from './evidenceContext.ts'

type Input = Extract<Evidence, { kind: 'computed' }>['inputs'][number]

/** An input of a computed figure: its value, with its own evidence line where it has evidence. */
export function InputValue({ input }: { input: Input }) {
  const { open } = useEvidence()
  const { ref, value, label } = input
  if (!ref) return <span className="num">{value}</span>
  return (
    <button
      type="button"
      className="ev num"
      aria-haspopup="dialog"
      aria-label={`${label} ${value}`}
      onClick={event => {
        // The input may be a figure of the page: then its own row is shown. Otherwise the popover stays where it is.
        const key = evidenceKey(ref)
        const onPage = document.querySelector<HTMLElement>(`main [data-ev="${CSS.escape(key)}"]`)
        if (onPage) return onPage.click()
        const element =
          document.querySelector<HTMLElement>('main [data-ev][aria-expanded="true"]') ?? event.currentTarget
        open({
          key,
          label,
          element,
          figure: { value: null, unit: null, bound: null, printed: value, evidence: 'source', ref },
        })
      }}
    >
      {value}
    </button>
  )
}
