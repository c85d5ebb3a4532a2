import { useKitWords } from '../kitWords.ts'
import type { List } from './useList.ts'

/** How many there are (beyond what is counted, that there are more), and the way on and back. */
export function ListFoot<Row>({ list }: { list: List<Row> }) {
  const say = useKitWords()
  if (list.total === undefined || (list.total === 0 && list.rows.length === 0)) return null
  const turns = list.hasNext || list.cursor !== undefined
  return (
    <div className="list-foot">
      <span aria-live="polite">
        {say(list.hasMoreThanTotal ? 'total-over' : 'total-exact', { total: list.total })}
        {turns && <>·{say('range', { from: list.from, to: list.to })}</>}
      </span>
      {turns && (
        <nav>
          {list.cursor !== undefined && !list.hasPrevious && (
            <button type="button" className="btn t" onClick={list.toStart}>
              {say('to-start')}
            </button>
          )}
          <button type="button" className="btn" disabled={!list.hasPrevious} onClick={list.previous}>
            {say('previous')}
          </button>
          <button type="button" className="btn" disabled={!list.hasNext || list.isTurning} onClick={list.next}>
            {say('next')}
          </button>
        </nav>
      )}
    </div>
  )
}
