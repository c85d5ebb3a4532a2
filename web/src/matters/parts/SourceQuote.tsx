import { use } from 'react'
import { whereOf } from '#ui/evidence/cite.ts'
import { SourcePlaceContext } from '#ui/evidence/evidenceContext.ts'
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
            {nearby(quoted.before, 'before')}
            <mark>{quoted.text}</mark>
            {nearby(quoted.after, 'after')}
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

/** The rest of the sentence the words stand in; what lies beyond it belongs to something else. */
function nearby(text: string, side: 'before' | 'after'): string {
  const plain = text.replaceAll('\n', '')
  if (side === 'before') return plain.slice(Math.max(0, ...[...'。！？；'].map(stop => plain.lastIndexOf(stop) + 1)))
  const ends = [...'。！？；'].map(stop => plain.indexOf(stop)).filter(end => end >= 0)
  return plain.slice(0, ends.length > 0 ? Math.min(...ends) + 1 : plain.length)
}
