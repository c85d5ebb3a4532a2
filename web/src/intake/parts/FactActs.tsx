import { useState } from 'react'
import { FaultNote } from '#ui/FaultNote.tsx'
import type { Contradiction, FactView, Verdict } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { Act } from './Act.tsx'
import { openOf } from './contradicting.ts'
import { Disagreements } from './Disagreements.tsx'
import { FactForm } from './FactForm.tsx'
import { type Draft, draftOf } from './fields.ts'
import type { Desk } from './useDesk.ts'
import { VerdictDialog } from './VerdictDialog.tsx'
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
  onSetAside: () => void
  onUndo: () => void
  /** A contradiction of the fact: the verdict that is being given a reason, whether acceptance was asked once, and the acts. */
  verdict: Exclude<Verdict, 'open'> | null
  isAsking: boolean
  onVerdict: (verdict: Verdict) => void
  onDecide: (item: Contradiction, verdict: Verdict, reason: string) => void
  onCloseVerdict: () => void
  onAcceptOpen: () => void
}

export type Editing = { draft?: Draft; field?: string }

/** What can be done with the current fact: by its state, by what the actor may, and by whether it contradicts others. */
export function FactActs(props: Props) {
  const { view, desk, editing, onEdit, onAccept, onReject, onSetAside, onUndo } = props
  const { verdict, isAsking, onVerdict, onDecide, onCloseVerdict, onAcceptOpen } = props
  const say = useIntakeWords()
  const [isWithdrawing, setWithdrawing] = useState(false)
  const { state, may, fact } = view
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
  const open = openOf(view)
  const mayDecide = mayReview && (state === 'pending' || state === 'accepted')
  return (
    <>
      <Disagreements
        view={view}
        mayDecide={mayDecide}
        onVerdict={onVerdict}
        onUndo={item => void desk.undecide(view, item)}
      />
      {isAsking && (
        <p className="note" role="status">
          {say('verdict-accept-again')}
        </p>
      )}
      {mayReview && (
        <div className="acts">
          {state === 'pending' && open !== undefined && (
            <>
              <Act act={say('verdict-accept')} letter="↵" kind="t" onAct={onAcceptOpen} />
              <Act act={say('edit')} letter="E" kind="t" onAct={() => onEdit({})} />
            </>
          )}
          {state === 'pending' && open === undefined && (
            <>
              <Act act={say('accept')} letter="A" kind="p" onAct={onAccept} />
              <Act act={say('reject')} letter="X" onAct={onReject} />
              <Act act={say('edit')} letter="E" kind="t" onAct={() => onEdit({})} />
              <Act act={say('set-aside')} letter="⇧X" kind="t" onAct={onSetAside} />
            </>
          )}
          {state !== 'pending' && <Act act={say('undo')} letter="U" onAct={onUndo} />}
          {state === 'accepted' && may.includes('intake.withdraw-fact') && (
            <button type="button" className="btn t" onClick={() => setWithdrawing(true)}>
              {say('withdraw')}…
            </button>
          )}
        </div>
      )}
      {problem}
      {verdict !== null && open && (
        <VerdictDialog
          view={view}
          item={open}
          verdict={verdict}
          onDecide={reason => onDecide(open, verdict, reason)}
          onClose={onCloseVerdict}
        />
      )}
      {isWithdrawing && <WithdrawDialog view={view} desk={desk} onClose={() => setWithdrawing(false)} />}
    </>
  )
}
