import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { dayOfInstant, formatDay, formatInstant } from '#ui/days/days.ts'
import { EvidenceMargin } from '#ui/evidence/EvidenceProvider.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { usePathText, useUrlState } from '#ui/urlState.ts'
import { type MatterDetail, useMatter } from './api.ts'
import { useCodeWords } from './codeWords.ts'
import { Acts } from './parts/Acts.tsx'
import { ArgumentTable } from './parts/ArgumentTable.tsx'
import { FactsRow } from './parts/FactsRow.tsx'
import { History } from './parts/History.tsx'
import { InRegion } from './parts/InRegion.tsx'
import { OnFile } from './parts/OnFile.tsx'
import { PartsTable } from './parts/PartsTable.tsx'
import { Reports } from './parts/Reports.tsx'
import { SourceQuote } from './parts/SourceQuote.tsx'
import { Verdict } from './parts/Verdict.tsx'
import { Waiting } from './parts/Waiting.tsx'
import { useMatterWords } from './words.ts'
import './matters.css'

/** One matter: its light as a sentence and as an argument, each unit's part, where it comes from, what happened, what can be done. */
export function MatterPage() {
  const [{ region }] = useUrlState()
  return (
    <InRegion region={region === undefined ? undefined : Number(region)}>
      <Matter />
    </InRegion>
  )
}

function Matter() {
  const { data, error, refetch } = useMatter(usePathText('id'))
  if (error) return <FaultNote problem={error} onAgain={() => void refetch()} />
  return data ? <Sheet matter={data} /> : <Loading rows={12} />
}

function Sheet({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  const { isPast, instant } = useAsOf()
  const language = useLanguage()
  return (
    <article className="matter">
      <PageHead title={matter.title} crumb={<Crumb matter={matter} />} documentTitle={matter.refNo ?? matter.title} />
      <Verdict matter={matter} />
      <FactsRow matter={matter} />
      {isPast && instant ? (
        <p className="note">{say('past', { day: formatDay(dayOfInstant(instant), language) })}</p>
      ) : (
        <Acts matter={matter} />
      )}
      <div className="cols">
        <div>
          <ArgumentTable matter={matter} />
          <Waiting matter={matter} />
          <PartsTable matter={matter} />
          <Reports matter={matter} />
          <OnFile matter={matter} />
        </div>
        <div>
          <EvidenceMargin />
          <SourceQuote matter={matter} />
          <History matter={matter} />
        </div>
      </div>
    </article>
  )
}

function Crumb({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  const words = useCodeWords()
  const language = useLanguage()
  const regions = matter.sharedRegions.map(region => (language === 'zh' ? region.nameZh : region.nameEn))
  return (
    <>
      <Link to="/matters">{say('matters')}</Link>
      {matter.refNo !== null && <span>{matter.refNo}</span>}
      <span className="tag">{words('state', matter.state)}</span>
      {regions.length > 0 && <span className="tag">{say('shared-two', { regions: regions.join('、') })}</span>}
      <span>
        {say('version', { version: matter.version })}
        {language === 'zh' ? '，' : ', '}
        {say('changed-at', { at: formatInstant(matter.recordedAt, language) })}
      </span>
      <button type="button" className="btn t print-act" onClick={() => window.print()}>
        {say('print')}
      </button>
    </>
  )
}
