import { type Home, home } from '#contract/publishing.ts'
import { useGet } from '#ui/api.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { formatDay } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Needs } from './parts/Needs.tsx'
import { NextMeeting } from './parts/NextMeeting.tsx'
import { SinceLast } from './parts/SinceLast.tsx'
import { UnitLights } from './parts/UnitLights.tsx'
import { useHomeWords } from './words.ts'
import './home.css'

const NEED_HEIGHT = 53

/** The first page of whoever is signed in: what needs me now, what comes next, what became of what was said. */
export function HomePage() {
  const say = useHomeWords()
  const { data, error, refetch } = useGet('/publishing/home', home)
  if (!data)
    return (
      <>
        <PageHead title={say('window')} />
        {error ? (
          <FaultNote problem={error} onAgain={() => void refetch()} />
        ) : (
          <Loading rows={10} rowHeight={NEED_HEIGHT} />
        )}
      </>
    )
  return (
    <>
      <HomeHead home={data} />
      {error && <FaultNote problem={error} onAgain={() => void refetch()} />}
      <div className="cols home">
        <div>
          <Needs home={data} />
          <UnitLights home={data} />
        </div>
        <div>
          <NextMeeting home={data} />
          {data.since && <SinceLast since={data.since} next={data.next} />}
        </div>
      </div>
    </>
  )
}

function HomeHead({ home: { needs, today } }: { home: Home }) {
  const say = useHomeWords()
  const language = useLanguage()
  const { isPast } = useAsOf()
  const counts = (['late', 'today', 'week'] as const).flatMap(group => {
    const count = needs.filter(need => need.group === group).length
    return count > 0 ? [say(`lead-${group}`, { count })] : []
  })
  const count = needs.length
  const title = isPast
    ? say('title-past', { count, day: formatDay(today, language) })
    : count > 0
      ? say('title-some', { count })
      : say('title-none')
  const lead =
    counts.length > 0 ? `${counts.join(language === 'zh' ? '，' : ', ')}${language === 'zh' ? '。' : '.'}` : undefined
  return <PageHead title={title} documentTitle={say('window')} {...(lead === undefined ? {} : { lead })} />
}
