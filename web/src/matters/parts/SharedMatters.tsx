import { useGet } from '#ui/api.ts'
import { Day } from '#ui/days/Day.tsx'
import { Light } from '#ui/Light.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import { useMe } from '#ui/session.ts'
import { matterPage } from '../api.ts'
import { useCodeWords } from '../codeWords.ts'
import { useMatterWords } from '../words.ts'
import { InRegion } from './InRegion.tsx'

/** Matters that other regions share with the reader's own; each region answers for its own records. */
export function SharedMatters() {
  const me = useMe()
  return me.regions
    .filter(region => region.id !== me.region.id)
    .map(region => (
      <InRegion key={region.id} region={region.id}>
        <SharedBy region={region} />
      </InRegion>
    ))
}

function SharedBy({ region }: { region: { id: number; nameZh: string; nameEn: string } }) {
  const say = useMatterWords()
  const words = useCodeWords()
  const language = useLanguage()
  const { data } = useGet('/matters', matterPage, { params: { shared: 'yes', limit: 100 } })
  const own = data?.rows ?? []
  if (own.length === 0) return null
  return (
    <Section title={say('shared-by', { region: language === 'zh' ? region.nameZh : region.nameEn })}>
      <table className="plain stack">
        <tbody>
          {own.map(row => (
            <tr key={row.id}>
              <td>
                <Link to={`/matters/${row.id}`} search={{ region: String(region.id) }}>
                  {row.title}
                </Link>
              </td>
              <td className="q nw">{row.refNo}</td>
              <td className="nw">{row.leadUnit}</td>
              <td className="nw">{words('state', row.state)}</td>
              <td className="nw">{row.dueOn && <Day value={row.dueOn} />}</td>
              <td className="nw">
                <Light light={row.light} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
