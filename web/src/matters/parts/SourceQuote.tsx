import { use } from 'react'
import { whereOf } from '#ui/evidence/cite.ts'
import { SourcePlaceContext } from '#ui/evidence/evidenceContext.ts'
import { restOfSentence } from '#ui/evidence/sentence.ts'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import type { MatterDetail } from '../api.ts'
import { useCodeWords } from '../codeWords.ts'
import { useMatterWords } from '../words.ts'

/** Where the matter comes from: the passage in Song, the exact words marked, and where it was printed. */
export function SourceQuote({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  const words = useCodeWords()
  const language = useLanguage()
  const place = use(SourcePlaceContext)
  const { source, sourceText, sourceRef, sourceKind } = matter
  const quoted = source?.kind === 'source' ? source : null
  return (
    <Section
      title={say('source')}
      {...(quoted && place
        ? { aside: <Link {...place(quoted.source.id, quoted.start, quoted.end)}>{say('open-page')}</Link> }
        : {})}
    >
      {quoted ? (
        <>
          <blockquote className="quote" lang="zh-CN">
            {restOfSentence(quoted.before, 'before')}
            <mark>{quoted.text}</mark>
            {restOfSentence(quoted.after, 'after')}
          </blockquote>
          <p className="xs q">{whereOf(quoted, language)}</p>
        </>
      ) : (
        <>
          {sourceText !== null && (
            <blockquote className="quote" lang="zh-CN">
              {sourceText}
            </blockquote>
          )}
          <p className="xs q">
            {source?.kind === 'denied'
              ? say('source-denied')
              : [words('source', sourceKind), sourceRef].filter(Boolean).join('·')}
          </p>
          {sourceText === null && source === null && <p className="xs qq">{say('source-none')}</p>}
        </>
      )}
    </Section>
  )
}
