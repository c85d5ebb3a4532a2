import { useState } from 'react'
import { ended } from '#contract/accounts.ts'
import { type OwnSession, ownSessions } from '#contract/signIn.ts'
import { useGet } from '#ui/api.ts'
import { formatInstant } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import { useSignInWords } from '../signInWords.ts'
import { browserOf } from './browserOf.ts'

const OWN = '/accounts/own-sessions'

/** Where the own account is signed in, and how to end what one does not know. */
export function OwnSessions() {
  const say = useSignInWords()
  const { data, error, refetch } = useGet(OWN, ownSessions, { asOf: null })
  const [done, setDone] = useState<number | null>(null)
  const one = useCommand({ path: OWN, method: 'DELETE', gives: ended, onDone: ({ sessions }) => setDone(sessions) })
  const others = useCommand({
    path: `${OWN}/end-others`,
    gives: ended,
    onDone: ({ sessions }) => setDone(sessions),
  })
  const problem = one.problem ?? others.problem
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
                isRunning={one.isRunning}
                onEnd={() => void one.run(undefined, `${OWN}/${encodeURIComponent(session.id)}`)}
              />
            ))}
          </ul>
          {problem && <FaultNote problem={problem} act="write" />}
          <div className="acts">
            {data.sessions.length > 1 && (
              <button type="button" className="btn" disabled={others.isRunning} onClick={() => void others.run()}>
                {say('end-others')}
              </button>
            )}
            {done !== null && <span role="status">{say('others-ended', { sessions: done })}</span>}
          </div>
        </>
      ) : error ? (
        <FaultNote problem={error} onAgain={() => void refetch()} />
      ) : (
        <Loading rows={3} />
      )}
    </Section>
  )
}

function Place(props: { session: OwnSession; isRunning: boolean; onEnd: () => void }) {
  const { session, isRunning, onEnd } = props
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
          disabled={isRunning}
          aria-label={say('session-end-of', { place })}
          onClick={onEnd}
        >
          {say('session-end')}
        </button>
      )}
    </li>
  )
}
