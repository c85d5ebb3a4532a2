import type { Figure as FigureValue } from '#contract/kernel.ts'
import type { Need } from '#contract/publishing.ts'
import { formatDay } from '#ui/days/days.ts'
import { Figure } from '#ui/Figure.tsx'
import { Light } from '#ui/Light.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { useHomeWords } from '../words.ts'

/** One thing that waits: its light and the days left, what and why, and the act as a way to its place. */
export function NeedRow({ need }: { need: Need }) {
  const say = useHomeWords()
  const left = useLeft(need)
  const act = say(`act-${need.reason}`)
  // A queue is no record with a name of its own.
  const title = need.reason === 'decide-names' ? say('names-title') : need.title
  const isPressing = need.group === 'late' || need.group === 'today'
  return (
    <li className="need row">
      <div className="need-light">
        <Light light={need.light ?? 'grey'}>{left}</Light>
      </div>
      <div className="need-what">
        <Link to={need.href} row className="need-title">
          {title}
        </Link>
        <p className="need-why">
          <Why need={need} />
        </p>
      </div>
      <Link to={need.href} className={isPressing ? 'btn p' : 'btn'} aria-label={say('act-of', { act, title })}>
        {act}
      </Link>
    </li>
  )
}

/** How long there is, in working days; where no day is set, what it waits for. */
function useLeft({ workdaysLeft: left, byOn, reason, params }: Need): string {
  const say = useHomeWords()
  const language = useLanguage()
  if (left !== null && left < 0) return say('left-late', { days: -left })
  if (left === 0) return say('left-today')
  if (left !== null) return say('left-days', { days: left })
  // A year whose calendar is not published has days, but no working days to count.
  if (byOn !== null) return say('left-due', { day: formatDay(byOn, language) })
  return say(`wait-${reason}`, params)
}

function Why({ need: { reason, params, figures } }: { need: Need }) {
  const say = useHomeWords()
  const language = useLanguage()
  if (reason === 'reconcile-batch') return <BatchGap figures={figures} />
  const on = typeof params.on === 'string' ? { on: formatDay(params.on, language, { weekday: true }) } : {}
  const unit = (language === 'en' ? params.unitEn : null) ?? params.unit
  const parts = [unit, say(`why-${reason}`, { ...params, ...on }), params.refNo]
  return parts.filter(part => part !== null && part !== undefined && part !== '').join(language === 'zh' ? '·' : ', ')
}

/** What a signing batch stated against what is named (报、已列名): each number with its own evidence. */
function BatchGap({ figures }: { figures: Readonly<Record<string, FigureValue>> }) {
  const say = useHomeWords()
  const { stated, known, statedTotal, knownTotal } = figures
  const isTotalStated = statedTotal !== undefined && statedTotal.value !== null
  return (
    <>
      {stated && known && (
        <>
          {say('batch-count-before')}
          <Figure figure={stated} label={say('stated')} bare />
          {say('batch-count-middle')}
          <Figure figure={known} label={say('known')} bare />
          {say('batch-count-after')}
        </>
      )}
      {isTotalStated && knownTotal && (
        <>
          {say('batch-total-before')}
          <Figure figure={statedTotal} label={say('stated-total')} />
          {say('batch-total-middle')}
          <Figure figure={knownTotal} label={say('known-total')} />
        </>
      )}
    </>
  )
}
