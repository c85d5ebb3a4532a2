import { Fragment, type ReactNode } from 'react'

/** A sentence whose [names] are filled with figures, so that a number in prose is a door as well. */
export function Sentence({ text, parts }: { text: string; parts: Readonly<Record<string, ReactNode>> }) {
  return (
    <>
      {text.split(/\[(\w+)\]/).map((piece, index) => (
        // The pieces of one sentence have no identity but their place; every second one is a name.
        <Fragment key={index}>{index % 2 === 1 ? parts[piece] : piece}</Fragment>
      ))}
    </>
  )
}
