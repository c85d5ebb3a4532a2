import { Input } from 'antd'
import { useState } from 'react'
import { ended } from '#contract/accounts.ts'
import { type OwnSession, ownSessions } from '#contract/signIn.ts'
import { useGet } from '#ui/api.ts'
import { formatInstant } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import { useSignInWords } from '../signInWords.ts'
import { browserOf } from './browserOf.ts'

const OWN = '/accounts/own-sessions'

/** What is to be ended: one session by its id, or all others. */
type Ending = { path: string; act: string }

/** Where the own account is signed in, and how to end what one does not know. */
export function OwnSessions() {
  const say = useSignInWords()
  const { data, error, refetch } = useGet(OWN, ownSessions, { asOf: null })
  const [ending, setEnding] = useState<Ending | null>(null)
  const [done, setDone] = useState<number | null>(null)
  return (
    <Section title={say('where-signed-in')}>
      {data ? (
        <>
          <p className="xs q account-note">{say('sessions-note', { minutes: data.idleMinutes, hours: data.hours })}</p>
          <ul className="own-sessions">
            {data.sessions.map(session => (
              <Place
                key={session.id}
                session={session}
                onEnd={act => setEnding({ path: `${OWN}/${encodeURIComponent(session.id)}/end`, act })}
              />
            ))}
          </ul>
          {ending ? (
            <WithPassword
              key={ending.path}
              {...ending}
              onCancel={() => setEnding(null)}
              onDone={sessions => {
                setEnding(null)
                setDone(sessions)
              }}
            />
          ) : (
            <div className="acts">
              {data.sessions.length > 1 && (
                <button
                  type="button"
                  className="btn"
                  onClick={() => setEnding({ path: `${OWN}/end-others`, act: say('end-others') })}
                >
                  {say('end-others')}
                </button>
              )}
              {done !== null && <span role="status">{say('others-ended', { sessions: done })}</span>}
            </div>
          )}
        </>
      ) : error ? (
        <FaultNote problem={error} onAgain={() => void refetch()} />
      ) : (
        <Loading rows={3} />
      )}
    </Section>
  )
}

/** Ends sessions once the password was shown again. */
function WithPassword(props: Ending & { onCancel: () => void; onDone: (sessions: number) => void }) {
  const { path, act, onCancel, onDone } = props
  const say = useSignInWords()
  const { run, problem, isRunning } = useCommand({ path, gives: ended, onDone: ({ sessions }) => onDone(sessions) })
  return (
    <CommandForm<{ password: string }>
      name="end-sessions"
      onSubmit={values => run(values)}
      problem={problem}
      isRunning={isRunning}
      act={act}
      aside={
        <button type="button" className="btn t" onClick={onCancel}>
          {say('cancel')}
        </button>
      }
    >
      <Field name="password" label={say('password')} help={say('end-help')} width="post">
        <Input type="password" maxLength={200} autoComplete="current-password" autoFocus />
      </Field>
    </CommandForm>
  )
}

function Place({ session, onEnd }: { session: OwnSession; onEnd: (act: string) => void }) {
  const say = useSignInWords()
  const language = useLanguage()
  const { browser, system } = browserOf(session.browser)
  const place =
    browser === null
      ? say('browser-unknown')
      : system === null
        ? browser
        : say('browser-on', { browser, system: system === 'phone' ? say('phone') : system })
  return (
    <li>
      <div>
        <p>
          {place}
          {session.isThis && <b className="this-session">{say('session-this')}</b>}
        </p>
        <p className="xs q">
          {session.address !== null && <span className="mono">{session.address}</span>}{' '}
          <span className="nw">{say('session-since', { at: formatInstant(session.since, language) })}</span>{' '}
          <span className="nw">{say('session-seen', { at: formatInstant(session.lastSeen, language) })}</span>
        </p>
      </div>
      {!session.isThis && (
        <button
          type="button"
          className="btn"
          aria-label={say('session-end-of', { place })}
          onClick={() => onEnd(say('session-end-of', { place }))}
        >
          {say('session-end')}
        </button>
      )}
    </li>
  )
}
