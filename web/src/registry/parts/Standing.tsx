import type { Standing as State } from '#contract/registry.ts'
import { useRegistryWords } from '../words.ts'

/** What is to be known about a record before it is trusted: a draft, an open question, what was merged into it. */
export function StandingTags({ standing, unsure, merged }: { standing: State; unsure: number; merged: number }) {
  const say = useRegistryWords()
  return (
    <span className="registry-state">
      {standing === 'draft' && <span className="tag">{say('draft')}</span>}
      {unsure > 0 && <span className="tag">{say('unsure-count', { count: unsure })}</span>}
      {merged > 0 && <span className="qq xs">{say('merged-count', { count: merged })}</span>}
    </span>
  )
}
