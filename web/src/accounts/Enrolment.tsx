import { useState } from 'react'
import { formatDay } from '#ui/days/days.ts'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import { useMe } from '#ui/session.ts'
import { RecoveryCodes } from './parts/RecoveryCodes.tsx'
import { type Codes, SecondFactorSetUp } from './parts/SecondFactorSetUp.tsx'
import { useSignInWords } from './signInWords.ts'
import './accounts.css'

/** All that somebody can do whose roles need a second factor and who has none: set it up. */
export function Enrolment({ onDone }: { onDone: () => void }) {
  const say = useSignInWords()
  const language = useLanguage()
  const { secondFactor } = useMe()
  const [codes, setCodes] = useState<Codes | null>(null)
  return (
    <main className="enrolment">
      <h1>{say('enrol-title')}</h1>
      <p className="q">{say('enrol-lead', { day: formatDay(secondFactor.neededFrom ?? '', language) })}</p>
      <Section title={say('two-step')}>
        {codes ? <RecoveryCodes {...codes} onKept={onDone} /> : <SecondFactorSetUp onCodes={setCodes} />}
      </Section>
      <p className="xs q">{say('enrol-help')}</p>
    </main>
  )
}
