import { useNavigate } from '@tanstack/react-router'
import { useLanguage } from '#ui/language/language.ts'
import { lightCharacter } from '#ui/lights/lights.ts'
import { useUrlState } from '#ui/urlState.ts'
import type { Pack } from '../api.ts'
import { useGatheringsWords } from '../words.ts'
import { annexesOf, type PackPlace, placeOf, searchOf } from './pages.ts'

type Props = { pack: Pack; place: PackPlace; draft: string | undefined }

/** The contents on a phone: a list to choose from; without a choice the whole pack stands one sheet below the other. */
export function SheetChooser({ pack, place, draft }: Props) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const navigate = useNavigate()
  const [{ asOf }] = useUrlState()
  const value = place.kind === 'unit' ? `unit=${place.unitId}` : place.kind === 'annex' ? `annex=${place.name}` : ''
  const choose = (chosen: string) => {
    const [what = '', name = ''] = chosen.split('=')
    const next = placeOf(what === 'unit' ? { unit: name } : what === 'annex' ? { annex: name } : {})
    void navigate({ to: '.', search: { ...searchOf(next, draft), ...(asOf ? { asOf } : {}) } })
  }
  return (
    <select
      className="sheet-chooser noprint"
      aria-label={say('sheets-choose')}
      value={value}
      onChange={event => choose(event.target.value)}
    >
      <option value="">{say('all-sheets')}</option>
      {pack.sheets.map(sheet => (
        <option key={sheet.unit.id} value={`unit=${sheet.unit.id}`}>
          {language === 'zh' ? sheet.unit.nameZh : (sheet.unit.nameEn ?? sheet.unit.nameZh)}
          {(sheet.total.value ?? 0) > 0 && ` ${lightCharacter(sheet.worst, language)}`}
        </option>
      ))}
      {annexesOf(pack).map(name => (
        <option key={name} value={`annex=${name}`}>
          {say(`annex-${name}`)}
        </option>
      ))}
    </select>
  )
}
