import { type FormEvent, useId, useState } from 'react'
import { holders } from '#contract/registryCommands.ts'
import { useGet } from '#ui/api.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { useClock } from '#ui/clock.ts'
import { dayOfInstant } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Link } from '#ui/Link.tsx'
import { useUrlState } from '#ui/urlState.ts'
import { useRegistryWords } from '../words.ts'
import { Span } from './Span.tsx'
import { PostName, Seen, Where } from './TenureTable.tsx'

/** Who held a post on a day; what was asked stands in the address, so that it can be sent to somebody. */
export function Holders() {
  const say = useRegistryWords()
  const clock = useClock()
  const { instant } = useAsOf()
  const [values, set] = useUrlState()
  const [post, setPost] = useState(values.post ?? '')
  const [on, setOn] = useState<string | null>(values.on ?? dayOfInstant(instant ?? clock()))
  const name = useId()
  const asked = values.post && values.on ? { post: values.post, on: values.on } : undefined
  const found = useGet(asked ? '/registry/holders' : null, holders, asked ? { params: asked } : {})
  const ask = (event: FormEvent) => {
    event.preventDefault()
    if (post.trim() !== '' && on !== null) set({ post: post.trim(), on })
  }
  return (
    <>
      <form className="holders-form" onSubmit={ask}>
        <label>
          {say('post')}
          <input value={post} maxLength={120} onChange={event => setPost(event.target.value)} />
        </label>
        <label htmlFor={name}>
          {say('on-day')}
          <DayInput id={name} value={on} onChange={setOn} />
        </label>
        <button type="submit" className="btn p big" disabled={post.trim() === '' || on === null}>
          {say('ask-holders')}
        </button>
        <span className="xs qq">{say('holders-lead')}</span>
      </form>
      {found.error && <FaultNote problem={found.error} onAgain={() => void found.refetch()} />}
      {asked && found.data?.rows.length === 0 && <p className="s">{say('holders-none', { post: asked.post })}</p>}
      {found.data && found.data.rows.length > 0 && (
        <>
          <table className="plain stack" aria-live="polite">
            <tbody>
              {found.data.rows.map(({ tenure, certainty }) => (
                <tr key={tenure.id}>
                  <td>
                    <Link to={`/registry/people/${tenure.person.id}`}>
                      <b lang="zh-CN">{tenure.person.name}</b>
                    </Link>
                  </td>
                  <td>
                    <Where tenure={tenure} /> <PostName tenure={tenure} />
                  </td>
                  <td>
                    {tenure.validFrom === null && tenure.validTo === null ? (
                      <Seen tenure={tenure} />
                    ) : (
                      <Span from={tenure.validFrom} to={tenure.validTo} />
                    )}
                  </td>
                  <td className="num">{say(`certainty-${certainty}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="xs qq">{say('certainty-help')}</p>
        </>
      )}
    </>
  )
}
