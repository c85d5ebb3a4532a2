import { useState } from 'react'
import type { FutureSource } from '#contract/draws.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { useClock, useMinute } from '#ui/clock.ts'
import { Instant } from '#ui/days/Day.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import type { QuizDraw } from '../api.ts'
import { useDrawWords } from '../drawWords.ts'
import { EnterDialog } from './EnterDialog.tsx'

type Asked = { place: number; source: FutureSource; isFallback: boolean }

/** The sources of a draw: when each speaks, who brought what, and what it said. */
export function DrawSources({ draw }: { draw: QuizDraw }) {
  const say = useDrawWords()
  const { isPast } = useAsOf()
  const nameOf = useSourceName()
  const [asked, setAsked] = useState<Asked | null>(null)
  const mayEnter = draw.may.includes('participation.enter-source') && !isPast
  return (
    <Section title={say('sources')}>
      <ol className="quiz-sources">
        {draw.sources.map((source, place) => (
          // Their order is fixed: a source is known by its place.
          <li key={place}>
            <One source={source} mayEnter={mayEnter} onEnter={each => setAsked({ ...each, place })} />
          </li>
        ))}
      </ol>
      {asked && <EnterDialog draw={draw} {...asked} name={nameOf(asked.source)} onClose={() => setAsked(null)} />}
    </Section>
  )
}

type OneProps = {
  source: QuizDraw['sources'][number]
  mayEnter: boolean
  onEnter: (asked: Omit<Asked, 'place'>) => void
}

function One({ source: { announced, entries, difference, value, usedFallback }, mayEnter, onEnter }: OneProps) {
  const say = useDrawWords()
  const nameOf = useSourceName()
  useMinute()
  const now = useClock()()
  if (announced.kind === 'label')
    return (
      <>
        <b>{say('source-label')}</b>
        <span className="mono quiz-hash">{announced.value}</span>
      </>
    )
  const { fallback } = announced
  const isDue = (at: string) => now >= Date.parse(at)
  // A beacon is verified when it is brought: there is nothing to bring again.
  const isBrought = announced.kind === 'drand' && value !== null
  const isOpen = mayEnter && isDue(announced.at) && !usedFallback && !isBrought
  const isFallbackOpen =
    mayEnter &&
    fallback !== undefined &&
    isDue(fallback.after) &&
    isDue(fallback.source.at) &&
    (value === null || usedFallback)
  return (
    <>
      <b>{nameOf(announced)}</b>
      <span className="s">
        {say('public-at')} <Instant value={announced.at} weekday />
      </span>
      {fallback && (
        <span className="xs qq">
          {say('fallback-from', { source: nameOf(fallback.source) })} <Instant value={fallback.after} />
        </span>
      )}
      {entries.map(({ by, at }) => (
        <span key={at} className="xs qq">
          {say('entered-by', { by })} <Instant value={at} />
        </span>
      ))}
      {difference && <span className="note">{say('difference', difference)}</span>}
      <span className="s">
        {say('said')}{' '}
        {value === null ? (
          <span className="qq">{say('said-none')}</span>
        ) : (
          <span className="mono quiz-hash">{Array.isArray(value) ? value.join(' ') : value}</span>
        )}
        {usedFallback && ` ${say('said-fallback')}`}
      </span>
      {(isOpen || isFallbackOpen) && (
        <span className="acts">
          {isOpen && (
            <button
              type="button"
              className={value === null ? 'btn p' : 'btn'}
              onClick={() => onEnter({ source: announced, isFallback: false })}
            >
              {say('enter')}
            </button>
          )}
          {isFallbackOpen && (
            <button
              type="button"
              className="btn"
              onClick={() => onEnter({ source: fallback.source, isFallback: true })}
            >
              {say('enter-fallback')}
            </button>
          )}
        </span>
      )}
    </>
  )
}

function useSourceName(): (source: FutureSource) => string {
  const say = useDrawWords()
  const language = useLanguage()
  return source =>
    source.kind === 'drand'
      ? say('source-drand', { chain: source.chain, round: source.round })
      : say('source-typed', { name: language === 'zh' ? source.nameZh : source.nameEn, issue: source.issue })
}
