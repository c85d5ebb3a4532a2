import { Day } from '#ui/days/Day.tsx'
import { formatDay } from '#ui/days/days.ts'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import type { NextMeeting } from '../api.ts'
import { useGatheringsWords } from '../words.ts'
import type { Wished } from './PlanDialog.tsx'
import './gatherings.css'

type Props = { next: NextMeeting; onPlan: ((wished: Wished) => void) | undefined }

/** When a series meets next: the day, how far it is, why that day and what was avoided to find it. */
export function NextMeetingBox({ next, onPlan }: Props) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const { series, on, time, workdaysLeft, previous, meetingId } = next
  const stop = language === 'zh' ? '。' : '. '
  const facts = [
    say('every-months', { months: series.everyMonths }),
    ...(previous ? [say('previous', { day: formatDay(previous.heldOn, language) })] : []),
    ...(language === 'zh' ? [next.becauseZh] : [next.becauseEn]),
  ]
  return (
    <Section
      title={say('next-meeting')}
      aside={
        meetingId !== null && (
          <>
            <Link to={`/gatherings/${meetingId}`}>{say('agenda')}</Link>
            <Link to={`/gatherings/${meetingId}/pack`}>{say('pack')}</Link>
          </>
        )
      }
    >
      <p className="next-day">
        {on === null ? (
          say('next-open')
        ) : (
          <>
            <Day value={on} weekday /> <span className="no-autospace">{time}</span>
          </>
        )}
      </p>
      <p className="s">
        <b>{language === 'zh' ? series.nameZh : series.nameEn}</b>
        {workdaysLeft !== null && (
          <>
            {language === 'zh' ? '，' : ', '}
            {workdaysLeft === 0 ? say('days-today') : say('days-left', { days: workdaysLeft })}
          </>
        )}
        {stop}
      </p>
      <p className="xs q">{facts.join(language === 'zh' ? '。' : '; ')}</p>
      {meetingId === null && on !== null && (
        <p className="xs q next-plan">
          {say('not-registered')}{' '}
          {onPlan && (
            <button
              type="button"
              className="btn"
              onClick={() => onPlan({ seriesId: series.id, heldOn: on, startTime: time })}
            >
              {say('register')}
            </button>
          )}
        </p>
      )}
    </Section>
  )
}
