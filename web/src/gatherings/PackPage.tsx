import { useNavigate } from '@tanstack/react-router'
import { useApi } from '#ui/api.ts'
import { BarTools, useFrozen } from '#ui/asOf/BarContext.tsx'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { formatDay } from '#ui/days/days.ts'
import { EvidenceMargin } from '#ui/evidence/EvidenceProvider.tsx'
import { useEvidence } from '#ui/evidence/evidenceContext.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useKeys } from '#ui/keys.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { usePhone } from '#ui/media.ts'
import { Section } from '#ui/Section.tsx'
import { usePathText, useUrlState } from '#ui/urlState.ts'
import { type Pack, useMeetingNow, usePack } from './api.ts'
import { AnnexPage } from './pack/Annexes.tsx'
import { ChangeList } from './pack/ChangeList.tsx'
import { CommentBox } from './pack/CommentBox.tsx'
import { changesOf, changesOfPack } from './pack/changes.ts'
import { figuresOnPage } from './pack/figuresOnPage.ts'
import { LeaderPage } from './pack/LeaderPage.tsx'
import { PackEvidence } from './pack/PackEvidence.tsx'
import { type PackPlace, placeOf, placesOf, samePlace, searchOf } from './pack/pages.ts'
import { SheetChooser } from './pack/SheetChooser.tsx'
import { Toc } from './pack/Toc.tsx'
import { UnitSheetPage } from './pack/UnitSheetPage.tsx'
import { usePrintNotes } from './pack/usePrintNotes.ts'
import { useGatheringsWords } from './words.ts'
import './pack/pack.css'

/** The review pack (点评册): a page for the leader, a sheet a unit, annexes; a frozen draft or as of the bar's instant. */
export function PackPage() {
  const id = usePathText('id')
  const [{ draft, unit, annex }] = useUrlState()
  const { data, error, isPending, refetch } = usePack(id, draft)
  if (data)
    return (
      <PackEvidence asOf={data.asOf} place={`${draft} ${unit} ${annex}`}>
        <Loaded pack={data} draft={draft} place={placeOf({ unit, annex })} />
      </PackEvidence>
    )
  if (isPending) return <Loading rows={16} />
  return error && <FaultNote problem={error} onAgain={() => void refetch()} />
}

type Props = { pack: Pack; draft: string | undefined; place: PackPlace }

function Loaded({ pack, draft, place }: Props) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const phone = usePhone()
  const meeting = useMeetingNow(pack.meeting.id)
  const { notes, isCollecting, print } = usePrintNotes(pack.asOf)
  usePageKeys(pack, place, draft)
  useFrozen(
    pack.frozen && {
      at: pack.frozen.asOf,
      note: say(pack.same === false ? 'frozen-note-differs' : 'frozen-note', { draft: pack.frozen.draftNumber }),
    },
  )
  const sheet = place.kind === 'unit' ? pack.sheets.find(each => each.unit.id === place.unitId) : undefined
  const title = sheet ? say('sheet-title', { unit: sheet.unit.nameZh }) : say('sheets-title')
  const isStacked = phone && place.kind === 'leader'

  return (
    <>
      <title>{`${title}${language === 'zh' ? '·江海协同' : ' · Jianghai'}`}</title>
      <Tools pack={pack} draft={draft} isCollecting={isCollecting} onPrint={print} />
      <div className="pack">
        {phone ? (
          <SheetChooser pack={pack} place={place} draft={draft} />
        ) : (
          <Toc pack={pack} place={place} draft={draft} drafts={meeting.data?.packList ?? []} />
        )}
        <article className="sheet">
          {pack.same === false && (
            <div className="note" role="alert">
              <p>{say('differs-why', { hash: pack.frozen?.contentSha256.slice(0, 12) })}</p>
            </div>
          )}
          <PackBody pack={pack} draft={draft} place={place} />
          {isStacked &&
            pack.sheets.map(each => (
              <section key={each.unit.id} className="stacked-sheet">
                <UnitSheetPage pack={pack} sheet={each} />
              </section>
            ))}
          {notes.length > 0 && (
            <section className="print-notes">
              <h2>{say('notes')}</h2>
              <ol>
                {notes.map((note, index) => (
                  // The place of a note is its number.
                  <li key={index}>{note}</li>
                ))}
              </ol>
            </section>
          )}
        </article>
        <Margin pack={pack} draft={draft} place={place} meeting={meeting.data} />
      </div>
    </>
  )
}

function PackBody({ pack, draft, place }: Props) {
  const say = useGatheringsWords()
  if (place.kind === 'leader') return <LeaderPage pack={pack} draft={draft} />
  if (place.kind === 'annex') return <AnnexPage pack={pack} name={place.name} />
  const sheet = pack.sheets.find(each => each.unit.id === place.unitId)
  if (sheet) return <UnitSheetPage pack={pack} sheet={sheet} />
  return <p className="s q">{say('unit-missing')}</p>
}

function Tools({
  pack,
  draft,
  isCollecting,
  onPrint,
}: {
  pack: Pack
  draft: string | undefined
  isCollecting: boolean
  onPrint: () => void
}) {
  const say = useGatheringsWords()
  const api = useApi()
  const { instant } = useAsOf()
  const path = `/gatherings/${pack.meeting.id}/pack`
  return (
    <BarTools>
      {pack.previous && (
        <Link to={path} search={searchOf({ kind: 'annex', name: 'changes' }, draft)} className="wide">
          {say('to-previous')}
        </Link>
      )}
      <button type="button" className="link wide" disabled={isCollecting} onClick={onPrint}>
        {say(isCollecting ? 'print-preparing' : 'print')}
      </button>
      <a href={api.href(`${path}/document`, draft === undefined ? { asOf: instant } : { draft })} download>
        {say('document')}
      </a>
    </BarTools>
  )
}

const SHOWN = 5

function Margin({
  pack,
  draft,
  place,
  meeting,
}: Props & { meeting: Parameters<typeof CommentBox>[0]['meeting'] | undefined }) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const { isPast } = useAsOf()
  const sheet = place.kind === 'unit' ? pack.sheets.find(each => each.unit.id === place.unitId) : undefined
  const changes = sheet ? changesOf(sheet) : changesOfPack(pack)
  const isOwnAnnex = place.kind === 'annex' && place.name === 'changes'
  return (
    <aside className="pack-margin">
      {pack.previous && !isOwnAnnex && (
        <Section
          title={say('changes-of', {
            meeting: formatDay(pack.previous.heldOn, language, { sameYearAs: pack.meeting.heldOn }),
          })}
          aside={
            changes.length > SHOWN && (
              <Link
                to={`/gatherings/${pack.meeting.id}/pack`}
                search={searchOf({ kind: 'annex', name: 'changes' }, draft)}
              >
                {say('changes-all', { count: changesOfPack(pack).length })}
              </Link>
            )
          }
        >
          <ChangeList changes={changes.slice(0, SHOWN)} />
        </Section>
      )}
      <EvidenceMargin />
      {sheet && meeting && (
        <CommentBox
          meeting={meeting}
          unitId={sheet.unit.id}
          mayWrite={!isPast && meeting.state !== 'closed' && meeting.may.includes('gatherings.outcome')}
        />
      )}
    </aside>
  )
}

/** J and K turn the pages; an arrow opens the first evidence of the page, and then walks on from there. */
function usePageKeys(pack: Pack, place: PackPlace, draft: string | undefined): void {
  const navigate = useNavigate()
  const [{ asOf }] = useUrlState()
  const { current } = useEvidence()
  const turn = (by: 1 | -1) => {
    const places = placesOf(pack)
    const next = places[places.findIndex(each => samePlace(each, place)) + by]
    if (next) void navigate({ to: '.', search: { ...searchOf(next, draft), ...(asOf ? { asOf } : {}) } })
  }
  useKeys({ j: () => turn(1), k: () => turn(-1) })
  useKeys(
    { ArrowRight: () => figuresOnPage()[0]?.click(), ArrowLeft: () => figuresOnPage().at(-1)?.click() },
    current === null,
  )
}
