import { useState } from 'react'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { EvidenceMargin } from '#ui/evidence/EvidenceProvider.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Figure } from '#ui/Figure.tsx'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { Timeline } from '#ui/Timeline.tsx'
import { usePathText } from '#ui/urlState.ts'
import { PromisesSection } from '#web/promises/index.ts'
import { type Project, useProject } from './api.ts'
import { Amounts } from './parts/Amounts.tsx'
import { AskDialog, type Asked } from './parts/AskDialog.tsx'
import { ConfirmButton } from './parts/ConfirmButton.tsx'
import { historyWords } from './parts/historyWords.ts'
import { StageLine } from './parts/StageLine.tsx'
import { StageWord } from './parts/StageWord.tsx'
import { useProjectsWords } from './words.ts'
import './parts/projects.css'

/** One project: where it stands and what proves it. */
export function DetailPage() {
  const { data, error, isPending, refetch } = useProject(usePathText('id'))
  if (data) return <Loaded project={data} />
  if (isPending) return <Loading rows={14} />
  return error && <FaultNote problem={error} onAgain={() => void refetch()} />
}

function Loaded({ project }: { project: Project }) {
  const say = useProjectsWords()
  const { isPast } = useAsOf()
  const [asked, setAsked] = useState<Asked | null>(null)
  const may = (verb: string) => !isPast && project.may.includes(`projects.${verb}`)
  const button = (kind: 'change' | 'withdraw') =>
    may(kind) && (
      <button type="button" className="btn" onClick={() => setAsked({ kind })}>
        {say(kind)}
      </button>
    )
  return (
    <>
      <PageHead
        title={project.name}
        lead={<StageWord stage={project.stage} recognised={project.stageRecognised} />}
        crumb={
          <>
            <Link to="/projects">{say('title')}</Link>
            {project.code !== null && <span className="mono">{project.code}</span>}
            {project.draft && (
              <span>
                <span className="tag">{say('draft')}</span> {say('draft-why')}
              </span>
            )}
          </>
        }
        aside={
          <>
            {button('change')}
            {button('withdraw')}
            {project.draft && may('confirm') && <ConfirmButton project={project} />}
          </>
        }
      />
      <div className="cols project-cols">
        <div>
          <StageLine project={project} onAsk={setAsked} mayClaim={may('claim')} mayRecognise={may('recognise')} />
          <Amounts project={project} onAdd={may('change') ? () => setAsked({ kind: 'amount' }) : undefined} />
          {project.children.length > 0 && <Children project={project} />}
          <PromisesSection of="project" id={project.id} />
          <History project={project} />
        </div>
        <aside className="project-side">
          <EvidenceMargin />
          <Facts project={project} />
          <Parties project={project} onAdd={may('change') ? () => setAsked({ kind: 'party' }) : undefined} />
        </aside>
      </div>
      {asked && <AskDialog asked={asked} project={project} onClose={() => setAsked(null)} />}
    </>
  )
}

function Facts({ project }: { project: Project }) {
  const say = useProjectsWords()
  const unknown = <span className="qq">{say('not-given')}</span>
  return (
    <Section title={say('facts')}>
      <dl className="kv">
        <dt>{say('investment-plain')}</dt>
        <dd>
          <Figure figure={project.investment} label={say('investment-plain')} />
        </dd>
        <dt>{say('unit')}</dt>
        <dd>{project.unitName ?? unknown}</dd>
        <dt>{say('kind')}</dt>
        <dd>{project.kind ?? unknown}</dd>
        <dt>{say('level')}</dt>
        <dd>{project.level ?? unknown}</dd>
        <dt>{say('place')}</dt>
        <dd>{project.place ?? unknown}</dd>
        <dt>{say('chain')}</dt>
        <dd>{project.chain ?? unknown}</dd>
        <dt>{say('batch')}</dt>
        <dd>
          {project.batchId === null ? (
            unknown
          ) : (
            <Link to="/projects" search={{ batch: project.batchId }}>
              {project.batchName}
            </Link>
          )}
        </dd>
        <dt>{say('parent')}</dt>
        <dd>
          {project.parentId === null ? unknown : <Link to={`/projects/${project.parentId}`}>{project.parentName}</Link>}
        </dd>
        <dt>{say('content')}</dt>
        <dd>{project.content ?? unknown}</dd>
        <dt>{say('problem')}</dt>
        <dd>{project.problem ?? unknown}</dd>
      </dl>
    </Section>
  )
}

function Parties({ project, onAdd }: { project: Project; onAdd: (() => void) | undefined }) {
  const say = useProjectsWords()
  return (
    <Section
      title={say('parties')}
      aside={
        onAdd && (
          <button type="button" className="btn t section-act" onClick={onAdd}>
            {say('add-party')}
          </button>
        )
      }
    >
      <table className="plain nl">
        <tbody>
          {project.partyList.map(party => (
            <tr key={party.id}>
              <td>
                {party.organisationId === null ? (
                  <>
                    {party.name} <span className="xs qq">{say('not-registered')}</span>
                  </>
                ) : (
                  <Link to={`/registry/organisations/${party.organisationId}`}>{party.name}</Link>
                )}
              </td>
              <td className="num q">{say(`party-role-${party.role}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {project.partyList.length === 0 && <p className="s qq">{say('not-given')}</p>}
    </Section>
  )
}

function Children({ project }: { project: Project }) {
  const say = useProjectsWords()
  return (
    <Section title={say('children')}>
      <table className="plain stack">
        <tbody>
          {project.children.map(child => (
            <tr key={child.id}>
              <td>
                <Link to={`/projects/${child.id}`}>{child.name}</Link>
              </td>
              <td className="num">
                <StageWord stage={child.stage} recognised={child.stageRecognised} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function History({ project }: { project: Project }) {
  const say = useProjectsWords()
  const language = useLanguage()
  return (
    <Section title={say('history')}>
      <Timeline
        label={say('history')}
        entries={project.history.map(entry => ({
          id: String(entry.version),
          at: entry.at,
          what: historyWords(entry, say, language),
          by: [entry.by, entry.reason].filter(Boolean).join(language === 'zh' ? '：' : ': '),
          struck: entry.withdrawn,
        }))}
      />
    </Section>
  )
}
