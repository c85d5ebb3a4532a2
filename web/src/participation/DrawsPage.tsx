import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Instant } from '#ui/days/Day.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { usePathText } from '#ui/urlState.ts'
import { useDraws } from './api.ts'
import { useDrawWords } from './drawWords.ts'
import { DrawCrumb } from './parts/DrawCrumb.tsx'

/** The cut-offs of a quiz, each with how far its draw is. */
export function DrawsPage() {
  const say = useDrawWords()
  const id = usePathText('id')
  const { isPast } = useAsOf()
  const mayFreeze = useMay('participation.freeze-draw') && !isPast
  const { data, error, refetch } = useDraws(id)
  if (error) return <FaultNote problem={error} onAgain={() => void refetch()} />
  if (!data) return <Loading rows={6} />
  return (
    <>
      <PageHead title={say('title')} lead={say('lead')} crumb={<DrawCrumb quizId={id} />} />
      <Section title={say('cutoffs')}>
        <table className="plain stack">
          <thead>
            <tr>
              <th scope="col">{say('number')}</th>
              <th scope="col">{say('cutoff')}</th>
              <th scope="col">{say('state')}</th>
            </tr>
          </thead>
          <tbody>
            {data.draws.map(({ number, cutoff, isDue, draw, calledOff }) => (
              <tr key={number}>
                <td>
                  {draw ? (
                    <Link to={`/participation/draws/${draw.id}`}>{say('number-value', { number })}</Link>
                  ) : (
                    say('number-value', { number })
                  )}
                </td>
                <td>
                  <Instant value={cutoff} weekday />
                </td>
                <td>
                  {draw && say(`state-${draw.state}`)}
                  {!draw && !isDue && <span className="qq">{say('not-due')}</span>}
                  {!draw &&
                    isDue &&
                    (mayFreeze ? (
                      <Link className="btn" to={`/participation/${id}/draws/${number}/freeze`}>
                        {say('freeze')}
                      </Link>
                    ) : (
                      say('due')
                    ))}
                  {calledOff.map(each => (
                    <span key={each}>
                      {' '}
                      <Link to={`/participation/draws/${each}`}>{say('called-off-before')}</Link>
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </>
  )
}
