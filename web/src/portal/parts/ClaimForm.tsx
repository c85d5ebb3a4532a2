/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'
import { consentTexts } from '#contract/consentTexts.ts'
import type { OwnPrize, OwnPrizes } from '#contract/participation/draws.ts'
import { isNotSignedIn, newKey, type Problem, problemOf } from '../api.ts'
import { usePortal } from '../Context.ts'
import { tell } from '../useAsked.ts'
import { ProblemNote } from './States.tsx'

type Props = { region: number; prize: OwnPrize; done(): void; cancel?(): void }

/**
 * The name a prize is handed to, and the separate agreement to be named in the list, with its text. Sent again it puts right what is changed, and
 * a name left empty stays: then it can be left by `cancel`.
 */
export function ClaimForm({ region, prize, done, cancel }: Props) {
  const { say, language, signedInIs } = usePortal()
  const [name, setName] = useState('')
  const [publish, setPublish] = useState(prize.publish)
  const [isMissing, setMissing] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setBusy] = useState(false)
  const [key, setKey] = useState(newKey)
  const field = `name-${prize.id}`
  const help = `${field}-help`
  const text = `${field}-consent`
  const isChange = cancel !== undefined
  // The button that opened it is gone.
  useEffect(() => {
    if (isChange) document.getElementById(field)?.focus()
  }, [isChange, field])

  const claim = async () => {
    // Who claimed before has given a name: left empty, it stays.
    const isEmpty = name.trim() === '' && !isChange
    setMissing(isEmpty)
    if (isEmpty) return document.getElementById(field)?.focus()
    setBusy(true)
    setProblem(undefined)
    try {
      const given = { ...(name.trim() === '' ? {} : { name }), publish, language }
      await tell<OwnPrizes>(region, 'POST', `/participation/prizes/${prize.id}/claim`, given, key)
      done()
    } catch (error) {
      if (isNotSignedIn(error)) signedInIs(false)
      const why = problemOf(error)
      // Sent again, a refusal would be repeated; what got no answer may have been done, and is not done twice.
      if (why.kind === 'refused') setKey(newKey())
      setProblem(why)
    } finally {
      setBusy(false)
    }
    return undefined
  }
  // Another name is another claim.
  const changed = (change: () => void) => {
    change()
    setKey(newKey())
  }

  return (
    <form
      class="form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void claim()
      }}
    >
      <label for={field}>{say('prize-name')}</label>
      <input
        id={field}
        autoComplete="name"
        required={!isChange}
        maxLength={50}
        value={name}
        aria-invalid={isMissing}
        aria-describedby={help}
        onInput={event => {
          const { value } = event.currentTarget
          changed(() => setName(value))
        }}
      />
      {isMissing ? (
        <p id={help} class="wrong" role="alert">
          {say('prize-name-missing')}
        </p>
      ) : (
        <p id={help} class="small">
          {say(isChange ? 'prize-name-stays' : 'prize-name-help')}
        </p>
      )}
      <label class="tick">
        <input
          type="checkbox"
          checked={publish}
          aria-describedby={text}
          onChange={event => {
            const { checked } = event.currentTarget
            changed(() => setPublish(checked))
          }}
        />
        {say('prize-publish')}
      </label>
      <p id={text} class="consent">
        {consentTexts['publish-name-1'][language]}
      </p>
      <p class="acts">
        <button type="submit" class="btn primary" disabled={isBusy}>
          {say(isChange ? 'prize-save' : 'prize-claim')}
        </button>
        {cancel && (
          <button type="button" class="btn" onClick={cancel}>
            {say('prize-keep')}
          </button>
        )}
      </p>
      {problem && <ProblemNote problem={problem} />}
    </form>
  )
}
