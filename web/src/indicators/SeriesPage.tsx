import { lazy, Suspense, useState } from 'react'
import { type Series, series } from '#contract/indicators.ts'
import { useGet } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { usePathText } from '#ui/urlState.ts'
import { Differing } from './parts/Differing.tsx'
import { JoinDialog } from './parts/JoinDialog.tsx'
import { ReadingTable } from './parts/ReadingTable.tsx'
import { ValueDialog } from './parts/ValueDialog.tsx'
import { ValueTable } from './parts/ValueTable.tsx'
import { WithdrawDialog } from './parts/WithdrawDialog.tsx'
import { useIndicatorWords } from './words.ts'
import './indicators.css'

const SeriesChart = lazy(() => import('./parts/SeriesChart.tsx').then(part => ({ default: part.SeriesChart })))

/** One series: its line, each period beside the one before, every value ever published, and what waits for a decision. */
export function SeriesPage() {
  const id = usePathText('id')
  const say = useIndicatorWords()
  const found = useGet(`/indicators/series/${id}`, series)
  if (found.data) return <Detail shown={found.data} />
  return (
    <>
      <PageHead title={say('indicators')} crumb={<Link to="/indicators">{say('indicators')}</Link>} />
      {found.error ? <FaultNote problem={found.error} onAgain={() => void found.refetch()} /> : <Loading />}
    </>
  )
}

function Detail({ shown }: { shown: Series }) {
  const say = useIndicatorWords()
  const name = useSeriesName(shown)
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <PageHead
        title={name}
        lead={<span lang="zh-CN">{shown.subject.name}</span>}
        crumb={
          <>
            <Link to="/indicators">{say('indicators')}</Link>
            {shown.indicator.code !== null && <span className="mono">{shown.indicator.code}</span>}
            {shown.standing === 'draft' && <span className="tag">{say('draft')}</span>}
          </>
        }
        aside={<Acts shown={shown} name={name} />}
      />
      <Facts shown={shown} />
      <Differing shown={shown} />
      <Section title={say('chart')}>
        <Suspense fallback={<Loading rows={7} />}>
          <SeriesChart shown={shown} name={name} />
        </Suspense>
      </Section>
      <Section
        title={say('readings')}
        aside={
          shown.may.includes('indicators.report') && (
            <button type="button" className="btn t" onClick={() => setAdding(true)}>
              {say('add-value')}
            </button>
          )
        }
      >
        <ReadingTable shown={shown} />
      </Section>
      <Section title={say('values')} aside={say('values-lead')}>
        <ValueTable shown={shown} />
      </Section>
      {isAdding && <ValueDialog seriesId={shown.id} unit={shown.unit} onClose={() => setAdding(false)} />}
    </>
  )
}

/** The indicator with its comparison, in the language in use. */
function useSeriesName({ indicator, comparison }: Series): string {
  const say = useIndicatorWords()
  const language = useLanguage()
  const named = language === 'en' && indicator.nameEn ? indicator.nameEn : indicator.nameZh
  if (comparison === null) return named
  return language === 'en' ? `${named}, ${say(comparison)}` : named + say(comparison)
}

function Acts({ shown, name }: { shown: Series; name: string }) {
  const say = useIndicatorWords()
  const [open, setOpen] = useState<'join' | 'withdraw' | null>(null)
  const confirm = useCommand({ path: `/indicators/series/${shown.id}/confirm` })
  const may = (verb: string) => shown.may.includes(verb)
  return (
    <>
      {may('indicators.confirm') && shown.standing === 'draft' && (
        <>
          <button
            type="button"
            className="btn p"
            disabled={confirm.isRunning}
            onClick={() => void confirm.run({ version: shown.version })}
          >
            {say('confirm-series')}
          </button>
          <button type="button" className="btn" onClick={() => setOpen('join')}>
            {say('confirm-as')}
          </button>
        </>
      )}
      {may('indicators.withdraw') && (
        <button type="button" className="btn t" onClick={() => setOpen('withdraw')}>
          {say('withdraw')}
        </button>
      )}
      {confirm.problem && <FaultNote problem={confirm.problem} act="write" />}
      {open === 'join' && <JoinDialog shown={shown} onClose={() => setOpen(null)} />}
      {open === 'withdraw' && (
        <WithdrawDialog
          title={say('filter', { name: say('withdraw'), value: name })}
          path={`/indicators/series/${shown.id}/withdraw`}
          version={shown.version}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

function Facts({ shown: { indicator, unit, responsible } }: { shown: Series }) {
  const say = useIndicatorWords()
  const language = useLanguage()
  const rows = [
    [say('unit'), unit],
    [say('kind'), say(`kind-${indicator.kind}`)],
    [say('frequency'), say(`frequency-${indicator.frequency}`)],
    [say('direction'), say(`direction-${indicator.direction}`)],
    [say('publisher'), indicator.publisher ?? ''],
    [say('responsible'), (language === 'en' ? responsible?.nameEn : null) ?? responsible?.nameZh ?? ''],
    [say('aliases'), indicator.aliases.join('、')],
    [say('note'), indicator.note ?? ''],
  ] as const
  return (
    <dl className="kv indicator-facts">
      {rows
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
