import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { LightGlyph } from '#ui/lights/LightGlyph.tsx'
import { lightName } from '#ui/lights/lights.ts'
import type { Meeting, Pack } from '../api.ts'
import { useGatheringsWords } from '../words.ts'
import { changesOfPack } from './changes.ts'
import { annexesOf, type PackPlace, samePlace, searchOf } from './pages.ts'

// The router calls a page current whatever its query says: which sheet is meant shows by its own mark.
const here = (isHere: boolean) => ({ current: isHere, ...(isHere ? { className: 'here' } : {}) })

type Props = { pack: Pack; place: PackPlace; draft: string | undefined; drafts: Meeting['packList'] }

/** The contents of a pack: its pages with the worst light of each, its annexes, and the drafts there are. */
export function Toc({ pack, place, draft, drafts }: Props) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const path = `/gatherings/${pack.meeting.id}/pack`
  const list = useRef<HTMLElement>(null)
  const at = JSON.stringify(place)
  // A pack of thirty sheets is longer than the window: turning by keys must not leave the contents behind.
  useEffect(() => {
    void at
    list.current?.querySelector('.here')?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const line = (to: PackPlace, mark: ReactNode, name: string, end: ReactNode) => (
    <li key={name}>
      <Link to={path} search={searchOf(to, draft)} {...here(samePlace(to, place))}>
        <span className="pg">{mark}</span>
        <span className="toc-name">{name}</span>
        <span className="toc-end">{end}</span>
      </Link>
    </li>
  )
  const total = pack.lights.reduce((sum, each) => sum + (each.count.value ?? 0), 0)
  const counts = {
    matters: say('items', {
      count: pack.sheets.reduce((sum, sheet) => sum + sheet.matters.length, pack.unassigned.length),
    }),
    batches: say('ones', {
      count: pack.batches.map(batch => batch.statedCount.value ?? '—').join(language === 'zh' ? '＋' : ' + '),
    }),
    said: say('lines', { count: pack.said.length }),
    changes: say('places', { count: changesOfPack(pack).length }),
    promises: say('lines', { count: pack.promises?.lines.length ?? 0 }),
  }
  return (
    <nav ref={list} className="toc" aria-label={say('toc')}>
      <h2>{pack.frozen ? say('toc-draft', { draft: pack.frozen.draftNumber }) : say('toc-live')}</h2>
      <ol>
        {line({ kind: 'leader' }, 1, say('leader'), say('items', { count: total }))}
        {pack.sheets.map((sheet, index) =>
          line(
            { kind: 'unit', unitId: sheet.unit.id },
            index + 2,
            language === 'zh' ? (sheet.unit.shortZh ?? sheet.unit.nameZh) : (sheet.unit.nameEn ?? sheet.unit.nameZh),
            (sheet.total.value ?? 0) > 0 && <LightGlyph light={sheet.worst} label={lightName(sheet.worst, language)} />,
          ),
        )}
      </ol>
      <h2>{say('annexes')}</h2>
      <ol>
        {annexesOf(pack).map(name =>
          line({ kind: 'annex', name }, say(`mark-${name}`), say(`annex-${name}`), counts[name]),
        )}
      </ol>
      {drafts.length > 0 && (
        <>
          <h2>{say('drafts')}</h2>
          <ol>
            <li>
              <Link to={path} search={searchOf(place, undefined)} {...here(draft === undefined)}>
                <span className="toc-name">{say('draft-now')}</span>
              </Link>
            </li>
            {drafts.map(each => (
              <li key={each.id}>
                <Link
                  to={path}
                  search={searchOf(place, String(each.draftNumber))}
                  {...here(draft === String(each.draftNumber))}
                >
                  <span className="toc-name">{say('pack-draft', { draft: each.draftNumber })}</span>
                </Link>
              </li>
            ))}
          </ol>
        </>
      )}
    </nav>
  )
}
