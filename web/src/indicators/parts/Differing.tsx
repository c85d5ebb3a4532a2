import { useState } from 'react'
import type { Observation, Series } from '#contract/indicators.ts'
import { Conflict } from '#ui/Conflict.tsx'
import { dayOfInstant, formatDay } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useLanguage } from '#ui/language/language.ts'
import { formatQuantity } from '#ui/quantities.ts'
import { useIndicatorWords } from '../words.ts'
import { formatPeriod } from './periods.ts'

/** Values of one period that disagree, two by two, until a person decides: both stand, this one counts, or it is not taken. */
export function Differing({ shown }: { shown: Series }) {
  const open = Map.groupBy(
    shown.observations.filter(each => each.differs && each.period !== null),
    each => each.period ?? '',
  )
  return [...open].map(([period, values]) => {
    // The shown value is on record; the newest other is the one to decide on.
    const there = values.find(each => each.chosen)
    const here = values.find(each => !each.chosen)
    return here && there && <Pair key={period} shown={shown} period={period} here={here} there={there} />
  })
}

type PairProps = { shown: Series; period: string; here: Observation; there: Observation }

function Pair({ shown, period, here, there }: PairProps) {
  const say = useIndicatorWords()
  const language = useLanguage()
  const [reason, setReason] = useState('')
  const command = useCommand({ path: `/indicators/observations/${here.id}/judge` })
  const side = (value: Observation) => ({
    from: say('conflict-by', {
      status: say(`basis-${value.basis}`),
      by: value.recordedBy,
      at: formatDay(value.publishedOn ?? dayOfInstant(value.recordedAt), language),
    }),
    text: [formatQuantity(value.value, language), value.value.printed].filter(Boolean).join('　'),
  })
  const judge = (verdict: 'beside' | 'preferred' | 'rejected') =>
    void command.run({ version: here.version, verdict, reason: reason.trim() })
  return (
    <div className="differing">
      {shown.may.includes('indicators.judge') && (
        <div className="judge-form">
          <label>
            {say('reason')}
            <input value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />
          </label>
        </div>
      )}
      <Conflict
        title={say('conflict-title', { period: formatPeriod(period, language) })}
        here={side(here)}
        there={side(there)}
        onKeepBoth={() => judge('beside')}
        onTakeThis={() => judge('preferred')}
        onReject={() => judge('rejected')}
        busy={command.isRunning || reason.trim() === '' || !shown.may.includes('indicators.judge')}
      />
      {command.problem && <FaultNote problem={command.problem} act="write" />}
    </div>
  )
}
