import { useEffect, useRef } from 'react'
import { useLanguage } from '#ui/language/language.ts'
import { LightGlyph } from '#ui/lights/LightGlyph.tsx'
import { lightClass, lightName } from '#ui/lights/lights.ts'
import type { Because } from '../api.ts'
import { useMatterWords } from '../words.ts'

type Band = Because['scale'][number]

/** A rule's scale: every stretch with its limits and light, and a marker where the value stands. */
export function Scale({ because }: { because: Because }) {
  const language = useLanguage()
  const label = useBandLabel(because.measure)
  const marker = useRef<HTMLElement>(null)
  useEffect(() => {
    marker.current?.style.setProperty('left', `${(because.marker ?? 0) * 100}%`)
  }, [because.marker])
  return (
    <div className="scale">
      {because.scale.map(band => (
        <i key={`${band.light}${band.from}`} className={band.here ? `on ${lightClass(band.light)}` : undefined}>
          <LightGlyph light={band.light} label={lightName(band.light, language)} />
          <span>{label(band)}</span>
        </i>
      ))}
      {because.marker !== null && <u ref={marker} />}
    </div>
  )
}

/** How a stretch is named: by its limits, or by the word people use for it. */
function useBandLabel(measure: string): (band: Band) => string {
  const say = useMatterWords()
  return ({ from, to }) => {
    if (measure === 'feedback-late-workdays') {
      if (from === null) return say('on-time')
      return to === null ? say('over', { from }) : say('late-between', { from: from + 1, to })
    }
    if (measure === 'workdays-left' || measure === 'days-left') {
      if (from === null) return say('over', { from: (to ?? 1) - 1 })
      return to === null ? say('overdue') : say('between', { from: from - 1, to })
    }
    if (measure === 'returns') {
      if (to === null) return say('times-over', { count: (from ?? 0) + 1 })
      return say('times', { count: to })
    }
    if (from === null) return say('within', { to })
    return to === null ? say('over', { from }) : say('between', { from, to })
  }
}
