/** @jsxImportSource preact */
import { useRef, useState } from 'preact/hooks'
import type { OwnPrize, OwnPrizes } from '#contract/participation/draws.ts'
import { instantIn, titleIn } from '#contract/participation/told.ts'
import { usePortal } from '../Context.ts'
import { type Asked, useAsked } from '../useAsked.ts'
import { ClaimForm } from './ClaimForm.tsx'
import { Go } from './Go.tsx'
import { ProblemNote } from './States.tsx'

/** The citizen's own prizes, of one quiz or of all: what became of each, and what to do now. Nothing where there are none. */
export function Prizes({ region, quiz }: { region: number; quiz?: string }) {
  const asked = useAsked<OwnPrizes>(
    region,
    quiz === undefined ? '/participation/own/prizes' : `/participation/open/${quiz}/own/prizes`,
  )
  const { say } = usePortal()
  if (!asked.answer) return asked.problem ? <ProblemNote problem={asked.problem} again={asked.again} /> : null
  const { prizes, now } = asked.answer
  if (prizes.length === 0) return null
  return (
    <section class="own prizes">
      <h2>{say('prizes')}</h2>
      {prizes.map(each => (
        <Prize key={each.id} region={region} prize={each} now={now} asked={asked} />
      ))}
    </section>
  )
}

type Props = { region: number; prize: OwnPrize; now: string; asked: Asked<OwnPrizes> }

function Prize({ region, prize, now, asked }: Props) {
  const { say, language } = usePortal()
  const { quizId, drawNumber, state, movedUp } = prize
  const quiz = titleIn(language, { titleZh: prize.quizTitleZh, titleEn: prize.quizTitleEn })
  return (
    <article class="prize">
      <h3>{say(`prize-${state}`, { prize: prize.prize })}</h3>
      <p class="small">
        <Go to={{ page: 'draws', region, quiz: quizId }}>{say('prize-of', { quiz, n: drawNumber })}</Go>
      </p>
      {movedUp && state === 'won' && <p>{say('prize-up')}</p>}
      {state === 'won' && <Open region={region} prize={prize} now={now} asked={asked} />}
      {state === 'claimed' && <Claimed region={region} prize={prize} asked={asked} />}
      {state === 'lapsed' && (
        <p>
          {prize.out === 'not-fetched'
            ? say('prize-not-fetched', { at: instantIn(language, prize.fetchBy) })
            : say('prize-lapsed-note', { at: instantIn(language, prize.claimBy) })}
        </p>
      )}
      {state === 'refused' && (
        <p>{say('prize-refused-note', { reason: prize.reason ?? '', organiser: prize.organiser })}</p>
      )}
      {state === 'passed-over' && <p>{say('prize-passed-over-note')}</p>}
    </article>
  )
}

/** A prize to be claimed, and until when; one whose round has not come by yet is told to be over. */
function Open({ region, prize, now, asked }: Props) {
  const { say, language } = usePortal()
  const at = instantIn(language, prize.claimBy)
  if (Date.parse(now) > Date.parse(prize.claimBy)) return <p>{say('prize-passed', { at })}</p>
  return (
    <>
      <p class="note">{say('prize-by', { at })}</p>
      <ClaimForm region={region} prize={prize} done={asked.again} />
    </>
  )
}

/** What to show where the prize is fetched. */
function Claimed({ region, prize, asked }: Omit<Props, 'now'>) {
  const { say, language } = usePortal()
  const [isChanging, setChanging] = useState(false)
  const done = () => {
    setChanging(false)
    asked.again()
  }
  return (
    <>
      {prize.claimCode !== null && <Code code={prize.claimCode} />}
      <p>{say('prize-where', { organiser: prize.organiser, at: instantIn(language, prize.fetchBy) })}</p>
      {isChanging ? (
        <ClaimForm region={region} prize={prize} done={done} />
      ) : (
        <p>
          <button type="button" class="btn" onClick={() => setChanging(true)}>
            {say('prize-name-again')}
          </button>
        </p>
      )}
    </>
  )
}

/** The code in large letters. Where the browser copies nothing (no https, some browsers inside programs) it is selected, to be copied by hand. */
function Code({ code }: { code: string }) {
  const { say } = usePortal()
  const [said, setSaid] = useState<'prize-copied' | 'prize-marked'>()
  const place = useRef<HTMLElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code)
      setSaid('prize-copied')
    } catch {
      if (place.current) getSelection()?.selectAllChildren(place.current)
      setSaid('prize-marked')
    }
  }
  return (
    <div class="code">
      <p>
        {say('prize-code')} <b ref={place}>{code}</b>
      </p>
      <button type="button" class="btn" onClick={() => void copy()}>
        {say('prize-copy')}
      </button>{' '}
      <span role="status" class="small">
        {said && say(said)}
      </span>
    </div>
  )
}
