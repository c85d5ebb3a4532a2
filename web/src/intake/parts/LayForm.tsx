import { useState } from 'react'
import { type LayingAct, layingActs } from '#contract/intake/laying.ts'
import type { ArticleRow } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { lineNumbered } from './lines.ts'

export type Laying = { act: LayingAct; at: number; after?: number }

type Props = { article: ArticleRow; text: string; at: number; onLay: (laying: Laying) => void; isRunning: boolean }

/** How the line of a selected passage lies, where the reader misread the columns: said by a person, and the articles are read again. */
export function LayForm({ article, text, at, onLay, isRunning }: Props) {
  const say = useIntakeWords()
  const [number, setNumber] = useState<string | null>(null)
  const after = lineNumbered(text, article, Number(number))
  const choose = (value: string) => {
    const act = layingActs.find(each => each === value)
    if (act === 'moves') setNumber('')
    else if (act) onLay({ act, at })
  }
  if (number === null)
    return (
      <select
        className="choice"
        aria-label={say('lay')}
        value=""
        disabled={isRunning}
        onChange={event => choose(event.target.value)}
      >
        <option value="">{say('lay')}…</option>
        {layingActs.map(act => (
          <option key={act} value={act}>
            {say(`lay-${act}`)}
          </option>
        ))}
      </select>
    )
  return (
    <form
      className="acts"
      onSubmit={event => {
        event.preventDefault()
        if (after !== null) onLay({ act: 'moves', at, after })
      }}
    >
      <label>
        {say('lay-after')}{' '}
        <input
          className="line-number"
          inputMode="numeric"
          value={number}
          aria-invalid={number !== '' && after === null}
          onChange={event => setNumber(event.target.value)}
        />
      </label>
      <button type="submit" className="btn" disabled={isRunning || after === null}>
        {say('lay-moves')}
      </button>
    </form>
  )
}
