import { useState } from 'react'
import { type LinkKind, organisation, person } from '#contract/registry.ts'
import { useGet } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Loading } from '#ui/Loading.tsx'
import { useRegistryWords } from '../words.ts'
import { FormDialog } from './FormDialog.tsx'
import { OrganisationSelect } from './OrganisationSelect.tsx'
import { PersonSelect } from './PersonSelect.tsx'

/** What has a page of its own to be merged on; places are judged at the queue. */
export type JudgedKind = Exclude<LinkKind, 'place'>
type Props = { kind: JudgedKind; own: { id: string; name: string }; other: string | null; onClose: () => void }

/** Two records side by side, and the judgement: the same (one is kept, either side) or different. */
export function MergeDialog({ kind, own, other: first, onClose }: Props) {
  const say = useRegistryWords()
  const [other, setOther] = useState(first)
  const [reason, setReason] = useState('')
  const command = useCommand({ path: '/registry/links', onDone: onClose })
  const Choose = kind === 'organisation' ? OrganisationSelect : PersonSelect
  const judge = (leftId: string, rightId: string, judgement: 'same' | 'different') =>
    void command.run({ kind, leftId, rightId, judgement, reason: reason.trim() })
  const isReady = other !== null && reason.trim() !== '' && !command.isRunning
  return (
    <FormDialog title={say('merge')} onClose={onClose}>
      <p className="s q">{say('merge-lead')}</p>
      <div className="side-by-side">
        <div>
          <Side kind={kind} id={own.id} />
        </div>
        <div>
          {other === null ? (
            <Choose value={null} onChange={setOther} except={own.id} />
          ) : (
            <Side kind={kind} id={other} />
          )}
        </div>
      </div>
      <div className="reason-form">
        <label>
          {say('reason')}
          <input value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />
        </label>
      </div>
      <div className="acts">
        <button
          type="button"
          className="btn p"
          disabled={!isReady}
          onClick={() => other && judge(own.id, other, 'same')}
        >
          {say('merge-act')}，{say('keep-left')}
        </button>
        <button type="button" className="btn" disabled={!isReady} onClick={() => other && judge(other, own.id, 'same')}>
          {say('merge-act')}，{say('keep-right')}
        </button>
        <button
          type="button"
          className="btn"
          disabled={!isReady}
          onClick={() => other && judge(own.id, other, 'different')}
        >
          {say('apart-act')}
        </button>
      </div>
      {command.problem && <FaultNote problem={command.problem} act="write" />}
    </FormDialog>
  )
}

function Side({ kind, id }: { kind: JudgedKind; id: string }) {
  return kind === 'organisation' ? <OrganisationSide id={id} /> : <PersonSide id={id} />
}

function OrganisationSide({ id }: { id: string }) {
  const say = useRegistryWords()
  const found = useGet(`/registry/organisations/${id}`, organisation)
  if (found.error) return <FaultNote problem={found.error} onAgain={() => void found.refetch()} />
  if (!found.data) return <Loading rows={3} />
  const { name, type, aliases, shortName, place, belongsTo, members, people, note } = found.data
  return (
    <>
      <h3 lang="zh-CN">{name}</h3>
      <Pairs
        rows={[
          [say('type'), say(`type-${type}`)],
          [say('aliases'), [shortName, ...aliases.map(each => each.alias)].filter(each => each !== null).join('、')],
          [say('place'), place?.name ?? ''],
          [say('belongs-to'), belongsTo.map(each => each.body.name).join('、')],
          [say('members'), members.map(each => each.member.name).join('、')],
          [say('people'), people.map(each => `${each.person.name} ${each.post}`).join('、')],
          [say('note'), note ?? ''],
        ]}
      />
    </>
  )
}

function PersonSide({ id }: { id: string }) {
  const say = useRegistryWords()
  const found = useGet(`/registry/people/${id}`, person)
  if (found.error) return <FaultNote problem={found.error} onAgain={() => void found.refetch()} />
  if (!found.data) return <Loading rows={3} />
  const { name, tenures, note } = found.data
  return (
    <>
      <h3 lang="zh-CN">{name}</h3>
      <Pairs
        rows={[
          ...tenures.map(
            each =>
              [
                [each.validFrom ?? each.seenFirst, each.validTo ?? each.seenLast]
                  .filter(day => day !== null)
                  .join(' – '),
                [each.organisation?.name ?? each.unit?.nameZh ?? each.organisationText, each.post]
                  .filter(Boolean)
                  .join(' '),
              ] as const,
          ),
          [say('note'), note ?? ''],
        ]}
      />
    </>
  )
}

function Pairs({ rows }: { rows: ReadonlyArray<readonly [label: string, value: string]> }) {
  return (
    <dl className="kv">
      {rows
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div key={`${label}${value}`} className="kv-row">
            <dt>{label}</dt>
            <dd lang="zh-CN">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
