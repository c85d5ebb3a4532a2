import type { Tenure } from '#contract/registry.ts'
import { formatDay } from '#ui/days/days.ts'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { useRegistryWords } from '../words.ts'
import { ReasonAct } from './ReasonAct.tsx'
import { Span } from './Span.tsx'

/** Posts as a dated table; with `who` the people come first, else where the posts are. */
export function TenureTable({ rows, who = false }: { rows: readonly Tenure[]; who?: boolean }) {
  const say = useRegistryWords()
  if (rows.length === 0) return <p className="s q">{say('none-here')}</p>
  return (
    <table className="plain stack">
      <thead>
        <tr>
          <th>{say(who ? 'person' : 'post')}</th>
          <th>{say(who ? 'post' : 'where')}</th>
          <th>{say('validity')}</th>
          <th>{say('seen')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <td>
              {who ? (
                <Link to={`/registry/people/${row.person.id}`}>
                  <span lang="zh-CN">{row.person.name}</span>
                </Link>
              ) : (
                <PostName tenure={row} />
              )}
            </td>
            <td>{who ? <PostName tenure={row} /> : <Where tenure={row} />}</td>
            <td>
              <Span from={row.validFrom} to={row.validTo} />
            </td>
            <td className="q">
              <Seen tenure={row} />
            </td>
            <td className="num nw row-acts">
              {row.may.includes('registry.withdraw') && (
                <ReasonAct
                  act={say('withdraw')}
                  title={say('filter', { name: say('withdraw'), value: `${row.person.name} ${row.post}` })}
                  path={`/registry/tenures/${row.id}/withdraw`}
                  version={row.version}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A post as printed, marked when it is held acting, or when the words name a rank and no post. */
export function PostName({ tenure }: { tenure: Tenure }) {
  const say = useRegistryWords()
  return (
    <>
      <span lang="zh-CN">{tenure.post}</span>
      {tenure.acting && <span className="tag post-tag">{say('acting')}</span>}
      {tenure.rankWord && <span className="tag post-tag">{say('rank-word')}</span>}
    </>
  )
}

/** Where a post is held: an organisation, a unit of government, or the words of the page. */
export function Where({ tenure: { organisation, unit, organisationText } }: { tenure: Tenure }) {
  const language = useLanguage()
  if (organisation)
    return (
      <Link to={`/registry/organisations/${organisation.id}`}>
        <span lang="zh-CN">{organisation.name}</span>
      </Link>
    )
  if (unit) return language === 'en' && unit.nameEn ? unit.nameEn : <span lang="zh-CN">{unit.nameZh}</span>
  return <span lang="zh-CN">{organisationText}</span>
}

/** The days on which sources show the post. */
export function Seen({ tenure: { seenFirst, seenLast } }: { tenure: Pick<Tenure, 'seenFirst' | 'seenLast'> }) {
  const say = useRegistryWords()
  const language = useLanguage()
  if (seenFirst === null || seenLast === null) return null
  const [first, last] = [formatDay(seenFirst, language), formatDay(seenLast, language)]
  return seenFirst === seenLast ? say('seen-once', { first }) : say('seen-span', { first, last })
}
