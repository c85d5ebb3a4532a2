import { useLanguage } from '#ui/language/language.ts'
import { useStages } from '../api.ts'
import { useProjectsWords } from '../words.ts'
import './projects.css'

type Props = { stage: string | null; recognised: boolean }

/** A stage with its mark: recognised solid, claimed hatched and said to be a claim. Both ways it is told in words too. */
export function StageWord({ stage, recognised }: Props) {
  const say = useProjectsWords()
  const nameOf = useStageName()
  if (stage === null) return <span className="qq">{say('no-stage')}</span>
  return (
    <span className="stage-word">
      <i className={recognised ? 'cell' : 'cell claimed'} aria-hidden="true" />
      {nameOf(stage)}
      {!recognised && <span className="qq">{say('claimed')}</span>}
    </span>
  )
}

/** Gives the word of a stage by its code, as the rules in force name it. */
export function useStageName(): (code: string) => string {
  const language = useLanguage()
  const stages = useStages()
  return code => {
    const found = stages.data?.stages.find(stage => stage.code === code)
    return found ? found[language] : code
  }
}
