/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { OwnPrize, OwnPrizes } from '#contract/participation/draws.ts'
import type { PickUpShown } from '#contract/participation/pickUp.ts'
import { instantIn, titleIn } from '#contract/participation/told.ts'
import { usePortal } from '../Context.ts'
import { useAsked } from '../useAsked.ts'
import { ClaimForm } from './ClaimForm.tsx'
import { Go } from './Go.tsx'
import { ProblemNote } from './States.tsx'

/**
 * The citizen's own prizes, of one quiz or of all: what became of each, and what to do now. Nothing where there are none. `claimed` hears
 * of each claim: what is agreed to may be another.
 */
export function Prizes({ region, quiz, claimed }: { region: number; quiz?: string; claimed?(): void }) {
  const asked = useAsked<OwnPrizes>(
    region,
    quiz === undefined ? '/participation/own/prizes' : `/participation/open/${quiz}/own/prizes`,
  )
  const { say } = usePortal()
  if (!asked.answer) return asked.problem ? <ProblemNote problem={asked.problem} again={asked.again} /> : null
  const { prizes, now } = asked.answer
  if (prizes.length === 0) return null
  const done = () => {
    asked.again()
    claimed?.()
  }
  return (
    <section class="own prizes">
      <h2>{say('prizes')}</h2>
      {prizes.map(each => (
        <Prize key={each.id} region={region} prize={each} now={now} done={done} />
      ))}
    </section>
  )
}

type Props = { region: number; prize: OwnPrize; now: string; done(): void }

function Prize({ region, prize, now, done }: Props) {
  const { say, language } = usePortal()
  const { quizId, drawNumber, state, movedUp } = prize
  const quiz = titleIn(language, { titleZh: prize.quizTitleZh, titleEn: prize.quizTitleEn })
  // Who claimed it is taken to what became of it; the form they filled in is gone then.
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef(state)
  useEffect(() => {
    if (before.current === 'won' && state === 'claimed') heading.current?.focus()
    before.current = state
  }, [state])
  return (
    <article class="prize">
      <h3 ref={heading} tabIndex={-1}>
        {say(`prize-${state}`, { prize: prize.prize })}
      </h3>
      <p class="small">
        <Go to={{ page: 'draws', region, quiz: quizId }}>{say('prize-of', { quiz, n: drawNumber })}</Go>
      </p>
      {movedUp && state === 'won' && <p>{say('prize-up')}</p>}
      {state === 'won' && <Open region={region} prize={prize} now={now} done={done} />}
      {state === 'claimed' && <Claimed region={region} prize={prize} done={done} />}
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
function Open({ region, prize, now, done }: Props) {
  const { say, language } = usePortal()
  const at = instantIn(language, prize.claimBy)
  if (Date.parse(now) > Date.parse(prize.claimBy)) return <p>{say('prize-passed', { at })}</p>
  return (
    <>
      <p class="note">{say('prize-by', { at })}</p>
      {prize.pickUp && <PickUp pickUp={prize.pickUp} />}
      <ClaimForm region={region} prize={prize} done={done} />
    </>
  )
}

/** What to show where the prize is fetched. */
function Claimed({ region, prize, done }: Omit<Props, 'now'>) {
  const { say, language } = usePortal()
  const [change, setChange] = useState<'open' | 'left' | 'saved'>()
  const opener = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (change === 'left' || change === 'saved') opener.current?.focus()
  }, [change])
  const saved = () => {
    setChange('saved')
    done()
  }
  return (
    <>
      {prize.claimCode !== null && <Code code={prize.claimCode} />}
      {prize.pickUp && <PickUp pickUp={prize.pickUp} />}
      <p>
        {prize.pickUp
          ? say('prize-fetch', { at: instantIn(language, prize.fetchBy) })
          : say('prize-where', { organiser: prize.organiser, at: instantIn(language, prize.fetchBy) })}
      </p>
      {change === 'open' ? (
        <ClaimForm region={region} prize={prize} done={saved} cancel={() => setChange('left')} />
      ) : (
        <p>
          <button ref={opener} type="button" class="btn" onClick={() => setChange('open')}>
            {say('prize-name-again')}
          </button>{' '}
          <span role="status" class="small">
            {change === 'saved' && say('prize-saved')}
          </span>
        </p>
      )}
    </>
  )
}

/** Where, when and with what it is fetched; that it was changed is said, for who read it before. */
function PickUp({ pickUp: { place, times, bring, changedAt } }: { pickUp: PickUpShown }) {
  const { say, language } = usePortal()
  return (
    <>
      <dl class="facts">
        <dt>{say('pick-place')}</dt>
        <dd>{place}</dd>
        <dt>{say('pick-times')}</dt>
        <dd>{times}</dd>
        <dt>{say('pick-bring')}</dt>
        <dd>{bring}</dd>
      </dl>
      {changedAt !== null && <p class="small">{say('pick-changed', { at: instantIn(language, changedAt) })}</p>}
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
