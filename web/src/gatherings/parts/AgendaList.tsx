import type { AgendaItem } from '#contract/gatherings.ts'
import { agendaModes } from '#contract/gatherings.ts'
import { Figure } from '#ui/Figure.tsx'
import { useGatheringsWords } from '../words.ts'

/** The agenda as it stands. The minutes are somebody's, and open who wrote them. */
export function AgendaList({ items }: { items: readonly AgendaItem[] }) {
  const say = useGatheringsWords()
  return (
    <table className="plain stack agenda-table">
      <thead>
        <tr>
          <th scope="col">
            <span className="vh">#</span>
          </th>
          <th scope="col">{say('item')}</th>
          <th scope="col">{say('item-mode')}</th>
          <th scope="col">{say('item-unit')}</th>
          <th scope="col" className="num">
            {say('minutes')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(item => (
          <tr key={item.id}>
            <td className="qq">{item.position}</td>
            <td>
              {item.title}
              {item.result !== null && <span className="note-line">{item.result}</span>}
            </td>
            <td className="q">
              <ModeWord mode={item.mode} />
            </td>
            <td className="q">{item.unitName}</td>
            <td className="num">
              <Figure
                figure={{
                  value: item.minutes,
                  unit: '分',
                  bound: null,
                  printed: null,
                  evidence: 'hand',
                  ref: { kind: 'agenda-item', id: item.id, field: 'minutes' },
                }}
                label={`${item.title} ${say('minutes')}`}
                bare
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ModeWord({ mode }: { mode: string }) {
  const say = useGatheringsWords()
  const known = agendaModes.find(each => each === mode)
  return <>{known ? say(`mode-${known}`) : mode}</>
}
