import { useIntakeWords } from '../words.ts'

/** What the lines under the text mean. */
export function Legend() {
  const say = useIntakeWords()
  return (
    <div className="foot lg">
      <span>
        <i className="span accepted">{say('solid')}</i> {say('legend-accepted')}
      </span>
      <span>
        <i className="span pending">{say('dotted')}</i> {say('legend-pending')}
      </span>
      <span>
        <i className="span differs">{say('wavy')}</i> {say('legend-differs')}
      </span>
      <span>
        <i className="hl">{say('wash')}</i> {say('legend-current')}
      </span>
      <span className="r">{say('song-note')}</span>
    </div>
  )
}
