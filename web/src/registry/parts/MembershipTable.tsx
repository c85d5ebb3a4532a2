import type { Membership } from '#contract/registry.ts'
import { Link } from '#ui/Link.tsx'
import { isWord, useRegistryWords } from '../words.ts'
import { ReasonAct } from './ReasonAct.tsx'
import { Span } from './Span.tsx'

/** Memberships as a dated table, seen from one side: the bodies one belongs to, or the members one has. */
export function MembershipTable({ rows, side }: { rows: readonly Membership[]; side: 'member' | 'body' }) {
  const say = useRegistryWords()
  if (rows.length === 0) return <p className="s q">{say('none-here')}</p>
  return (
    <table className="plain stack">
      <thead>
        <tr>
          <th>{say(side)}</th>
          <th>{say('role')}</th>
          <th>{say('validity')}</th>
          <th>{say('note')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {rows.map(row => {
          const role = `role-${row.role}`
          return (
            <tr key={row.id}>
              <td>
                <Link to={`/registry/organisations/${row[side].id}`}>
                  <span lang="zh-CN">{row[side].name}</span>
                </Link>
              </td>
              <td>{isWord(role) ? say(role) : row.role}</td>
              <td>
                <Span from={row.validFrom} to={row.validTo} />
              </td>
              <td lang="zh-CN" className="q">
                {row.note}
              </td>
              <td className="num nw row-acts">
                {row.may.includes('registry.withdraw') && (
                  <ReasonAct
                    act={say('withdraw')}
                    title={say('filter', { name: say('withdraw'), value: `${row.member.name} – ${row.body.name}` })}
                    path={`/registry/memberships/${row.id}/withdraw`}
                    version={row.version}
                  />
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
