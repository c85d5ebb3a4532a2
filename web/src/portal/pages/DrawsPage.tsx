/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import type { OpenDraw, OpenDraws } from '#contract/participation/draws.ts'
import type { OpenQuiz, OwnStanding } from '#contract/participation/portal.ts'
import { titleIn } from '#contract/participation/told.ts'
import { checksOf, type DrawTold, drawsTold, noteOf, WINNERS_AT_FIRST } from '#contract/participation/toldDraws.ts'
import { usePortal } from '../Context.ts'
import { Go } from '../parts/Go.tsx'
import { Facts } from '../parts/Rules.tsx'
import { Shown } from '../parts/States.tsx'
import { Title } from '../parts/Title.tsx'
import { both, useAsked } from '../useAsked.ts'

/** The draws of a quiz: what was announced before anybody could know a result, who won, and how anybody computes it again. */
export function DrawsPage({ region, quiz: id }: { region: number; quiz: string }) {
  const { say, language, signedIn } = usePortal()
  const asked = both(
    useAsked<OpenQuiz>(region, `/participation/open/${id}`),
    useAsked<OpenDraws>(region, `/participation/open/${id}/draws`),
  )
  const own = useAsked<OwnStanding>(region, signedIn ? `/participation/open/${id}/own` : null).answer
  return (
    <Shown asked={asked}>
      {([quiz, draws]) => {
        const { told, later } = drawsTold(language, quiz, draws)
        return (
          <section class="page draws">
            <Title of={`${say('draws')} · ${titleIn(language, quiz)}`} />
            <p>
              <Go to={{ page: 'quiz', region, quiz: id }}>{say('to-quiz')}</Go>
            </p>
            <h1>{say('draws')}</h1>
            <p class="lead">{titleIn(language, quiz)}</p>
            <p>{say(quiz.draws ? 'draws-lead' : 'draws-none')}</p>
            {quiz.draws && (
              <>
                {later > 0 && <p class="small">{say('draws-later', { n: later })}</p>}
                {told.map(each => (
                  <DrawPart key={each.key} region={region} quiz={id} told={each} alias={own?.alias} />
                ))}
                <section class="draw">
                  <h2>{say('check-title')}</h2>
                  <ol class="how">
                    {checksOf(language).map(each => (
                      <li key={each}>{each}</li>
                    ))}
                  </ol>
                  <p>
                    <a href="/draw-verifier.html">{say('see-verifier')}</a>
                  </p>
                </section>
              </>
            )}
          </section>
        )
      }}
    </Shown>
  )
}

type Part = { region: number; quiz: string; told: DrawTold; alias: string | undefined }

function DrawPart({ region, quiz, told: { title, state, facts, draw }, alias }: Part) {
  const { say } = usePortal()
  return (
    <section class="draw">
      <h2>{title}</h2>
      <p class="note">{state}</p>
      <Facts facts={facts} />
      {draw && (
        <ul class="links">
          <li>
            <Go to={{ page: 'pool', region, quiz, draw: draw.id }}>{say('see-pool')}</Go>
          </li>
          {draw.publishedAt !== null && (
            <li>
              <a href={`/api/${region}/participation/open/draws/${draw.id}/proof`} download>
                {say('see-proof')}
              </a>
            </li>
          )}
        </ul>
      )}
      {draw && draw.winners.length > 0 && <Winners draw={draw} alias={alias} />}
    </section>
  )
}

/** Who won, in the order drawn: the first few, then a hundred more each time, so that a telephone is not given a thousand rows at once. */
function Winners({ draw: { winners }, alias }: { draw: OpenDraw; alias: string | undefined }) {
  const { say, language } = usePortal()
  const [shown, setShown] = useState(WINNERS_AT_FIRST)
  const rest = winners.length - shown
  return (
    <>
      <h3>{say('draw-winners')}</h3>
      <table class="winners">
        <thead>
          <tr>
            <th scope="col">{say('drawn-order')}</th>
            <th scope="col">{say('drawn-name')}</th>
            <th scope="col">{say('drawn-note')}</th>
          </tr>
        </thead>
        <tbody>
          {winners.slice(0, shown).map(each => (
            <tr key={each.number} class={each.alias === alias ? 'is-own' : undefined}>
              <td>{each.number}</td>
              <th scope="row">
                {each.alias}
                {each.masked !== null && ` ${each.masked}`}
                {each.alias === alias && <b> {say('you')}</b>}
              </th>
              <td>{noteOf(language, each)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <p class="small">
          {say('drawn-more', { n: rest })}{' '}
          <button type="button" class="btn" onClick={() => setShown(shown + 100)}>
            {say('more')}
          </button>
        </p>
      )}
    </>
  )
}
