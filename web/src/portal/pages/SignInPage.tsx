/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'
import type { CitizenSelf, CodeSent } from '#contract/citizens.ts'
import { consentTexts, consentToTakePart } from '#contract/consentTexts.ts'
import { type Problem, problemOf } from '../api.ts'
import { usePortal } from '../Context.ts'
import { ProblemNote } from '../parts/States.tsx'
import { Title } from '../parts/Title.tsx'
import { placeOf } from '../place.ts'
import { tell } from '../useAsked.ts'

/** A mobile number, the code sent to it, and the text that is agreed to, read before it is ticked. */
export function SignInPage({ region, next }: { region: number; next: string }) {
  const { say, language, go, signedIn, signedInIs } = usePortal()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [sent, setSent] = useState<CodeSent>()
  const [agreed, setAgreed] = useState(false)
  const [missing, setMissing] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setBusy] = useState(false)
  const wait = useCountdown(sent)
  const isPhoneWrong = problem?.kind === 'refused' && problem.refusal.field === 'phone'
  useEffect(() => {
    if (isPhoneWrong) document.getElementById('phone')?.focus()
  }, [isPhoneWrong])
  // Come here by the first screen's link, which the server writes for somebody who is nobody yet.
  useEffect(() => {
    if (signedIn === true) go(placeOf(next, ''), { replace: true })
  }, [signedIn, next, go])

  const act = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await work()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  const sendCode = () =>
    act(async () => {
      setSent(await tell<CodeSent>(region, 'POST', '/citizens/code', { phone }))
    })
  // After the field is drawn. Sent again, the code goes into the same one.
  useEffect(() => {
    if (sent) document.getElementById('code')?.focus()
  }, [sent])
  const enter = () => {
    setMissing(!agreed)
    if (!agreed) return document.getElementById('agree')?.focus()
    return act(async () => {
      const consent = { kind: consentToTakePart, language }
      await tell<CitizenSelf>(region, 'POST', '/citizens/session', { phone, code, consent })
      signedInIs(true)
    })
  }

  return (
    <form
      class="page form"
      onSubmit={event => {
        event.preventDefault()
        void (sent ? enter() : sendCode())
      }}
    >
      <Title of={say('sign-in')} />
      <h1>{say('sign-in')}</h1>
      <label for="phone">{say('phone')}</label>
      <input
        id="phone"
        type="tel"
        inputMode="numeric"
        autoComplete="tel-national"
        required
        maxLength={20}
        value={phone}
        aria-invalid={isPhoneWrong}
        aria-describedby={isPhoneWrong ? 'phone-wrong' : 'phone-help'}
        onInput={event => setPhone(event.currentTarget.value)}
      />
      {isPhoneWrong ? (
        <p id="phone-wrong" class="wrong" role="alert">
          {say('phone-wrong')}
        </p>
      ) : (
        <p id="phone-help" class="small">
          {say('phone-help')}
        </p>
      )}
      <button
        type={sent ? 'button' : 'submit'}
        class={sent ? 'btn' : 'btn primary'}
        disabled={isBusy || wait > 0}
        onClick={sent ? () => void sendCode() : undefined}
      >
        {sent ? (wait > 0 ? say('send-wait', { n: wait }) : say('send-again')) : say('send-code')}
      </button>
      {sent && (
        <>
          {sent.shown && (
            <p class="note" role="status">
              {say('code-shown', { code: sent.shown })}
            </p>
          )}
          <label for="code">{say('code')}</label>
          <input
            id="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            required
            maxLength={6}
            value={code}
            aria-describedby="code-help"
            onInput={event => setCode(event.currentTarget.value)}
          />
          <p id="code-help" class="small">
            {say('code-help')}
          </p>
          <h2>{say('consent-title')}</h2>
          <p class="consent">{consentTexts[consentToTakePart][language]}</p>
          <label class="tick">
            <input
              id="agree"
              type="checkbox"
              checked={agreed}
              aria-invalid={missing && !agreed}
              aria-describedby={missing && !agreed ? 'agree-missing' : undefined}
              onChange={event => setAgreed(event.currentTarget.checked)}
            />
            {say('consent-take')}
          </label>
          {missing && !agreed && (
            <p id="agree-missing" class="wrong" role="alert">
              {say('consent-needed')}
            </p>
          )}
          <button type="submit" class="btn primary" disabled={isBusy}>
            {say('enter')}
          </button>
        </>
      )}
      {problem && !isPhoneWrong && <ProblemNote problem={problem} />}
    </form>
  )
}

/** Seconds until another code may be asked for. */
function useCountdown(sent: CodeSent | undefined): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (!sent) return
    const until = performance.now() + sent.againAfter * 1000
    const tick = () => setLeft(Math.max(0, Math.ceil((until - performance.now()) / 1000)))
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [sent])
  return left
}
