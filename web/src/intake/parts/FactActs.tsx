import { useState } from 'react'
import { Conflict } from '#ui/Conflict.tsx'
import { formatDay } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Kbd } from '#ui/Kbd.tsx'
import { useLanguage } from '#ui/language/language.ts'
import type { FactView } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { FactForm } from './FactForm.tsx'
import { draftOf } from './fields.ts'
import type { Desk } from './useDesk.ts'
import { WithdrawDialog } from './WithdrawDialog.tsx'

type Props = {
  view: FactView
  desk: Desk
  isEditing: boolean
  onEdit: (editing: boolean) => void
  /** The decisions, which also move on to the next fact. */
  onAccept: () => void
  onReject: () => void
  onUndo: () => void
}

/** What can be done with the current fact: by its state, by what the actor may, and by whether it differs from what is on file. */
export function FactActs({ view, desk, isEditing, onEdit, onAccept, onReject, onUndo }: Props) {
  const say = useIntakeWords()
  const [isWithdrawing, setWithdrawing] = useState(false)
  const { state, may, fact, differs } = view
  const mayReview = may.includes('intake.review')
  const problem = desk.problem && <FaultNote problem={desk.problem} act="write" />

  if (isEditing)
    return (
      <>
        <FactForm
          draft={draftOf(fact)}
          passage={fact.evidence.text}
          act={say('accept-corrected')}
          other={{
            act: say('save-correction'),
            onSubmit: corrected => void desk.correct(view, { corrected }).then(done => done && onEdit(false)),
          }}
          onSubmit={corrected => void desk.accept(view, { corrected }).then(done => done && onEdit(false))}
          onCancel={() => onEdit(false)}
          isRunning={desk.isRunning}
        />
        {problem}
      </>
    )
  if (state === 'pending' && differs.length > 0 && mayReview) {
    return (
      <>
        <Differences view={view} desk={desk} onKeepBoth={onAccept} onReject={onReject} />
        <div className="acts">
          <Act act={say('edit')} letter="E" kind="t" onAct={() => onEdit(true)} isRunning={desk.isRunning} />
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
      {differs.map(each => (
        <p key={each.factId} className="note">
          {say('legend-differs')}：{each.page} <span className="song">{each.text}</span>
        </p>
      ))}
      {mayReview && (
        <div className="acts">
          {state === 'pending' ? (
            <>
              <Act act={say('accept')} letter="A" kind="p" onAct={onAccept} isRunning={desk.isRunning} />
              <Act act={say('reject')} letter="X" onAct={onReject} isRunning={desk.isRunning} />
              <Act act={say('edit')} letter="E" kind="t" onAct={() => onEdit(true)} isRunning={desk.isRunning} />
            </>
          ) : (
            <Act act={say('undo')} letter="U" onAct={onUndo} isRunning={desk.isRunning} />
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

type ActProps = { act: string; letter: string; kind?: 'p' | 't'; onAct: () => void; isRunning: boolean }

function Act({ act, letter, kind, onAct, isRunning }: ActProps) {
  return (
    <button type="button" className={kind ? `btn ${kind}` : 'btn'} disabled={isRunning} onClick={onAct}>
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
  desk,
  onKeepBoth,
  onReject,
}: Pick<Props, 'view' | 'desk'> & { onKeepBoth: () => void; onReject: () => void }) {
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
        onTakeThis={() => void desk.accept(view, { insteadOf: view.differs.map(each => each.factId) })}
        onReject={onReject}
        busy={desk.isRunning}
      />
    </>
  )
}
