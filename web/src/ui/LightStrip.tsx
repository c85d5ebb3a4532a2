import type { Light } from '#contract/kernel.ts'
import { Link } from './Link.tsx'
import { useLanguage } from './language/language.ts'
import { LightGlyph } from './lights/LightGlyph.tsx'
import { byWeight, lightName } from './lights/lights.ts'

export type StripCell = { id: string; light: Light; title: string; to: string }

/** One cell per record, heaviest first. Each cell names its light and its record, so the row reads as text. */
export function LightStrip({ cells }: { cells: readonly StripCell[] }) {
  const language = useLanguage()
  const sorted = cells.toSorted((a, b) => byWeight.indexOf(a.light) - byWeight.indexOf(b.light))
  return (
    <span className="light-strip">
      {sorted.map(({ id, light, title, to }) => {
        const name = `${lightName(light, language)}${language === 'zh' ? '：' : ': '}${title}`
        return (
          <Link key={id} to={to} title={name} aria-label={name}>
            <LightGlyph light={light} />
          </Link>
        )
      })}
    </span>
  )
}
