import { useState } from 'react'
import { type Organisation, organisation } from '#contract/registry.ts'
import { useGet } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { usePathText } from '#ui/urlState.ts'
import { PromisesSection } from '#web/promises/index.ts'
import { AliasTable } from './parts/AliasTable.tsx'
import { MembershipDialog } from './parts/MembershipDialog.tsx'
import { MembershipTable } from './parts/MembershipTable.tsx'
import { Merging } from './parts/Merging.tsx'
import { OrganisationDialog } from './parts/OrganisationDialog.tsx'
import { ReasonAct } from './parts/ReasonAct.tsx'
import { SourceList } from './parts/Sources.tsx'
import { TenureDialog } from './parts/TenureDialog.tsx'
import { TenureTable } from './parts/TenureTable.tsx'
import { Written } from './parts/Written.tsx'
import { useRegistryWords } from './words.ts'
import './registry.css'

/** One organisation: names, what it belongs to and who belongs to it, people, what was merged, sources. */
export function OrganisationPage() {
  const id = usePathText('id')
  const found = useGet(`/registry/organisations/${id}`, organisation)
  const say = useRegistryWords()
  const crumb = <Link to="/registry/organisations">{say('organisations')}</Link>
  if (found.data) return <Detail shown={found.data} />
  return (
    <>
      <PageHead title={say('organisations')} crumb={crumb} />
      {found.error ? <FaultNote problem={found.error} onAgain={() => void found.refetch()} /> : <Loading />}
    </>
  )
}

type Open = 'change' | 'membership' | 'tenure' | null

function Detail({ shown }: { shown: Organisation }) {
  const say = useRegistryWords()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const may = (verb: string) => shown.may.includes(verb)
  const add = (what: Open, words: string) => (
    <button type="button" className="btn t" onClick={() => setOpen(what)}>
      {words}
    </button>
  )
  return (
    <>
      <PageHead
        title={shown.name}
        crumb={
          <>
            <Link to="/registry/organisations">{say('organisations')}</Link>
            <span>{say(`type-${shown.type}`)}</span>
            {shown.code !== null && <span className="mono">{shown.code}</span>}
            {shown.standing === 'draft' && <span className="tag">{say('draft')}</span>}
          </>
        }
        aside={<Acts shown={shown} onChange={() => setOpen('change')} />}
      />
      <Facts shown={shown} />
      <Section title={say('aliases')}>
        <AliasTable shown={shown} />
      </Section>
      <Section title={say('belongs-to')} aside={may('registry.create') && add('membership', say('add-membership'))}>
        <MembershipTable rows={shown.belongsTo} side="body" />
      </Section>
      <Section title={say('members')}>
        <MembershipTable rows={shown.members} side="member" />
      </Section>
      <Section title={say('people')} aside={may('registry.create') && add('tenure', say('add-tenure'))}>
        <TenureTable rows={shown.people} who />
      </Section>
      <PromisesSection of="organisation" id={shown.id} />
      <Section title={say('merge')}>
        <Merging kind="organisation" own={{ id: shown.id, name: shown.name }} {...shown} />
      </Section>
      <Section title={say('sources')}>
        <SourceList sources={shown.sources} />
      </Section>
      {open === 'change' && <OrganisationDialog known={shown} onClose={close} />}
      {open === 'membership' && <MembershipDialog memberId={shown.id} onClose={close} />}
      {open === 'tenure' && <TenureDialog organisation={{ id: shown.id, name: shown.name }} onClose={close} />}
    </>
  )
}

function Acts({ shown, onChange }: { shown: Organisation; onChange: () => void }) {
  const say = useRegistryWords()
  const confirm = useCommand({ path: `/registry/organisations/${shown.id}/confirm` })
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
          path={`/registry/organisations/${shown.id}/withdraw`}
          version={shown.version}
        />
      )}
      {confirm.problem && <FaultNote problem={confirm.problem} act="write" />}
    </>
  )
}

function Facts({ shown }: { shown: Organisation }) {
  const say = useRegistryWords()
  const rows = [
    ['short-name', shown.shortName],
    ['name-en', shown.nameEn],
    ['place', shown.place?.name ?? null],
    ['where-unit', shown.unit?.nameZh ?? null],
    ['credit-code', shown.creditCode],
    ['note', shown.note],
  ] as const
  return (
    <dl className="kv registry-facts">
      {rows
        .filter(([, value]) => value !== null)
        .map(([word, value]) => (
          <div key={word}>
            <dt>{say(word)}</dt>
            <dd lang={word === 'name-en' ? 'en' : 'zh-CN'}>{value}</dd>
          </div>
        ))}
      <div>
        <dt>{say('standing')}</dt>
        <dd>
          {say(shown.standing)}{' '}
          <span className="qq">
            <Written by={shown.recordedBy} at={shown.recordedAt} />
          </span>
        </dd>
      </div>
    </dl>
  )
}
