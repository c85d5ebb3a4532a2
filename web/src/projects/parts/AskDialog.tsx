import { useNavigate } from '@tanstack/react-router'
import { Input, Select } from 'antd'
import type { ChangeProject, PutStage, RecogniseStage } from '#contract/projects.ts'
import { useClock } from '#ui/clock.ts'
import { dayOfInstant } from '#ui/days/days.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useLanguage } from '#ui/language/language.ts'
import { type Project, useStages } from '../api.ts'
import { useProjectsWords } from '../words.ts'
import { Checklist } from './Checklist.tsx'
import { FormDialog } from './FormDialog.tsx'
import { AmountFields, PartyFields, ProjectFields } from './fields.tsx'
import { useStageName } from './StageWord.tsx'

export type Asked =
  | { kind: 'claim' | 'change' | 'withdraw' | 'amount' | 'party' }
  | { kind: 'recognise'; stage: string }

type Props = { project: Project; onClose: () => void }

/** The small form of an act on a project. What was typed stays when the server refuses. */
export function AskDialog({ asked, ...props }: Props & { asked: Asked }) {
  switch (asked.kind) {
    case 'claim':
      return <Claim {...props} />
    case 'recognise':
      return <Recognise {...props} stage={asked.stage} />
    case 'change':
      return <Change {...props} />
    case 'withdraw':
      return <Withdraw {...props} />
    case 'amount':
      return <Add {...props} what="amount" />
    case 'party':
      return <Add {...props} what="party" />
  }
}

function Claim({ project, onClose }: Props) {
  const say = useProjectsWords()
  const language = useLanguage()
  const stages = useStages()
  const today = dayOfInstant(useClock()())
  const { run, problem, isRunning } = useCommand({ path: `/projects/${project.id}/stages`, onDone: onClose })
  return (
    <FormDialog title={say('claim-title')} onClose={onClose}>
      <p className="s q">{say('claim-help')}</p>
      <CommandForm<PutStage>
        onSubmit={values => run(values)}
        problem={problem}
        isRunning={isRunning}
        act={say('claim')}
      >
        <Field name="stage" label={say('stage')} width="post">
          <Select options={(stages.data?.stages ?? []).map(stage => ({ value: stage.code, label: stage[language] }))} />
        </Field>
        <Field name="claimedOn" label={say('claimed-on')} width="day" optional>
          <DayInput max={today} />
        </Field>
        <Field name="plannedOn" label={say('planned-on')} width="day" optional>
          <DayInput />
        </Field>
        <Field name="note" label={say('note')} optional>
          <Input.TextArea rows={2} maxLength={500} />
        </Field>
      </CommandForm>
    </FormDialog>
  )
}

function Recognise({ project, stage, onClose }: Props & { stage: string }) {
  const say = useProjectsWords()
  const nameOf = useStageName()
  const stages = useStages()
  const today = dayOfInstant(useClock()())
  const items = stages.data?.stages.find(each => each.code === stage)?.checklist ?? []
  const claimedOn = project.stages.find(each => each.stage === stage)?.claimedOn
  const { run, problem, isRunning } = useCommand({ path: `/projects/${project.id}/recognitions`, onDone: onClose })
  return (
    <FormDialog title={say('recognise-title', { stage: nameOf(stage) })} onClose={onClose}>
      <p className="s q">{say('recognise-help')}</p>
      <CommandForm<Omit<RecogniseStage, 'stage'>>
        initial={{ checklist: [], ...(claimedOn ? { recognisedOn: claimedOn } : {}) }}
        onSubmit={values => run({ ...values, stage })}
        problem={problem}
        isRunning={isRunning}
        act={say('recognise')}
      >
        <Field name="recognisedOn" label={say('recognised-on')} width="day">
          <DayInput max={today} />
        </Field>
        <Field name="checklist" label={say('checklist')} optional>
          <Checklist items={items} />
        </Field>
        <Field name="note" label={say('note')} help={say('note-help-recognise')} optional>
          <Input.TextArea rows={2} maxLength={500} />
        </Field>
        {stages.data?.confidence === 'C' && <p className="rule-note">{say('rule-own')}</p>}
      </CommandForm>
    </FormDialog>
  )
}

function Change({ project, onClose }: Props) {
  const say = useProjectsWords()
  const { run, problem, isRunning } = useCommand({
    path: `/projects/${project.id}`,
    method: 'PUT',
    onDone: onClose,
  })
  const { name, code, unitId, batchId, parentId, kind, level, place, chain, content } = project
  return (
    <FormDialog title={say('change-title')} onClose={onClose}>
      <CommandForm<Omit<ChangeProject, 'version'>>
        initial={{
          name,
          code,
          unitId,
          batchId,
          parentId,
          kind,
          level,
          place,
          chain,
          content,
          problem: project.problem,
        }}
        onSubmit={values => run({ ...cleared(values), version: project.version })}
        problem={problem}
        isRunning={isRunning}
        act={say('save')}
      >
        <ProjectFields
          own={project.id}
          parent={parentId === null ? undefined : { id: parentId, name: project.parentName ?? '' }}
        />
        <Field name="problem" label={say('problem')} optional>
          <Input.TextArea rows={2} maxLength={1000} />
        </Field>
        <Field name="reason" label={say('reason')}>
          <Input maxLength={300} />
        </Field>
      </CommandForm>
    </FormDialog>
  )
}

/** A field emptied in the form is cleared in the record: an undefined would be left as it was. */
function cleared(values: object): object {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === undefined || value === '' ? null : value]),
  )
}

function Withdraw({ project, onClose }: Props) {
  const say = useProjectsWords()
  const navigate = useNavigate()
  const { run, problem, isRunning } = useCommand({
    path: `/projects/${project.id}/withdraw`,
    onDone: () => void navigate({ to: '/projects' }),
  })
  return (
    <FormDialog title={say('withdraw-title')} onClose={onClose}>
      <p className="s q">{say('withdraw-help')}</p>
      <CommandForm<{ reason: string }>
        onSubmit={values => run({ ...values, version: project.version })}
        problem={problem}
        isRunning={isRunning}
        act={say('withdraw')}
      >
        <Field name="reason" label={say('reason')}>
          <Input maxLength={300} />
        </Field>
      </CommandForm>
    </FormDialog>
  )
}

function Add({ project, onClose, what }: Props & { what: 'amount' | 'party' }) {
  const say = useProjectsWords()
  const path = what === 'amount' ? 'amounts' : 'parties'
  const { run, problem, isRunning } = useCommand({ path: `/projects/${project.id}/${path}`, onDone: onClose })
  return (
    <FormDialog title={say(`add-${what}`)} onClose={onClose}>
      <CommandForm<object>
        initial={what === 'amount' ? { what: 'total' } : { role: 'investor' }}
        onSubmit={values => run(values)}
        problem={problem}
        isRunning={isRunning}
        act={say(`add-${what}`)}
      >
        {what === 'amount' ? <AmountFields /> : <PartyFields />}
      </CommandForm>
    </FormDialog>
  )
}
