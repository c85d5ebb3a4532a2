import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import type { Project } from '../api.ts'
import { useProjectsWords } from '../words.ts'

/** Takes a drafted project onto the list (入库), after a person looked at it. */
export function ConfirmButton({ project }: { project: Project }) {
  const say = useProjectsWords()
  const { run, isRunning, problem } = useCommand({ path: `/projects/${project.id}/confirm` })
  return (
    <>
      <button
        type="button"
        className="btn p"
        disabled={isRunning}
        onClick={() => void run({ version: project.version })}
      >
        {say('confirm')}
      </button>
      {problem && <FaultNote problem={problem} act="write" />}
    </>
  )
}
