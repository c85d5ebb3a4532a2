/** @jsxImportSource preact */
import type { z } from 'zod'
import type { openBank } from '#contract/participation/portal.ts'
import { usePortal } from '../Context.ts'
import { Go } from '../parts/Go.tsx'
import { letters } from '../parts/letters.ts'
import { Shown } from '../parts/States.tsx'
import { Title } from '../parts/Title.tsx'
import { useAsked } from '../useAsked.ts'

/** The whole bank with its answers, to read and to print, once the organiser has made it public. */
export function BankPage({ region, quiz }: { region: number; quiz: string }) {
  const { say } = usePortal()
  const asked = useAsked<z.infer<typeof openBank>>(region, `/participation/open/${quiz}/bank`)
  return (
    <Shown asked={asked}>
      {bank => (
        <section class="page">
          <Title of={`${say('bank')} · ${bank.title}`} />
          <p class="noprint">
            <Go to={{ page: 'quiz', region, quiz }}>{say('to-quiz')}</Go>
          </p>
          <h1>{bank.title}</h1>
          <p class="noprint">
            <button type="button" class="btn" onClick={() => print()}>
              {say('print')}
            </button>
          </p>
          <ol class="bank">
            {bank.questions.map(question => (
              <li key={question.code}>
                <h2>{question.stem}</h2>
                <ol>
                  {question.options.map((option, n) => (
                    <li key={option} class={n === question.right ? 'is-right' : undefined}>
                      <span>{letters[n]}</span> {option} {n === question.right && <b>{say('right-answer')}</b>}
                    </li>
                  ))}
                </ol>
                <p>{question.explanation}</p>
                <p class="source">{question.source}</p>
              </li>
            ))}
          </ol>
        </section>
      )}
    </Shown>
  )
}
