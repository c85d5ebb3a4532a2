import type { FactView } from '../api.ts'
import { useIntakeWords } from '../words.ts'

/** What of this article cannot be right together with the fact: what it says, what follows from the others, and their sentences beside it. */
export function Disagreements({ items }: { items: FactView['disagrees'] }) {
  const say = useIntakeWords()
  return items.map(({ kind, said, other, unit, tolerance, beside }) => (
    <div key={`${kind} ${other}`} className="note disagrees">
      <p>
        <b>{say(`disagrees-${kind}`)}</b> {say('disagrees-said', { said, other, unit })}
        {tolerance > 0 && <span className="qq"> {say('disagrees-within', { tolerance, unit })}</span>}
      </p>
      <ul>
        {beside.map(({ factId, text }) => (
          <li key={factId} className="song" lang="zh-CN">
            {text}
          </li>
        ))}
      </ul>
    </div>
  ))
}
