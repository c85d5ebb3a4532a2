import { use } from 'react'
import type { Passage } from '#contract/promises.ts'
import { whereOf } from '#ui/evidence/cite.ts'
import { SourcePlaceContext } from '#ui/evidence/evidenceContext.ts'
import { restOfSentence } from '#ui/evidence/sentence.ts'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'

/** The sentence of a page, with the exact characters marked, and where it stands; leads to the page. */
export function Quote({ passage }: { passage: Passage }) {
  const language = useLanguage()
  const place = use(SourcePlaceContext)
  const { sourceId, start, end, name, publication, issueDate, page } = passage
  const where = whereOf({ source: { id: sourceId, name, publication, issueDate, page }, start, end }, language)
  return (
    <figure className="promise-quote">
      <blockquote lang="zh-CN">
        {restOfSentence(passage.before, 'before')}
        <mark>{passage.text}</mark>
        {restOfSentence(passage.after, 'after')}
      </blockquote>
      <figcaption className="xs q">{place ? <Link {...place(sourceId, start, end)}>{where}</Link> : where}</figcaption>
    </figure>
  )
}
