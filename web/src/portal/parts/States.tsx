/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Problem } from '../api.ts'
import { usePortal } from '../Context.ts'
import { firstScreen } from '../firstScreen.ts'
import { sentenceOf } from '../say.ts'
import type { Asked } from '../useAsked.ts'
import { Title } from './Title.tsx'

/** What went wrong, beside the act or in place of the page, with the way out. */
export function ProblemNote({ problem, again }: { problem: Problem; again?: (() => void) | undefined }) {
  const { say, language } = usePortal()
  return (
    <div class="refusal" role="alert">
      <p>{sentenceOf(problem, language)}</p>
      {again && (
        <button type="button" class="btn" onClick={again}>
          {say('again')}
        </button>
      )}
    </div>
  )
}

/** The server's own first screen where there is one; else nothing for a moment, then lines of about the height of what comes, then words. */
export function Loading() {
  const { say } = usePortal()
  const [since, setSince] = useState(0)
  useEffect(() => {
    const timers = [setTimeout(() => setSince(1), 200), setTimeout(() => setSince(2), 3000)]
    return () => timers.forEach(clearTimeout)
  }, [])
  if (firstScreen() !== undefined) return <Written />
  if (since === 0) return null
  return (
    <div class="waiting" role="status">
      {since === 2 ? <p>{say('loading')}</p> : <span class="unseen">{say('loading')}</span>}
      <i />
      <i />
      <i />
    </div>
  )
}

/** The server's first screen, where it is still that of the page: the very nodes that came with the document. */
function Written() {
  const written = firstScreen()
  return written === undefined ? null : <div ref={place => place?.append(...written)} />
}

/** A page that is not shown, with a title and a heading of its own: come to by a link within, those of the page before would stay. */
function NotOpened({ problem, again }: { problem: Problem; again(): void }) {
  const { say } = usePortal()
  const note = <ProblemNote problem={problem} again={again} />
  if (problem.kind !== 'refused' && firstScreen() !== undefined)
    return (
      <>
        {note}
        <Written />
      </>
    )
  return (
    <section class="page">
      <Title of={say('page-not-opened')} />
      <h1>{say('page-not-opened')}</h1>
      {note}
    </section>
  )
}

/** What was asked for, once it is there; the last answer stays while it is asked again. */
export function Shown<Answer>({
  asked,
  children,
}: {
  asked: Asked<Answer>
  children(answer: Answer): ComponentChildren
}) {
  if (asked.answer === undefined)
    return asked.problem ? <NotOpened problem={asked.problem} again={asked.again} /> : <Loading />
  return (
    <>
      {asked.problem && <ProblemNote problem={asked.problem} again={asked.again} />}
      {children(asked.answer)}
    </>
  )
}
