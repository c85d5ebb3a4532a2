import { Fragment, type ReactNode } from 'react'

/** Keys and what they do; hidden on phones and on touch screens. */
export function Kbd({ keys, children }: { keys: readonly string[]; children?: ReactNode }) {
  return (
    <span className="hint">
      {keys.map(key => (
        <Fragment key={key}>
          <kbd>{key}</kbd>{' '}
        </Fragment>
      ))}
      {children}
    </span>
  )
}
