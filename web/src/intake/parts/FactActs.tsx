import { useState } from 'react'
import { Conflict } from '#ui/Conflict.tsx'
import { formatDay } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Kbd } from '#ui/Kbd.tsx'
import { useLanguage } from '#ui/language/language.ts'
import type { FactView } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { Disagreements } from './Disagreements.tsx'
import { FactForm } from './FactForm.tsx'
import { type Draft, draftOf } from './fields.ts'
import type { Desk } from './useDesk.ts'
import { WithdrawDialog } from './WithdrawDialog.tsx'

type Props = {
  view: FactView
  desk: Desk
  /** The form open on the fact, or null; with another draft than its own or a field to begin in. */
  editing: Editing | null
  onEdit: (editing: Editing | null) => void
  /** The decisions, which also move on to the next fact. */
  onAccept: () => void
  onReject: () => void
  onTakeThis: () => void
  onUndo: () => void
}

export type Editing = { draft?: Draft; field?: string }

/** What can be done with the current fact: by its state, by what the actor may, and by whether it differs from what is on file. */
export function FactActs({ view, desk, editing, onEdit, onAccept, onReject, onTakeThis, onUndo }: Props) {
  const say = useIntakeWords()
  const [isWithdrawing, setWithdrawing] = useState(false)
  const { state, may, fact, differs } = view
  const mayReview = may.includes('intake.review')
  const refused = desk.problemOf(view.id) ?? desk.problemOf(null)
  const problem = refused && <FaultNote problem={refused} act="write" />

  if (editing)
    return (
      <>
        <FactForm
          draft={editing.draft ?? draftOf(fact)}
          begin={editing.field}
          passage={fact.evidence.text}
          act={say('accept-corrected')}
          other={{
            act: say('save-correction'),
            onSubmit: corrected => void desk.correct(view, { corrected }).then(done => done && onEdit(null)),
          }}
          onSubmit={corrected => void desk.accept(view, { corrected }).then(done => done && onEdit(null))}
          onCancel={() => onEdit(null)}
          isRunning={desk.isRunning}
        />
        {problem}
      </>
    )
  if (state === 'pending' && differs.length > 0 && mayReview) {
    return (
      <>
        <Disagreements items={view.disagrees} />
        <Differences view={view} onKeepBoth={onAccept} onTakeThis={onTakeThis} onReject={onReject} />
        <div className="acts">
          <Act act={say('edit')} letter="E" kind="t" onAct={() => onEdit({})} />
          <span className="xs qq">
            <Kbd keys={['B']}>{say('keep-both')}</Kbd> <Kbd keys={['A']}>{say('take-this')}</Kbd>{' '}
            <Kbd keys={['X']}>{say('reject')}</Kbd>
          </span>
        </div>
        <p className="xs qq">{say('take-this-note')}</p>
        {problem}
      </>
    )
  }
  return (
    <>
      <Disagreements items={view.disagrees} />
      {differs.map(each => (
        <p key={each.factId} className="note">
          {say('legend-differs')}：{each.page} <span className="song">{each.text}</span>
        </p>
      ))}
      {mayReview && (
        <div className="acts">
          {state === 'pending' ? (
            <>
              <Act act={say('accept')} letter="A" kind="p" onAct={onAccept} />
              <Act act={say('reject')} letter="X" onAct={onReject} />
              <Act act={say('edit')} letter="E" kind="t" onAct={() => onEdit({})} />
            </>
          ) : (
            <Act act={say('undo')} letter="U" onAct={onUndo} />
          )}
          {state === 'accepted' && may.includes('intake.withdraw-fact') && (
            <button type="button" className="btn t" onClick={() => setWithdrawing(true)}>
              {say('withdraw')}…
            </button>
          )}
        </div>
      )}
      {problem}
      {isWithdrawing && <WithdrawDialog view={view} desk={desk} onClose={() => setWithdrawing(false)} />}
    </>
  )
}

type ActProps = { act: string; letter: string; kind?: 'p' | 't'; onAct: () => void }

function Act({ act, letter, kind, onAct }: ActProps) {
  return (
    <button type="button" className={kind ? `btn ${kind}` : 'btn'} onClick={onAct}>
      {act}
      <kbd className="hint" aria-hidden>
        {letter}
      </kbd>
    </button>
  )
}

/** The other number beside this one, both in the words of their pages; a person says which stands. */
function Differences({
  view,
  onKeepBoth,
  onTakeThis,
  onReject,
}: Pick<Props, 'view' | 'onTakeThis' | 'onReject'> & { onKeepBoth: () => void }) {
  const say = useIntakeWords()
  const language = useLanguage()
  const [first, ...others] = view.differs
  if (!first) return null
  const from = (each: typeof first) =>
    [each.page, each.issueDate === null ? null : formatDay(each.issueDate, language)].filter(Boolean).join('，')
  return (
    <>
      {others.map(each => (
        <p key={each.factId} className="xs">
          {from(each)} <span className="song">{each.text}</span>
        </p>
      ))}
      <Conflict
        title={say('differs-title')}
        here={{ from: say('this-page'), text: view.fact.evidence.text }}
        there={{ from: from(first), text: first.text }}
        onKeepBoth={onKeepBoth}
        onTakeThis={onTakeThis}
        onReject={onReject}
      />
    </>
  )
}
