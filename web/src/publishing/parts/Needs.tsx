import { Fragment, useRef } from 'react'
import type { Home, Need } from '#contract/publishing.ts'
import { formatDay } from '#ui/days/days.ts'
import { Empty } from '#ui/Empty.tsx'
import { Kbd } from '#ui/Kbd.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { useRowKeys } from '#ui/list/useRowKeys.ts'
import { Section } from '#ui/Section.tsx'
import { useHomeWords } from '../words.ts'
import { NeedRow } from './NeedRow.tsx'

const groups: ReadonlyArray<Need['group']> = ['late', 'today', 'week', 'later']

/** What waits for the reader, in groups by how pressing it is. J and K move, Enter opens. */
export function Needs({ home: { needs, next } }: { home: Home }) {
  const say = useHomeWords()
  const box = useRef<HTMLDivElement>(null)
  useRowKeys(box)
  const keys = (
    <>
      {say('needs-order')}
      <Kbd keys={['J', 'K']}>{say('keys-move')}</Kbd>
      <Kbd keys={['Enter']}>{say('keys-open')}</Kbd>
    </>
  )
  return (
    <Section title={say('needs')} aside={needs.length > 0 ? keys : undefined}>
      <div ref={box}>
        {needs.length === 0 && <Nothing next={next} />}
        {groups.map(group => {
          const own = needs.filter(need => need.group === group)
          if (own.length === 0) return null
          return (
            <Fragment key={group}>
              <h3 className="need-group">{say(group)}</h3>
              <ul>
                {own.map(need => (
                  <NeedRow key={need.id} need={need} />
                ))}
              </ul>
            </Fragment>
          )
        })}
      </div>
    </Section>
  )
}

/** Nothing waits: say what comes next, so that the page still tells something. */
function Nothing({ next }: { next: Home['next'] }) {
  const say = useHomeWords()
  const language = useLanguage()
  const name = language === 'en' ? next?.meeting.series.nameEn : next?.meeting.series.nameZh
  const on = next?.meeting.on
  const why =
    name === undefined
      ? say('none')
      : on
        ? say('none-next', { name, day: formatDay(on, language, { weekday: true }) })
        : say('none-next-open', { name })
  return <Empty why={why} act={<Link to="/matters">{say('all-matters')}</Link>} />
}
