import { Fragment, type ReactNode } from 'react'

/**
 * A sentence with something drawn in place of one of its blanks: figures stand in the middle of a sentence and are doors of their own.
 * The sentence is asked for with a mark in the blank, and cut there.
 */
export function sayWith(sentence: (mark: string) => string, filled: ReactNode): ReactNode {
  const [before = '', ...after] = sentence(MARK).split(MARK)
  return (
    <Fragment>
      {before}
      {after.length > 0 && filled}
      {after.join('')}
    </Fragment>
  )
}

// A private-use character: no word of ours holds it.
const MARK = '\uE000'
