import { Select } from 'antd'
import { useLanguage } from '#ui/language/language.ts'
import { byWeight, lightName } from '#ui/lights/lights.ts'
import type { List } from '#ui/list/useList.ts'
import { type MatterChoices, type MatterLine, matterKinds, matterStates } from '../api.ts'
import { useCodeWords } from '../codeWords.ts'
import { useMatterWords } from '../words.ts'

export const filterNames = ['phase', 'unit', 'state', 'light', 'kind', 'dueWithin'] as const

/** What narrows the ledger; each stands in the address, so that a link shows what its sender saw. */
export function Filters({ list, units }: { list: List<MatterLine>; units: MatterChoices['units'] }) {
  const say = useMatterWords()
  const words = useCodeWords()
  const language = useLanguage()
  const filter = (
    name: (typeof filterNames)[number],
    label: string,
    options: Array<{ value: string; label: string }>,
  ) => (
    <Select
      className="filter"
      aria-label={label}
      placeholder={label}
      value={list.filters[name] ?? null}
      options={options}
      onChange={value => list.setFilter(name, value ?? undefined)}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
    />
  )
  return (
    <>
      {filter(
        'phase',
        say('any-phase'),
        (['open', 'draft', 'done', 'ended'] as const).map(phase => ({ value: phase, label: say(`phase-${phase}`) })),
      )}
      {filter(
        'unit',
        say('any-unit'),
        units.map(unit => ({
          value: unit.id,
          label: language === 'zh' ? (unit.shortZh ?? unit.nameZh) : (unit.nameEn ?? unit.nameZh),
        })),
      )}
      {filter(
        'light',
        say('any-light'),
        byWeight.map(light => ({ value: light, label: lightName(light, language) })),
      )}
      {filter(
        'state',
        say('any-state'),
        matterStates.map(state => ({ value: state, label: words('state', state) })),
      )}
      {filter(
        'kind',
        say('any-kind'),
        matterKinds.map(kind => ({ value: kind, label: words('kind', kind) })),
      )}
      {filter(
        'dueWithin',
        say('any-due'),
        (['0', '1', '3', '7', '20'] as const).map(count => ({ value: count, label: say(`due-${count}`) })),
      )}
    </>
  )
}
