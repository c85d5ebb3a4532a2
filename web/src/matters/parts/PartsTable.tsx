import { useEffect, useRef } from 'react'
import { Figure } from '#ui/Figure.tsx'
import { Light } from '#ui/Light.tsx'
import { Section } from '#ui/Section.tsx'
import type { MatterDetail, MatterPart } from '../api.ts'
import { useMatterWords } from '../words.ts'
import { PartActs } from './PartActs.tsx'

/** Each unit's part: what it owes, its bar against its plan, its weight, its own light, and what the reader may do with it. */
export function PartsTable({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  return (
    <Section title={say('parts')} aside={say('parts-note')}>
      {matter.parts.length === 0 ? (
        <p className="s qq">{say('parts-empty')}</p>
      ) : (
        <table className="plain parts">
          <thead>
            <tr>
              <th scope="col">{say('role')}</th>
              <th scope="col">{say('unit')}</th>
              <th scope="col">{say('what')}</th>
              <th scope="col">{say('actual-plan')}</th>
              <th scope="col" className="num">
                {say('weight')}
              </th>
              <th scope="col">{say('light')}</th>
            </tr>
          </thead>
          <tbody>
            {matter.parts.map(part => (
              <PartRow key={part.id} part={part} matter={matter} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}

function PartRow({ part, matter }: { part: MatterPart; matter: MatterDetail }) {
  const say = useMatterWords()
  const isOpen = !['closed', 'written_off', 'lookback', 'archived'].includes(matter.state)
  return (
    <tr>
      <td className="q nw role">{say(`role-${part.role}`)}</td>
      <td className="unit">
        <b>{part.unitName}</b>
        {part.declinedOn ? (
          <span className="tag">{say('part-declined')}</span>
        ) : (
          part.signedOn === null &&
          matter.assignedOn !== null &&
          isOpen && <span className="tag">{say('part-unsigned')}</span>
        )}
        {part.confirmedOn && <span className="tag">{say('part-confirmed')}</span>}
      </td>
      <td className="what">
        {part.what}
        {part.role === 'co-owner' && matter.sharedWith.length > 0 && <span className="tag">{say('only-two')}</span>}
        <PartActs part={part} matter={matter} />
      </td>
      <td className="bar nw">
        <Bar actual={part.actual?.value ?? null} plan={part.planPercent} />
        {part.actual ? (
          <Figure figure={part.actual} label={say('part-of', { unit: part.unitName })} bare />
        ) : (
          <span className="qq">{say('not-reported')}</span>
        )}
        {part.planPercent !== null && <span className="u">／{part.planPercent}</span>}
      </td>
      <td className="num q weight">{part.weight === null ? '—' : `${part.weight}%`}</td>
      <td className="nw lit">
        <Light light={part.light}>{part.actual?.value === 100 ? say('part-done') : undefined}</Light>
      </td>
    </tr>
  )
}

/** The bar is what is done, the line the plan. The figures stand beside it, so it says nothing of its own. */
function Bar({ actual, plan }: { actual: number | null; plan: number | null }) {
  const [done, planned] = [useRef<HTMLElement>(null), useRef<HTMLElement>(null)]
  useEffect(() => {
    done.current?.style.setProperty('width', `${actual ?? 0}%`)
    planned.current?.style.setProperty('left', `${plan ?? 0}%`)
  }, [actual, plan, done, planned])
  return (
    <span className="pa" aria-hidden="true">
      <b ref={done} />
      {plan !== null && <s ref={planned} />}
    </span>
  )
}
