/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ConsentKind, PersonalData } from '#contract/citizens.ts'
import { instantIn } from '#contract/participation/told.ts'
import { isNotSignedIn, type Problem, problemOf } from '../api.ts'
import { usePortal } from '../Context.ts'
import { Go } from '../parts/Go.tsx'
import { Prizes } from '../parts/Prizes.tsx'
import { ProblemNote, Shown } from '../parts/States.tsx'
import { Title } from '../parts/Title.tsx'
import { addressOf } from '../place.ts'
import { tell, useAsked } from '../useAsked.ts'

/** What is kept about the citizen who is signed in: to see, to take along, to take back, to delete. */
export function OwnPage({ region }: { region: number }) {
  const { say, language, go, signedInIs, signedIn } = usePortal()
  const asked = useAsked<PersonalData>(region, signedIn === false ? null : '/citizens/own/data')
  const [problem, setProblem] = useState<Problem>()

  if (signedIn === false)
    return (
      <section class="page">
        <Title of={say('own-data')} />
        <h1>{say('own-data')}</h1>
        <Go class="btn primary" to={{ page: 'sign-in', region, next: addressOf({ page: 'own', region }) }}>
          {say('sign-in')}
        </Go>
      </section>
    )

  const act = (method: 'POST' | 'DELETE', path: string, body: object | undefined, then: () => void) => () => {
    setProblem(undefined)
    tell(region, method, path, body).then(then, (error: unknown) => {
      if (isNotSignedIn(error)) signedInIs(false)
      setProblem(problemOf(error))
    })
  }
  const leave = () => {
    signedInIs(false)
    go({ page: 'quizzes', region }, { replace: true })
  }

  return (
    <Shown asked={asked}>
      {data => {
        // What was agreed to for a prize is told anew when it was taken back.
        const takenBack = data.consents.filter(({ withdrawnAt }) => withdrawnAt !== null).length
        const gives = (kind: ConsentKind) => data.citizen.consents.includes(kind)
        return (
          <section class="page">
            <Title of={say('own-data')} />
            <h1>{say('own-data')}</h1>
            <Prizes key={takenBack} region={region} claimed={asked.again} />
            <p>{say('own-kept', { four: data.citizen.lastFour })}</p>
            <p class="small">{say('since', { at: instantIn(language, data.citizen.since) })}</p>
            <h2>{say('consents')}</h2>
            <ul class="rows">
              {data.consents.map(each => (
                <li key={each.kind + each.givenAt}>
                  <p class="consent" lang={each.language === 'zh' ? 'zh-CN' : 'en'}>
                    {each.text}
                  </p>
                  <p class="small">
                    {say('consent-given', { at: instantIn(language, each.givenAt) })}
                    {each.withdrawnAt &&
                      ` · ${say('consent-withdrawn', { at: instantIn(language, each.withdrawnAt) })}`}
                  </p>
                </li>
              ))}
            </ul>
            {gives('publish-name-1') && (
              <button
                type="button"
                class="btn"
                onClick={act('DELETE', '/citizens/own/consents/publish-name-1', undefined, asked.again)}
              >
                {say('withdraw')}
              </button>
            )}
            <p class="acts">
              <a class="btn" href={`/api/${region}/citizens/own/data/file`} download>
                {say('export')}
              </a>
              <button type="button" class="btn" onClick={act('DELETE', '/citizens/session', undefined, leave)}>
                {say('sign-out')}
              </button>
            </p>
            <Erase really={act('POST', '/citizens/own/erase', { really: true }, leave)} />
            {problem && <ProblemNote problem={problem} />}
          </section>
        )
      }}
    </Shown>
  )
}

/** Deleting is asked twice. The focus goes to the question and its safe answer, and back where it came from. */
function Erase({ really }: { really(): void }) {
  const { say } = usePortal()
  const [isAsked, setAsked] = useState<boolean>()
  const first = useRef<HTMLButtonElement>(null)
  const no = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isAsked === true) no.current?.focus()
    if (isAsked === false) first.current?.focus()
  }, [isAsked])
  if (!isAsked)
    return (
      <p>
        <button ref={first} type="button" class="btn" onClick={() => setAsked(true)}>
          {say('erase')}
        </button>
      </p>
    )
  return (
    <div
      class="refusal"
      role="alertdialog"
      aria-label={say('erase')}
      aria-describedby="erase-warning"
      onKeyDown={event => event.key === 'Escape' && setAsked(false)}
    >
      <p id="erase-warning">{say('erase-warning')}</p>
      <button ref={no} type="button" class="btn" onClick={() => setAsked(false)}>
        {say('erase-no')}
      </button>
      <button type="button" class="btn" onClick={really}>
        {say('erase-really')}
      </button>
    </div>
  )
}
