import { useState } from 'react'
import { FaultNote } from '#ui/FaultNote.tsx'
import type { ArticleRow, FactKindName, Span, WrittenFact } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { FactForm } from './FactForm.tsx'
import { kinds, redrafted } from './fields.ts'
import { LayForm, type Laying } from './LayForm.tsx'
import type { Desk } from './useDesk.ts'

type Props = {
  mark: Span
  text: string
  desk: Desk
  /** The number of the pending fact in hand, which the passage may become the evidence of. */
  current: number | null
  onUse: () => void
  onAdd: (fact: WrittenFact) => void
  onDrop: () => void
  /** The article the passage stands in, whose lines may be laid otherwise. */
  article: ArticleRow | null
  /** Null where the page is a table, whose lines are as the file has them. */
  onLay: ((laying: Laying) => void) | null
}

/** A passage somebody selected: it becomes the evidence of the fact in hand, or a fact of its own. */
export function MarkPanel({ mark, text, desk, current, onUse, onAdd, onDrop, article, onLay }: Props) {
  const say = useIntakeWords()
  const [kind, setKind] = useState<FactKindName | null>(null)
  const problem = desk.problemOf(null)
  const passage = text.slice(mark.start, mark.end)
  return (
    <section className="mark-panel" aria-label={say('select')}>
      <p>
        <b>{say('marked', { count: mark.end - mark.start })}</b> <span className="xs qq hint">{say('mark-keys')}</span>
      </p>
      <p className="song passage" lang="zh-CN">
        {passage}
      </p>
      {kind === null ? (
        <div className="acts">
          {current !== null && (
            <button type="button" className="btn p" disabled={desk.isRunning} onClick={onUse}>
              {say('use-as-evidence', { n: current })}
            </button>
          )}
          <select
            className="choice"
            aria-label={say('add-as')}
            value=""
            onChange={event => setKind(kinds.find(each => each === event.target.value) ?? null)}
          >
            <option value="">{say('add-as')}…</option>
            {kinds.map(each => (
              <option key={each} value={each}>
                {say(`kind-${each}`)}
              </option>
            ))}
          </select>
          {article && onLay && (
            <LayForm article={article} text={text} at={mark.start} onLay={onLay} isRunning={desk.isRunning} />
          )}
          <button type="button" className="btn t" onClick={onDrop}>
            {say('drop-mark')}
          </button>
        </div>
      ) : (
        <FactForm
          key={kind}
          draft={redrafted(null, kind, passage)}
          passage={passage}
          act={say('add-as')}
          onSubmit={onAdd}
          onCancel={onDrop}
          isRunning={desk.isRunning}
        />
      )}
      {problem && <FaultNote problem={problem} act="write" />}
    </section>
  )
}
