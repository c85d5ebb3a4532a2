/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { OwnStanding, Ranking } from '#contract/participation/portal.ts'
import { instantIn } from '#contract/participation/told.ts'
import { usePortal } from '../Context.ts'
import { Go } from '../parts/Go.tsx'
import { Shown } from '../parts/States.tsx'
import { Title } from '../parts/Title.tsx'
import { useAsked } from '../useAsked.ts'

const PAGE = 50

/** The public ranking, fifty places at a time, with the way to the own one. */
export function RankingPage({ region, quiz }: { region: number; quiz: string }) {
  const { say, language, signedIn } = usePortal()
  const [from, setFrom] = useState(1)
  const asked = useAsked<Ranking>(region, `/participation/open/${quiz}/ranking?from=${from}&limit=${PAGE}`)
  const own = useAsked<OwnStanding>(region, signedIn ? `/participation/open/${quiz}/own` : null)
  const place = own.answer?.place ?? null
  // Who asked for their own row is taken to it; the button they pressed is gone then.
  const ownRow = useRef<HTMLTableRowElement>(null)
  const isLookedFor = useRef(false)
  useEffect(() => {
    if (!isLookedFor.current || !ownRow.current) return
    isLookedFor.current = false
    ownRow.current.focus()
  }, [asked.answer])
  return (
    <Shown asked={asked}>
      {({ rows, of }) => (
        <section class="page">
          <Title of={say('ranking')} />
          <p>
            <Go to={{ page: 'quiz', region, quiz }}>{say('to-quiz')}</Go>
          </p>
          <h1>{say('ranking')}</h1>
          {of === 0 && <p>{say('ranking-empty')}</p>}
          {place !== null && (
            <p>
              {say('your-place', { place, of })}{' '}
              {!rows.some(row => row.isOwn) && (
                <button
                  type="button"
                  class="btn"
                  onClick={() => {
                    isLookedFor.current = true
                    setFrom(Math.max(1, place - 5))
                  }}
                >
                  {say('to-own-place')}
                </button>
              )}
            </p>
          )}
          {of > 0 && (
            <table>
              <thead>
                <tr>
                  <th scope="col">{say('place')}</th>
                  <th scope="col">{say('name')}</th>
                  <th scope="col">{say('score')}</th>
                  <th scope="col">{say('time')}</th>
                  <th scope="col" class="wide">
                    {say('order')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(row => (
                  <tr
                    key={row.place}
                    ref={row.isOwn ? ownRow : null}
                    class={row.isOwn ? 'is-own' : undefined}
                    tabIndex={row.isOwn ? -1 : undefined}
                  >
                    <td>{row.place}</td>
                    <th scope="row">
                      {row.alias}
                      {row.isOwn && <b> {say('you')}</b>}
                    </th>
                    <td>{row.score}</td>
                    <td>{(row.tenths / 10).toFixed(1)}</td>
                    <td class="wide">{instantIn(language, row.finishedAt)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <p class="turn">
            {from > 1 && (
              <button type="button" class="btn" onClick={() => setFrom(Math.max(1, from - PAGE))}>
                {say('earlier')}
              </button>
            )}
            {from + PAGE <= of && (
              <button type="button" class="btn" onClick={() => setFrom(from + PAGE)}>
                {say('more')}
              </button>
            )}
          </p>
        </section>
      )}
    </Shown>
  )
}
