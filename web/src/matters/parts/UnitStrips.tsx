import { useState } from 'react'
import type { Problem } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Figure } from '#ui/Figure.tsx'
import { LightStrip } from '#ui/LightStrip.tsx'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { Section } from '#ui/Section.tsx'
import type { Strips } from '../api.ts'
import { useMatterWords } from '../words.ts'

const FIRST = 6

/** The lights of each lead unit over what goes on, the heaviest units first; one cell per matter. */
export function UnitStrips({
  strips,
  problem,
  onAgain,
}: {
  strips: Strips | undefined
  problem: Problem | null
  onAgain: () => void
}) {
  const say = useMatterWords()
  const [all, setAll] = useState(false)
  if (problem) return <FaultNote problem={problem} onAgain={onAgain} />
  const units = strips?.units ?? []
  const shown = all ? units : units.slice(0, FIRST)
  const total = (id: string, count: number) => ({
    value: count,
    unit: null,
    bound: null,
    printed: null,
    evidence: 'computed' as const,
    ref: { kind: 'matters', id, field: 'total' },
  })
  return (
    <Section title={say('strips')} aside={say('strips-note')}>
      {!strips && <Loading rows={FIRST} />}
      {strips && units.length === 0 && <p className="s qq">{say('strips-empty')}</p>}
      {units.length > 0 && (
        <table className="plain strips quiet">
          <tbody>
            {shown.map(unit => (
              <tr key={unit.unitId ?? ''}>
                <th scope="row">
                  {unit.unitId ? (
                    <Link to="/matters" search={{ unit: unit.unitId }}>
                      {unit.unit}
                    </Link>
                  ) : (
                    say('no-unit')
                  )}
                </th>
                <td>
                  <LightStrip cells={unit.cells.map(cell => ({ ...cell, to: `/matters/${cell.id}` }))} />
                </td>
                <td className="num">
                  <Figure
                    figure={total(unit.unitId ?? 'none', unit.total)}
                    label={`${unit.unit}${say('strip-total')}`}
                    bare
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {units.length > FIRST && (
        <button type="button" className="btn t" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? say('strips-fewer') : say('strips-more', { count: units.length - FIRST })}
        </button>
      )}
    </Section>
  )
}
