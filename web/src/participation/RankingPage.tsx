import { useState } from 'react'
import { ranking } from '#contract/participation/portal.ts'
import { useGet } from '#ui/api.ts'
import { Instant } from '#ui/days/Day.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { usePathText } from '#ui/urlState.ts'
import { useDrawWords } from './drawWords.ts'
import { DrawCrumb } from './parts/DrawCrumb.tsx'

const SHOWN = 50

/** The public ranking of a quiz as it is now, page by page. */
export function RankingPage() {
  const say = useDrawWords()
  const id = usePathText('id')
  const [from, setFrom] = useState(1)
  const { data, error, refetch } = useGet(`/participation/open/${id}/ranking`, ranking, {
    params: { from, limit: SHOWN },
    asOf: null,
  })
  const to = from + (data?.rows.length ?? 0) - 1
  return (
    <>
      <PageHead title={say('ranking')} lead={say('ranking-lead')} crumb={<DrawCrumb quizId={id} />} />
      {error && <FaultNote problem={error} onAgain={() => void refetch()} />}
      {!data && !error && <Loading rows={10} />}
      {data && (
        <Section title={say('ranking')} aside={data.of > 0 && say('ranking-of', { from, to, of: data.of })}>
          {data.rows.length === 0 && <p className="s q">{say('ranking-none')}</p>}
          {data.rows.length > 0 && (
            <table className="plain stack">
              <thead>
                <tr>
                  <th scope="col" className="num">
                    {say('place')}
                  </th>
                  <th scope="col">{say('alias')}</th>
                  <th scope="col" className="num">
                    {say('score')}
                  </th>
                  <th scope="col" className="num">
                    {say('seconds')}
                  </th>
                  <th scope="col">{say('finished')}</th>
                </tr>
              </thead>
              <tbody>
                {data.rows.map(({ place, alias, score, tenths, finishedAt }) => (
                  <tr key={alias}>
                    <td className="num">{place}</td>
                    <td className="mono">{alias}</td>
                    <td className="num" data-head={say('score')}>
                      {score}
                    </td>
                    <td className="num" data-head={say('seconds')}>
                      {(tenths / 10).toFixed(1)}
                    </td>
                    <td>
                      <Instant value={finishedAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <div className="acts">
            {from > 1 && (
              <button type="button" className="btn" onClick={() => setFrom(from - SHOWN)}>
                {say('earlier')}
              </button>
            )}
            {to < data.of && (
              <button type="button" className="btn" onClick={() => setFrom(from + SHOWN)}>
                {say('later')}
              </button>
            )}
          </div>
        </Section>
      )}
    </>
  )
}
