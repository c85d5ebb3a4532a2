import { useNavigate } from '@tanstack/react-router'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { usePathText } from '#ui/urlState.ts'
import { type MatterDetail, useChoices, useMatter } from './api.ts'
import { type FormValues, fieldsOf, valuesOf } from './parts/formValues.ts'
import { MatterForm } from './parts/MatterForm.tsx'
import { useMatterWords } from './words.ts'
import './matters.css'

/** What is on file about a matter, to be changed: units may join or leave, a promised limit is extended elsewhere. */
export function EditMatterPage() {
  const { data, error, refetch } = useMatter(usePathText('id'))
  if (error) return <FaultNote problem={error} onAgain={() => void refetch()} />
  return data ? <Edit matter={data} /> : <Loading rows={12} />
}

function Edit({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  const navigate = useNavigate()
  const units = useChoices().data?.units ?? []
  const command = useCommand({
    path: `/matters/${matter.id}/edit`,
    onDone: () => void navigate({ to: `/matters/${matter.id}` }),
  })
  const regionOf = (unitId: string) => units.find(unit => unit.id === unitId)?.region
  const isPromised = matter.assignedOn !== null && matter.dueOn !== null
  const send = (values: FormValues) => {
    const { parts, dueOn, refNo: _, sharedWith: __, parentId: ___, ...fields } = fieldsOf(values, regionOf)
    const open = isPromised ? {} : { dueOn: dueOn ?? null }
    return command.run({ version: matter.version, fields: { ...fields, parts, ...open } })
  }
  return (
    <>
      <PageHead
        title={say('edit')}
        crumb={
          <>
            <Link to="/matters">{say('matters')}</Link>
            <Link to={`/matters/${matter.id}`}>{matter.refNo ?? matter.title}</Link>
          </>
        }
      />
      <MatterForm
        initial={valuesOf(matter)}
        act={say('save')}
        onSubmit={send}
        problem={command.problem}
        isRunning={command.isRunning}
        isPromised={isPromised}
      />
    </>
  )
}
