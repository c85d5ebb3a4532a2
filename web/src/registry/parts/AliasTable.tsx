import { type FormEvent, useState } from 'react'
import type { Organisation } from '#contract/registry.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useRegistryWords } from '../words.ts'
import { ReasonAct } from './ReasonAct.tsx'
import { Span } from './Span.tsx'

/** The other names an organisation goes or went by, and one more. */
export function AliasTable({ shown }: { shown: Organisation }) {
  const say = useRegistryWords()
  const [alias, setAlias] = useState('')
  const command = useCommand({
    path: `/registry/organisations/${shown.id}/aliases`,
    onDone: () => setAlias(''),
  })
  const mayChange = shown.may.includes('registry.change')
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (alias.trim() !== '') void command.run({ alias: alias.trim() })
  }
  return (
    <>
      {shown.aliases.length === 0 ? (
        <p className="s q">{say('none-here')}</p>
      ) : (
        <table className="plain stack nl">
          <tbody>
            {shown.aliases.map(each => (
              <tr key={each.id}>
                <td lang="zh-CN">{each.alias}</td>
                <td>
                  {(each.validFrom !== null || each.validTo !== null) && (
                    <Span from={each.validFrom} to={each.validTo} />
                  )}
                </td>
                <td className="num nw row-acts">
                  {mayChange && (
                    <ReasonAct
                      act={say('withdraw')}
                      title={say('filter', { name: say('withdraw'), value: each.alias })}
                      path={`/registry/aliases/${each.id}/withdraw`}
                      version={each.version}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mayChange && (
        <form className="reason-form registry-narrow" onSubmit={add}>
          <label>
            {say('add-alias')}
            <input value={alias} maxLength={120} onChange={event => setAlias(event.target.value)} />
          </label>
          <button type="submit" className="btn big" disabled={command.isRunning || alias.trim() === ''}>
            {say('add-alias')}
          </button>
        </form>
      )}
      {command.problem && <FaultNote problem={command.problem} act="write" />}
    </>
  )
}
