/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import type { ConsentKind, PersonalData } from '#contract/citizens.ts'
import { isNotSignedIn, type Problem, problemOf } from '../api.ts'
import { usePortal } from '../Context.ts'
import { Go } from '../parts/Go.tsx'
import { ProblemNote, Shown } from '../parts/States.tsx'
import { addressOf } from '../place.ts'
import { tell, useAsked } from '../useAsked.ts'
import { instantIn } from '../words.ts'

/** What is kept about the citizen who is signed in: to see, to take along, to take back, to delete. */
export function OwnPage({ region }: { region: number }) {
  const { say, language, go, signedInIs, signedIn } = usePortal()
  const asked = useAsked<PersonalData>(region, signedIn === false ? null : '/citizens/own/data')
  const [problem, setProblem] = useState<Problem>()
  const [isErasing, setErasing] = useState(false)

  if (signedIn === false)
    return (
      <section class="page">
        <Go class="btn primary" to={{ page: 'sign-in', region, next: addressOf({ page: 'own', region }) }}>
          {say('sign-in')}
        </Go>
      </section>
    )

  const act = (method: 'POST' | 'DELETE', path: string, body: object | undefined, then: () => void) => async () => {
    setProblem(undefined)
    try {
      await tell(region, method, path, body)
      then()
    } catch (error) {
      if (isNotSignedIn(error)) signedInIs(false)
      setProblem(problemOf(error))
    }
  }
  const leave = () => {
    signedInIs(false)
    go({ page: 'quizzes', region }, { replace: true })
  }

  return (
    <Shown asked={asked}>
      {data => {
        const gives = (kind: ConsentKind) => data.citizen.consents.includes(kind)
        return (
          <section class="page">
            <h1>{say('own-data')}</h1>
            <p>{say('own-kept', { four: data.citizen.lastFour })}</p>
            <p class="small">{say('since', { at: instantIn(language, data.citizen.since) })}</p>
            <h2>{say('consents')}</h2>
            <ul class="rows">
              {data.consents.map(each => (
                <li key={each.kind + each.givenAt}>
                  <p lang={each.language === 'zh' ? 'zh-CN' : 'en'}>{each.text}</p>
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
              <button type="button" class="btn" onClick={() => save(data)}>
                {say('export')}
              </button>
              <button type="button" class="btn" onClick={act('DELETE', '/citizens/session', undefined, leave)}>
                {say('sign-out')}
              </button>
              {!isErasing && (
                <button type="button" class="btn" onClick={() => setErasing(true)}>
                  {say('erase')}
                </button>
              )}
            </p>
            {isErasing && (
              <div class="refusal" role="alertdialog" aria-labelledby="erase-warning">
                <p id="erase-warning">{say('erase-warning')}</p>
                <button type="button" class="btn" onClick={() => setErasing(false)}>
                  {say('erase-no')}
                </button>
                <button type="button" class="btn" onClick={act('POST', '/citizens/own/erase', { really: true }, leave)}>
                  {say('erase-really')}
                </button>
              </div>
            )}
            {problem && <ProblemNote problem={problem} />}
          </section>
        )
      }}
    </Shown>
  )
}

/** Hands the data to the browser as a file. */
function save(data: PersonalData): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `jianghai-${data.at.slice(0, 10)}.json`
  link.click()
  URL.revokeObjectURL(address)
}
