import { Kbd } from '#ui/Kbd.tsx'
import { type FactView, isModels } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { openOf } from './contradicting.ts'

type Props = {
  facts: readonly FactView[]
  threshold: number
  onAcceptAbove: () => void
  isRunning: boolean
  mayReview: boolean
  told: string | null
}

/** Under the facts: the keys, and accepting everything the reader is sure enough of. */
export function FactsFoot({ facts, threshold, onAcceptAbove, isRunning, mayReview, told }: Props) {
  const say = useIntakeWords()
  const count = facts.filter(
    view =>
      view.state === 'pending' &&
      view.fact.confidence >= threshold &&
      openOf(view) === undefined &&
      // What only a model proposed is decided one by one.
      !isModels(view),
  ).length
  return (
    <div className="foot">
      {mayReview && (
        <>
          <Kbd keys={['↵', 'A']}>{say('accept')}</Kbd>
          <Kbd keys={['X']}>{say('reject')}</Kbd>
          <Kbd keys={['1–0']}>{say('put-right')}</Kbd>
          <Kbd keys={['E']}>{say('edit')}</Kbd>
        </>
      )}
      <Kbd keys={['J', 'K']}>{say('up-down')}</Kbd>
      <Kbd keys={['N', 'P']}>{say('other-article')}</Kbd>
      {mayReview && (
        <>
          <Kbd keys={['S']}>{say('select')}</Kbd>
          <Kbd keys={['U']}>{say('undo')}</Kbd>
        </>
      )}
      <span role="status">{told}</span>
      {mayReview && count > 0 && (
        <span className="r">
          <button type="button" className="btn t" disabled={isRunning} onClick={onAcceptAbove}>
            <kbd className="hint">⇧A</kbd>
            {say('accept-above', { threshold: threshold.toFixed(2), count })}
          </button>
        </span>
      )}
    </div>
  )
}
