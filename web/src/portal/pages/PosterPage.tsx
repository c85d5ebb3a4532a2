/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'
import type { OpenQuiz } from '#contract/participation/portal.ts'
import { factsOf, titleIn } from '#contract/participation/told.ts'
import { usePortal } from '../Context.ts'
import { Go } from '../parts/Go.tsx'
import { Facts } from '../parts/Rules.tsx'
import { Shown } from '../parts/States.tsx'
import { Title } from '../parts/Title.tsx'
import { addressOf } from '../place.ts'
import { useAsked } from '../useAsked.ts'

/**
 * A page to print on A4 and put up: what it is, when, and the way in: as a QR code (GB/T 18284), and as the address of all quizzes, which can
 * still be typed.
 */
export function PosterPage({ region, quiz: id }: { region: number; quiz: string }) {
  const { say, language } = usePortal()
  const asked = useAsked<OpenQuiz>(region, `/participation/open/${id}`)
  const link = location.origin + addressOf({ page: 'quiz', region, quiz: id })
  const typed = location.host + addressOf({ page: 'quizzes', region })
  return (
    <Shown asked={asked}>
      {quiz => (
        <section class="page poster">
          <Title of={`${say('poster')} · ${titleIn(language, quiz)}`} />
          <p class="noprint">
            <Go to={{ page: 'quiz', region, quiz: id }}>{say('to-quiz')}</Go>
          </p>
          <p class="noprint small">{say('poster-note')}</p>
          <p class="noprint">
            <button type="button" class="btn" onClick={() => print()}>
              {say('print')}
            </button>
          </p>
          <h1>{titleIn(language, quiz)}</h1>
          <Code link={link} />
          <p class="scan">{say('scan')}</p>
          <p class="link">{typed}</p>
          <Facts
            facts={[...factsOf(language, quiz), ...(quiz.draws ? [[say('prize'), quiz.draws.prize] as const] : [])]}
          />
        </section>
      )}
    </Shown>
  )
}

/** Dark modules of a QR code as one path; its library comes with this page only. */
function Code({ link }: { link: string }) {
  const { say } = usePortal()
  const [code, setCode] = useState<{ size: number; path: string }>()
  useEffect(() => {
    let isWanted = true
    void import('uqr').then(({ encode }) => {
      // A quarter of it may be dirty or torn; four empty modules around it are part of the code.
      const { data, size } = encode(link, { ecc: 'Q', border: 4 })
      const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
      if (isWanted) setCode({ size, path })
    })
    return () => {
      isWanted = false
    }
  }, [link])
  return (
    <svg class="qr" role="img" aria-label={say('qr')} viewBox={`0 0 ${code?.size ?? 1} ${code?.size ?? 1}`}>
      {code && <path d={code.path} shape-rendering="crispEdges" />}
    </svg>
  )
}
