import { useState } from 'react'
import { type Person, person, type Tenure } from '#contract/registry.ts'
import { useGet } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { Timeline, type TimelineEntry } from '#ui/Timeline.tsx'
import { usePathText } from '#ui/urlState.ts'
import { Merging } from './parts/Merging.tsx'
import { PersonDialog } from './parts/PersonDialog.tsx'
import { ReasonAct } from './parts/ReasonAct.tsx'
import { SourceList } from './parts/Sources.tsx'
import { Span } from './parts/Span.tsx'
import { TenureDialog } from './parts/TenureDialog.tsx'
import { PostName, Seen, TenureTable, Where } from './parts/TenureTable.tsx'
import { useRegistryWords } from './words.ts'
import './registry.css'

/** One person: every post as a line of time and as a table, what was merged, sources. */
export function PersonPage() {
  const id = usePathText('id')
  const say = useRegistryWords()
  const found = useGet(`/registry/people/${id}`, person)
  if (found.data) return <Detail shown={found.data} />
  return (
    <>
      <PageHead title={say('people')} crumb={<Link to="/registry/people">{say('people')}</Link>} />
      {found.error ? <FaultNote problem={found.error} onAgain={() => void found.refetch()} /> : <Loading />}
    </>
  )
}

function Detail({ shown }: { shown: Person }) {
  const say = useRegistryWords()
  const [open, setOpen] = useState<'change' | 'tenure' | null>(null)
  const may = (verb: string) => shown.may.includes(verb)
  return (
    <>
      <PageHead
        title={shown.name}
        lead={shown.note}
        crumb={
          <>
            <Link to="/registry/people">{say('people')}</Link>
            {shown.code !== null && <span className="mono">{shown.code}</span>}
            {shown.standing === 'draft' && <span className="tag">{say('draft')}</span>}
          </>
        }
        aside={<Acts shown={shown} onChange={() => setOpen('change')} />}
      />
      <Section title={say('posts')}>
        <PostTimeline tenures={shown.tenures} />
      </Section>
      <Section
        title={say('validity')}
        thin
        aside={
          may('registry.create') && (
            <button type="button" className="btn t" onClick={() => setOpen('tenure')}>
              {say('add-tenure')}
            </button>
          )
        }
      >
        <TenureTable rows={shown.tenures} />
      </Section>
      <Section title={say('merge')}>
        <Merging kind="person" own={{ id: shown.id, name: shown.name }} {...shown} />
      </Section>
      <Section title={say('sources')}>
        <SourceList sources={shown.sources} />
      </Section>
      {open === 'change' && <PersonDialog known={shown} onClose={() => setOpen(null)} />}
      {open === 'tenure' && <TenureDialog person={{ id: shown.id, name: shown.name }} onClose={() => setOpen(null)} />}
    </>
  )
}

function Acts({ shown, onChange }: { shown: Person; onChange: () => void }) {
  const say = useRegistryWords()
  const confirm = useCommand({ path: `/registry/people/${shown.id}/confirm` })
  const may = (verb: string) => shown.may.includes(verb)
  return (
    <>
      {may('registry.confirm') && shown.standing === 'draft' && (
        <button
          type="button"
          className="btn p"
          disabled={confirm.isRunning}
          onClick={() => void confirm.run({ version: shown.version })}
        >
          {say('confirm')}
        </button>
      )}
      {may('registry.change') && (
        <button type="button" className="btn" onClick={onChange}>
          {say('change')}
        </button>
      )}
      {may('registry.withdraw') && (
        <ReasonAct
          act={say('withdraw')}
          title={say('filter', { name: say('withdraw'), value: shown.name })}
          path={`/registry/people/${shown.id}/withdraw`}
          version={shown.version}
        />
      )}
      {confirm.problem && <FaultNote problem={confirm.problem} act="write" />}
    </>
  )
}

/** Posts by the day they began or were first seen, the latest first. */
function PostTimeline({ tenures }: { tenures: readonly Tenure[] }) {
  const say = useRegistryWords()
  const entries: TimelineEntry[] = tenures.flatMap(tenure => {
    const at = tenure.validFrom ?? tenure.seenFirst
    if (at === null) return []
    return [
      {
        id: tenure.id,
        at,
        what: (
          <>
            <Where tenure={tenure} /> <PostName tenure={tenure} />
          </>
        ),
        by:
          tenure.validFrom === null && tenure.validTo === null ? (
            <Seen tenure={tenure} />
          ) : (
            <Span from={tenure.validFrom} to={tenure.validTo} />
          ),
      },
    ]
  })
  if (entries.length === 0) return <p className="s q">{say('none-here')}</p>
  return <Timeline entries={entries.toSorted((one, other) => (one.at < other.at ? 1 : -1))} label={say('posts')} />
}
