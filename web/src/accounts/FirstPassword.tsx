import { Section } from '#ui/Section.tsx'
import { ChangePassword } from './parts/ChangePassword.tsx'
import { useAccountWords } from './words.ts'
import './accounts.css'

/** All that somebody can do whose password an operator knows: change it. */
export function FirstPassword({ onDone }: { onDone: () => void }) {
  const say = useAccountWords()
  return (
    <main className="enrolment">
      <h1>{say('first-title')}</h1>
      <p className="q">{say('first-lead')}</p>
      <Section title={say('change-own')}>
        <ChangePassword onDone={onDone} />
      </Section>
    </main>
  )
}
