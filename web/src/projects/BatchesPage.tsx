import { Input, InputNumber } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { CreateBatch } from '#contract/projects.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Day } from '#ui/days/Day.tsx'
import { Empty } from '#ui/Empty.tsx'
import { EvidenceMargin } from '#ui/evidence/EvidenceProvider.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Figure } from '#ui/Figure.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { type BatchRow, useBatches } from './api.ts'
import { BatchGap } from './parts/BatchGap.tsx'
import { FormDialog } from './parts/FormDialog.tsx'
import { RoomPages } from './parts/RoomPages.tsx'
import { Vintage } from './parts/Vintage.tsx'
import { useProjectsWords } from './words.ts'
import './parts/projects.css'

/** The signing batches: what was stated beside what is known by name, the gap in words, and how far each vintage has come. */
export function BatchesPage() {
  const say = useProjectsWords()
  const { isPast } = useAsOf()
  const mayBatch = useMay('projects.batch') && !isPast
  const [isAsking, setAsking] = useState(false)
  const { data, error, isPending, refetch } = useBatches()
  return (
    <>
      <PageHead
        title={say('batches')}
        lead={say('batches-lead')}
        crumb={<RoomPages here="batches" />}
        aside={
          mayBatch && (
            <button type="button" className="btn p" onClick={() => setAsking(true)}>
              {say('new-batch')}
            </button>
          )
        }
      />
      {error && <FaultNote problem={error} onAgain={() => void refetch()} />}
      {isPending && <Loading rows={10} />}
      {data?.rows.length === 0 && <Empty why={say('no-batches')} />}
      <div className="cols project-cols">
        <div>
          {data?.rows.map(batch => (
            <Batch key={batch.id} batch={batch} />
          ))}
        </div>
        <aside className="project-side">
          <EvidenceMargin />
        </aside>
      </div>
      {isAsking && <NewBatch onClose={() => setAsking(false)} />}
    </>
  )
}

function Batch({ batch }: { batch: BatchRow }) {
  const say = useProjectsWords()
  return (
    <div className="batch">
      <Section
        title={batch.name}
        aside={
          <>
            {batch.event !== null && <span>{batch.event}</span>}
            {batch.signedOn !== null && <Day value={batch.signedOn} weekday />}
            <span className="mono">{batch.code}</span>
            <Link to="/projects" search={{ batch: batch.id }}>
              {say('open-members')}
            </Link>
            <Link to="/promises" search={{ batch: batch.id }}>
              {say('announced-and-done')}
            </Link>
          </>
        }
      >
        <table className="plain batch-sums">
          <thead>
            <tr>
              <th scope="col">
                <span className="vh">{say('batch')}</span>
              </th>
              <th scope="col" className="num">
                {say('count-column')}
              </th>
              <th scope="col" className="num">
                {say('total-column')}
              </th>
            </tr>
          </thead>
          <tbody>
            {(['stated', 'known'] as const).map(side => (
              <tr key={side}>
                <td>{say(side)}</td>
                <td className="num">
                  <Figure figure={batch[`${side}Count`]} label={`${batch.name} ${say(side)} ${say('count-column')}`} />
                </td>
                <td className="num">
                  <Figure
                    figure={batch[`${side}Total`]}
                    label={`${batch.name} ${say(side)} ${say('total-column')}`}
                    digits={2}
                  />
                </td>
              </tr>
            ))}
            <tr>
              <td>
                <b>{say('gap')}</b>
              </td>
              <td colSpan={2} className="num">
                <b>
                  <BatchGap batch={batch} />
                </b>
                {batch.withoutAmount > 0 && (
                  <span className="xs qq"> · {say('without-amount', { count: batch.withoutAmount })}</span>
                )}
              </td>
            </tr>
          </tbody>
        </table>
        <Vintage batch={batch} />
      </Section>
    </div>
  )
}

function NewBatch({ onClose }: { onClose: () => void }) {
  const say = useProjectsWords()
  const command = useCommand({ path: '/projects/batches', gives: z.object({ id: z.string() }), onDone: onClose })
  return (
    <FormDialog title={say('new-batch')} onClose={onClose}>
      <CommandForm<CreateBatch>
        onSubmit={values => command.run(values)}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('register')}
      >
        <Field name="code" label={say('batch-code')} width="post">
          <Input maxLength={40} data-first="" />
        </Field>
        <Field name="name" label={say('batch-name')}>
          <Input maxLength={200} />
        </Field>
        <Field name="signedOn" label={say('signed-on')} width="day" optional>
          <DayInput />
        </Field>
        <Field name="event" label={say('event')} optional>
          <Input maxLength={200} />
        </Field>
        <Field name="statedCount" label={say('stated-count')} width="money" optional>
          <InputNumber min={1} max={10000} precision={0} />
        </Field>
        <Field name="statedTotal" label={say('stated-total')} width="post" optional help={say('amount-help')}>
          <Input maxLength={60} />
        </Field>
      </CommandForm>
    </FormDialog>
  )
}
