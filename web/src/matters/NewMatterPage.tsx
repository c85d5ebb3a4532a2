import { useNavigate } from '@tanstack/react-router'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { matterCreated, useChoices } from './api.ts'
import { type FormValues, fieldsOf } from './parts/formValues.ts'
import { MatterForm } from './parts/MatterForm.tsx'
import { useMatterWords } from './words.ts'
import './matters.css'

/** A matter drafted by hand (拟办), one matter per item. */
export function NewMatterPage() {
  const say = useMatterWords()
  const navigate = useNavigate()
  const units = useChoices().data?.units ?? []
  const command = useCommand({
    path: '/matters',
    gives: matterCreated,
    onDone: ({ id }) => void navigate({ to: `/matters/${id}` }),
  })
  const regionOf = (unitId: string) => units.find(unit => unit.id === unitId)?.region
  return (
    <>
      <PageHead title={say('new')} crumb={<Link to="/matters">{say('matters')}</Link>} />
      <MatterForm
        isNew
        initial={{ parts: [{ role: 'lead', what: '' }] }}
        act={say('draft-new')}
        onSubmit={(values: FormValues) => command.run(fieldsOf(values, regionOf))}
        problem={command.problem}
        isRunning={command.isRunning}
      />
    </>
  )
}
