import { articleDifference, type DifferenceRow } from '#contract/intake/repeats.ts'
import { useGet } from '#ui/api.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useIntakeWords } from '../words.ts'

/** Two articles side by side, sentence by sentence, with what differs marked; on a phone each sentence above its other. */
export function DifferenceDialog({ articleId, onClose }: { articleId: string; onClose: () => void }) {
  const say = useIntakeWords()
  const { data, error, refetch } = useGet(`/intake/articles/${articleId}/difference`, articleDifference)
  return (
    <Dialog title={say('repeat-title')} onClose={onClose} kind="wide">
      {error ? (
        <FaultNote problem={error} onAgain={() => void refetch()} />
      ) : !data ? (
        <Loading rows={8} />
      ) : (
        <>
          <table className="two-texts" lang="zh-CN">
            <thead>
              <tr>
                <th scope="col">
                  {say('repeat-first')} {data.first.page} {data.first.issueDate}
                </th>
                <th scope="col">
                  {say('repeat-later')} {data.later.page} {data.later.issueDate}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row, index) => (
                // The rows of two fixed texts never move.
                <tr key={index}>
                  <Side side={row.first} mark="del" />
                  <Side side={row.later} mark="ins" />
                </tr>
              ))}
            </tbody>
          </table>
          {data.isCut && <p className="xs q">{say('repeat-cut')}</p>}
        </>
      )}
    </Dialog>
  )
}

function Side({ side, mark: Mark }: { side: DifferenceRow['first']; mark: 'del' | 'ins' }) {
  const say = useIntakeWords()
  if (side === null) return <td className="qq">{say('repeat-absent')}</td>
  let at = 0
  return (
    <td>
      {side.map(({ text, differs }) => {
        const key = at
        at += text.length
        return differs ? <Mark key={key}>{text}</Mark> : <span key={key}>{text}</span>
      })}
    </td>
  )
}
