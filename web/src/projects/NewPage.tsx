import { useNavigate } from '@tanstack/react-router'
import { Form } from 'antd'
import type { CreateProject } from '#contract/projects.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { projectAnswer } from './api.ts'
import { AmountsField, PartiesField, ProjectFields } from './parts/fields.tsx'
import { useProjectsWords } from './words.ts'

/** Registers a project by hand. */
export function NewPage() {
  const say = useProjectsWords()
  const navigate = useNavigate()
  const [form] = Form.useForm<CreateProject>()
  const command = useCommand({
    path: '/projects',
    gives: projectAnswer,
    onDone: made => void navigate({ to: `/projects/${made.id}` }),
  })
  return (
    <>
      <PageHead title={say('new')} lead={say('new-lead')} crumb={<Link to="/projects">{say('title')}</Link>} />
      <CommandForm<CreateProject>
        form={form}
        initial={{ parties: [], amounts: [] }}
        onSubmit={values => command.run(values)}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('register')}
      >
        <ProjectFields />
        <PartiesField />
        <AmountsField />
      </CommandForm>
    </>
  )
}
