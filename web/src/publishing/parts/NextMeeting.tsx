import type { AgendaItem } from '#contract/gatherings.ts'
import type { Home } from '#contract/publishing.ts'
import { formatDay } from '#ui/days/days.ts'
import { Figure } from '#ui/Figure.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import { useHomeWords } from '../words.ts'
import { pieces } from './pieces.ts'

type Next = NonNullable<Home['next']>

/** The next meeting of the series (下次会议): its day and why that day, its agenda against the time there is. */
export function NextMeeting({ home: { next, today } }: { home: Home }) {
  const say = useHomeWords()
  if (!next)
    return (
      <Section title={say('next')}>
        <p className="s q">{say('no-meeting')}</p>
      </Section>
    )
  const { meetingId } = next.meeting
  const links = meetingId !== null && (
    <>
      <Link to={`/gatherings/${meetingId}`}>{say('agenda')}</Link>
      <Link to={`/gatherings/${meetingId}/pack`}>{say('pack')}</Link>
    </>
  )
  return (
    <Section title={say('next')} aside={links || undefined}>
      <When next={next} today={today} />
      {next.agenda.length === 0 ? (
        <p className="xs q">{say('no-agenda')}</p>
      ) : (
        <>
          <ol className="agenda quiet">
            {next.agenda.map(item => (
              <Item key={item.id} item={item} />
            ))}
          </ol>
          <Minutes next={next} />
        </>
      )}
    </Section>
  )
}

function When({ next: { meeting }, today }: { next: Next; today: string }) {
  const say = useHomeWords()
  const language = useLanguage()
  const { series, on, time, workdaysLeft, previous, becauseZh, becauseEn, meetingId } = meeting
  const name = language === 'en' ? series.nameEn : series.nameZh
  const because = language === 'en' ? becauseEn : becauseZh
  const facts = [
    say('every-months', { months: series.everyMonths }),
    ...(previous ? [say('previous', { day: formatDay(previous.heldOn, language, { sameYearAs: today }) })] : []),
  ]
  return (
    <>
      <p className="when">
        {on ? (
          <>
            {formatDay(on, language, { weekday: true, sameYearAs: today })} <span className="clock">{time}</span>
          </>
        ) : (
          say('day-open')
        )}
      </p>
      <p className="s">
        <b>{name}</b>
        {workdaysLeft === null
          ? language === 'zh'
            ? '。'
            : '.'
          : workdaysLeft === 0
            ? say('is-today')
            : say('in-workdays', { days: workdaysLeft })}
      </p>
      <p className="xs q when-why">
        {facts.join(language === 'zh' ? '，' : ', ')}
        {language === 'zh' ? '。' : '. '}
        {meetingId === null ? say('because', { because: because.replace(/[。.]$/, '') }) : say('set')}
      </p>
    </>
  )
}

function Item({ item: { id, position, title, minutes, result } }: { item: AgendaItem }) {
  const say = useHomeWords()
  return (
    <li>
      <span className="qq">{position}</span>
      <span>
        {title}
        {result !== null && <span className="qq xs"> {result}</span>}
      </span>
      {minutes === null ? (
        <span className="qq">—</span>
      ) : (
        <span>
          <Figure
            figure={{
              value: minutes,
              unit: '分',
              bound: null,
              printed: null,
              evidence: 'hand',
              ref: { kind: 'agenda-item', id, field: 'minutes' },
            }}
            label={say('item-minutes', { title })}
            bare
          />
          {say('minutes-unit')}
        </span>
      )}
    </li>
  )
}

/** The agenda's minutes against the meeting's: one piece per item, what is left dashed, what goes over marked and said. */
function Minutes({ next: { agenda, planned, budget } }: { next: Next }) {
  const say = useHomeWords()
  const minutes = planned.value ?? 0
  const left = budget === null ? 0 : budget - minutes
  const tail =
    budget === null
      ? say('planned-plain')
      : left > 0
        ? say('planned-left', { minutes: left })
        : left < 0
          ? say('planned-over', { minutes: -left })
          : say('planned-full')
  return (
    <>
      <div
        className="minutes"
        role="img"
        aria-label={say('bar', { planned: minutes, budget: budget === null ? minutes : budget })}
      >
        {pieces(agenda, budget).map(({ key, size, over }) => (
          <i key={key} className={over ? 'over' : undefined} style={{ flexGrow: size }} />
        ))}
        {left > 0 && <i className="free" style={{ flexGrow: left }} />}
      </div>
      <p className={left < 0 ? 'xs minutes-over' : 'xs q'}>
        {say('planned')}
        <Figure figure={planned} label={say('planned')} bare />
        {tail}
      </p>
    </>
  )
}
