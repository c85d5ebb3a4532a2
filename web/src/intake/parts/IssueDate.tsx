import { useState } from 'react'
import { RefusalError } from '#ui/api.ts'
import { Day } from '#ui/days/Day.tsx'
import { formatDay } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useLanguage } from '#ui/language/language.ts'
import { datedPage, type PageRow } from '../api.ts'
import { useIntakeWords } from '../words.ts'

/** Asks for the issue date of a page, or lets it be changed; says what reading it again has changed. */
export function IssueDate({ page, onDated }: { page: PageRow; onDated?: (page: PageRow) => void }) {
  const say = useIntakeWords()
  const language = useLanguage()
  const [day, setDay] = useState(page.issueDate)
  const [told, setTold] = useState<string | null>(null)
  const command = useCommand({
    path: `/intake/pages/${page.id}/issue-date`,
    method: 'PUT',
    gives: datedPage,
    onDone: ({ page: dated, reread, decidedDiffering }) => {
      const when = dated.issueDate === null ? say('date-open') : formatDay(dated.issueDate, language)
      const others = decidedDiffering.length
      setTold(
        say('dated', { day: when, count: reread }) + (others > 0 ? say('dated-differing', { count: others }) : ''),
      )
      setDay(dated.issueDate)
      onDated?.(dated)
    },
  })
  // A long page is being read again: nothing was refused, the same is asked once more.
  const isBusy = command.problem instanceof RefusalError && command.problem.code === 'intake.reading-unavailable'
  const set = (issueDate: string | null) => command.run({ version: page.version, issueDate })
  return (
    <div className="issue-date">
      <p className="xs q">
        {page.dateStanding === 'open' && say('ask-date')}
        {page.dateStanding === 'found' && say('date-found', { basis: page.dateBasis ?? '' })}
        {page.dateStanding === 'given' && say('date-given')}
      </p>
      <form
        className="issue-date-form"
        onSubmit={event => {
          event.preventDefault()
          if (day !== null) void set(day)
        }}
      >
        <label className="vh" htmlFor={`issued-${page.id}`}>
          {say('issue-date')}
        </label>
        <DayInput id={`issued-${page.id}`} value={day} onChange={setDay} disabled={command.isRunning} />
        <button type="submit" className="btn" disabled={command.isRunning || day === null || day === page.issueDate}>
          {say('set-date')}
        </button>
        {page.dateStanding === 'given' && (
          <button type="button" className="btn t" disabled={command.isRunning} onClick={() => void set(null)}>
            {say('date-clear')}
          </button>
        )}
        {page.dateStanding !== 'open' && page.issueDate !== null && <Day value={page.issueDate} weekday />}
      </form>
      {told !== null && (
        <p className="xs" role="status">
          {told}
        </p>
      )}
      {command.problem && (
        <FaultNote problem={command.problem} act="write" {...(isBusy ? { onAgain: () => void set(day) } : {})} />
      )}
    </div>
  )
}
