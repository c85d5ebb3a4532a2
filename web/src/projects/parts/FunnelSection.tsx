import { FaultNote } from '#ui/FaultNote.tsx'
import { Figure } from '#ui/Figure.tsx'
import { Loading } from '#ui/Loading.tsx'
import { Section } from '#ui/Section.tsx'
import { useFunnel } from '../api.ts'
import { useProjectsWords } from '../words.ts'
import { perCell } from './cells.ts'
import { StageCells, StageLegend } from './StageCells.tsx'

type Props = {
  narrowed: { batch?: string | undefined; unit?: string | undefined }
  picked: string | undefined
  onPick: (stage: string) => void
}

/** How far the projects have come; a stage's name narrows the list below. */
export function FunnelSection({ narrowed, picked, onPick }: Props) {
  const say = useProjectsWords()
  const { data, error, isPending, refetch } = useFunnel(narrowed)
  const per = perCell(
    (data?.stages ?? []).map(({ recognised, claimed }) => (recognised.value ?? 0) + (claimed.value ?? 0)),
  )
  return (
    <Section
      title={say('funnel')}
      aside={
        data && (
          <>
            <span>
              {say('on-list')} <Figure figure={data.total} label={say('on-list')} />
            </span>
            <span>{say('funnel-aside', { per })}</span>
          </>
        )
      }
    >
      {error && <FaultNote problem={error} onAgain={() => void refetch()} />}
      {isPending && <Loading rows={1} rowHeight={148} />}
      {data && (
        <>
          <StageCells stages={data.stages} label={say('funnel')} picked={picked} onPick={onPick} />
          <div className="stage-foot">
            <StageLegend />
            {(data.without.value ?? 0) > 0 && (
              <span className="xs q">
                {say('no-stage')} <Figure figure={data.without} label={say('no-stage')} />
              </span>
            )}
          </div>
        </>
      )}
    </Section>
  )
}
