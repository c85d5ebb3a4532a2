import { type ReactNode, useId } from 'react'
import './page.css'

type Props = {
  title: ReactNode
  /** What stands at the right end of the head: a note, a link, keys. */
  aside?: ReactNode
  /** A hairline instead of the ink rule, for a part of a section. */
  thin?: boolean
  children: ReactNode
}

/** A part of a page: an ink rule, its name, its content. Never a card. */
export function Section({ title, aside, thin = false, children }: Props) {
  const name = useId()
  return (
    <section className={thin ? 'sec thin' : 'sec'} aria-labelledby={name}>
      <header>
        <h2 id={name}>{title}</h2>
        {aside !== undefined && <span className="r">{aside}</span>}
      </header>
      {children}
    </section>
  )
}
