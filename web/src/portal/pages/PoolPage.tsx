/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { OpenDraw, OpenDraws, OpenPool } from '#contract/participation/draws.ts'
import type { OwnStanding } from '#contract/participation/portal.ts'
import { tellDraw } from '#contract/participation/toldDraws.ts'
import { usePortal } from '../Context.ts'
import { Go } from '../parts/Go.tsx'
import { Facts } from '../parts/Rules.tsx'
import { Shown } from '../parts/States.tsx'
import { Title } from '../parts/Title.tsx'
import { both, useAsked } from '../useAsked.ts'

const PAGE = 50
type Props = { region: number; quiz: string; draw: string }

/** The sealed list of a draw under public names, fifty places at a time, with its fingerprint and what became of each. */
export function PoolPage({ region, quiz, draw: id }: Props) {
  const { say, language, signedIn } = usePortal()
  const asked = both(
    useAsked<OpenPool>(region, `/participation/open/draws/${id}/pool`),
    useAsked<OpenDraws>(region, `/participation/open/${quiz}/draws`),
  )
  const own = useAsked<OwnStanding>(region, signedIn ? `/participation/open/${quiz}/own` : null).answer
  return (
    <Shown asked={asked}>
      {([{ announcement, pool, exclude }, { draws }]) => (
        <section class="page draws">
          <Title of={`${say('see-pool')} · ${language === 'en' ? announcement.titleEn : announcement.titleZh}`} />
          <p>
            <Go to={{ page: 'draws', region, quiz }}>{say('to-draws')}</Go>
          </p>
          <h1>{say('see-pool')}</h1>
          <p class="lead">{language === 'en' ? announcement.titleEn : announcement.titleZh}</p>
          <Facts facts={[[tellDraw(language, 'draw-root'), announcement.pool.root]]} />
          <p>{say('pool-places', { n: pool.length })}</p>
          <Places
            pool={pool}
            exclude={new Set(exclude)}
            winners={draws.find(each => each.id === id)?.winners ?? []}
            alias={own?.alias}
          />
        </section>
      )}
    </Shown>
  )
}

type PlacesProps = {
  pool: readonly string[]
  exclude: ReadonlySet<string>
  winners: OpenDraw['winners']
  alias: string | undefined
}

function Places({ pool, exclude, winners, alias }: PlacesProps) {
  const { say } = usePortal()
  const [from, setFrom] = useState(0)
  const won = new Map(winners.map(each => [each.alias, each]))
  const place = alias === undefined ? -1 : pool.indexOf(alias)
  const isShown = place >= from && place < from + PAGE
  // Who asked for their own row is taken to it; the button they pressed is gone then.
  const ownRow = useRef<HTMLTableRowElement>(null)
  const isLookedFor = useRef(false)
  useEffect(() => {
    if (isLookedFor.current) ownRow.current?.focus()
    isLookedFor.current = false
  }, [from])
  const noteOn = (each: string) => {
    const prize = won.get(each)
    if (prize) return say(prize.movedUp ? 'pool-up' : 'pool-won')
    return exclude.has(each) ? say('pool-out') : ''
  }
  return (
    <>
      {place >= 0 && (
        <p>
          {say('your-place', { place: place + 1, of: pool.length })}{' '}
          {!isShown && (
            <button
              type="button"
              class="btn"
              onClick={() => {
                isLookedFor.current = true
                setFrom(Math.floor(place / PAGE) * PAGE)
              }}
            >
              {say('to-own-place')}
            </button>
          )}
        </p>
      )}
      <table class="winners">
        <thead>
          <tr>
            <th scope="col">{say('place')}</th>
            <th scope="col">{say('name')}</th>
            <th scope="col">{say('drawn-note')}</th>
          </tr>
        </thead>
        <tbody>
          {pool.slice(from, from + PAGE).map((each, n) => (
            <tr
              key={each}
              ref={each === alias ? ownRow : null}
              class={each === alias ? 'is-own' : undefined}
              tabIndex={each === alias ? -1 : undefined}
            >
              <td>{from + n + 1}</td>
              <th scope="row">
                {each}
                {each === alias && <b> {say('you')}</b>}
              </th>
              <td>{noteOn(each)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="turn">
        {from > 0 && (
          <button type="button" class="btn" onClick={() => setFrom(from - PAGE)}>
            {say('earlier')}
          </button>
        )}
        {from + PAGE < pool.length && (
          <button type="button" class="btn" onClick={() => setFrom(from + PAGE)}>
            {say('more')}
          </button>
        )}
      </p>
    </>
  )
}
