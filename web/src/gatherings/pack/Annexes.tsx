import { formatDay } from '#ui/days/days.ts'
import { Figure } from '#ui/Figure.tsx'
import { Light } from '#ui/Light.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import { BatchGap, Vintage } from '#web/projects/index.ts'
import { PackPromises } from '#web/promises/index.ts'
import type { Pack } from '../api.ts'
import { useGatheringsWords } from '../words.ts'
import { ChangeList } from './ChangeList.tsx'
import { changesOf, changesOfPack } from './changes.ts'
import { MattersTable } from './MattersTable.tsx'
import type { AnnexName } from './pages.ts'
import { SheetHead } from './SheetHead.tsx'

/** An annex: all matters, the signing batches, what was said and not done, the difference to the last pack, what was announced and done. */
export function AnnexPage({ pack, name }: { pack: Pack; name: AnnexName }) {
  const say = useGatheringsWords()
  const Body = bodies[name]
  return (
    <>
      <SheetHead
        pack={pack}
        title={say(`annex-${name}`)}
        place={say('annex-place', { mark: say(`mark-${name}`) })}
        {...(name === 'said' ? { lead: say('said-lead') } : {})}
      />
      <Body pack={pack} />
    </>
  )
}

function AllMatters({ pack }: { pack: Pack }) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const comparable = pack.previous !== null
  return (
    <>
      {pack.sheets
        .filter(sheet => sheet.matters.length > 0)
        .map(sheet => (
          <Section
            key={sheet.unit.id}
            title={language === 'zh' ? sheet.unit.nameZh : (sheet.unit.nameEn ?? sheet.unit.nameZh)}
            aside={<Figure figure={sheet.total} label={`${sheet.unit.nameZh} ${say('total')}`} />}
          >
            <MattersTable matters={sheet.matters} day={pack.meeting.heldOn} comparable={comparable} />
          </Section>
        ))}
      {pack.unassigned.length > 0 && (
        <Section title={say('unassigned')}>
          <MattersTable matters={pack.unassigned} day={pack.meeting.heldOn} comparable={comparable} />
        </Section>
      )}
    </>
  )
}

function Batches({ pack }: { pack: Pack }) {
  const say = useGatheringsWords()
  const language = useLanguage()
  return (
    <>
      {pack.batches.map(batch => (
        <Section
          key={batch.id}
          title={batch.name}
          aside={
            <>
              {batch.signedOn !== null && <span>{formatDay(batch.signedOn, language)}</span>}
              <Link to="/projects" search={{ batch: batch.id }}>
                {say('annex-batches')}
              </Link>
            </>
          }
        >
          <table className="plain batch-sums">
            <tbody>
              {(['stated', 'known'] as const).map(side => (
                <tr key={side} className="row">
                  <td>{say(`batch-${side}`)}</td>
                  <td className="num">
                    <Figure figure={batch[`${side}Count`]} label={`${batch.name} ${say(`batch-${side}`)}`} />
                  </td>
                  <td className="num">
                    <Figure figure={batch[`${side}Total`]} label={`${batch.name} ${say(`batch-${side}`)}`} digits={2} />
                  </td>
                </tr>
              ))}
              <tr>
                <td>
                  <b>{say('batch-gap')}</b>
                </td>
                <td colSpan={2} className="num">
                  <b>
                    <BatchGap batch={batch} />
                  </b>
                </td>
              </tr>
            </tbody>
          </table>
          <Vintage batch={batch} />
        </Section>
      ))}
    </>
  )
}

function Said({ pack }: { pack: Pack }) {
  const say = useGatheringsWords()
  const language = useLanguage()
  if (pack.said.length === 0) return <p className="s q">{say('said-none')}</p>
  return (
    <table className="plain stack">
      <thead>
        <tr>
          <th scope="col">{say('matter')}</th>
          <th scope="col">{say('unit')}</th>
          <th scope="col">{say('deadline')}</th>
          <th scope="col" className="num">
            {say('light')}
          </th>
        </tr>
      </thead>
      <tbody>
        {pack.said.map(each => (
          <tr key={each.id}>
            <td>
              <Link to={`/matters/${each.id}`}>{each.text}</Link>
            </td>
            <td className="q">{each.unit ?? say('unknown')}</td>
            <td className="q nw">{each.dueOn === null ? say('due-open') : formatDay(each.dueOn, language)}</td>
            <td className="num">
              <Light light={each.light} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Changes({ pack }: { pack: Pack }) {
  const say = useGatheringsWords()
  const language = useLanguage()
  if (!pack.previous) return <p className="s q">{say('say-first')}</p>
  if (changesOfPack(pack).length === 0) return <p className="s q">{say('changes-none')}</p>
  return (
    <>
      {pack.sheets
        .map(sheet => ({ sheet, changes: changesOf(sheet) }))
        .filter(({ changes }) => changes.length > 0)
        .map(({ sheet, changes }) => (
          <Section
            key={sheet.unit.id}
            title={language === 'zh' ? sheet.unit.nameZh : (sheet.unit.nameEn ?? sheet.unit.nameZh)}
            aside={say('places', { count: changes.length })}
          >
            <ChangeList changes={changes} />
          </Section>
        ))}
    </>
  )
}

function Promises({ pack }: { pack: Pack }) {
  const say = useGatheringsWords()
  return pack.promises ? <PackPromises promises={pack.promises} /> : <p className="s q">{say('promises-none')}</p>
}

const bodies = { matters: AllMatters, batches: Batches, said: Said, changes: Changes, promises: Promises } as const
