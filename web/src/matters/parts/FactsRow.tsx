import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { useClock } from '#ui/clock.ts'
import { dayOfInstant, formatDay } from '#ui/days/days.ts'
import { Figure } from '#ui/Figure.tsx'
import { useLanguage } from '#ui/language/language.ts'
import type { MatterDetail } from '../api.ts'
import { useMatterWords } from '../words.ts'
import { DayFigure } from './DayFigure.tsx'
import { sayWith } from './sayWith.tsx'

/** The four facts: the limit, what is left of it, the progress, the reports. */
export function FactsRow({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  const language = useLanguage()
  const left = matter.workdaysLeft
  const late = (left?.value ?? 0) < 0
  const { feedback, nextFeedbackOn } = matter
  const { instant } = useAsOf()
  const clock = useClock()
  const dayShown = dayOfInstant(instant ?? clock())
  return (
    <dl className="four">
      <div>
        <dt>{say('time-limit')}</dt>
        <dd>
          <Limit matter={matter} />
        </dd>
      </div>
      <div>
        <dt>{late ? say('overdue-by') : say('remaining')}</dt>
        <dd>
          {left === null ? (
            <span className="qq">—</span>
          ) : (
            <>
              <Figure
                figure={{ ...left, value: left.value === null ? null : Math.abs(left.value) }}
                label={say('remaining')}
                bare
              />
              {say('workdays')}
            </>
          )}
          <RestDays matter={matter} />
        </dd>
      </div>
      <div>
        <dt>{say('progress')}</dt>
        <dd>
          {matter.actualPercent ? (
            <Figure figure={matter.actualPercent} label={say('progress')} digits={1} />
          ) : (
            <span className="qq">{say('not-reported')}</span>
          )}
          <small>
            {matter.planPercent
              ? sayWith(
                  fig => say('plan-should', { fig }),
                  <Figure figure={matter.planPercent} label={say('progress')} digits={1} bare />,
                )
              : say('plan-none')}
          </small>
        </dd>
      </div>
      <div>
        <dt>{say('feedback')}</dt>
        <dd>
          {say(`feedback-${feedback.kind}`, { count: feedback.count })}
          {nextFeedbackOn !== null && (
            <small>
              {say(nextFeedbackOn < dayShown ? 'feedback-was-due' : 'feedback-next', {
                day: formatDay(nextFeedbackOn, language, { weekday: true }),
              })}
            </small>
          )}
        </dd>
      </div>
    </dl>
  )
}

function Limit({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  const { dueOn, dueOriginal, state, kinds, id } = matter
  const of = (field: string) => ({ kind: 'matter', id, field })
  if (state === 'long_term') return <span className="q">{say('no-limit-long')}</span>
  if (dueOn === null) return <span className="qq">{say('no-limit')}</span>
  return (
    <>
      <DayFigure day={dueOn} label={say('time-limit')} evidence={kinds.dueOn ?? 'hand'} of={of('dueOn')} />
      {dueOriginal !== null && dueOriginal !== dueOn && (
        <small>
          {sayWith(
            day => say('original-limit', { day }),
            <DayFigure
              day={dueOriginal}
              label={say('time-limit')}
              evidence={kinds.dueOriginal ?? 'hand'}
              of={of('dueOriginal')}
            />,
          )}
        </small>
      )}
    </>
  )
}

/** Holidays on the way that do not count; the first two are named. */
function RestDays({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  const language = useLanguage()
  if (matter.workdaysLeft === null || matter.restDays.length === 0) return null
  const text = matter.restDays
    .slice(0, 2)
    .map(({ from, to, nameZh, nameEn }) => {
      const day = (on: string) => formatDay(on, language, { sameYearAs: matter.dueOn ?? on })
      const name = language === 'zh' ? nameZh : nameEn
      return from === to
        ? say('holiday-skipped-one', { name, from: day(from) })
        : say('holiday-skipped', { name, from: day(from), to: day(to) })
    })
    .join(language === 'zh' ? '，' : ', ')
  return <small>{text}</small>
}
