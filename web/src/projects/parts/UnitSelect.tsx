import { Select } from 'antd'
import { useLanguage } from '#ui/language/language.ts'
import { useUnits } from '../api.ts'

type Props = {
  id?: string
  value?: string | null
  onChange?: (unit: string | null) => void
  placeholder?: string
  size?: 'small' | 'middle'
  label?: string
  width?: number
}

/** One of the units of the city government, found by typing part of its name. */
export function UnitSelect({ id, value, onChange, placeholder, size = 'middle', label, width }: Props) {
  const language = useLanguage()
  const units = useUnits()
  const options = (units.data?.rows ?? []).map(unit => ({
    value: unit.id,
    label: language === 'zh' ? (unit.shortZh ?? unit.nameZh) : (unit.nameEn ?? unit.nameZh),
    search: `${unit.nameZh} ${unit.shortZh ?? ''} ${unit.nameEn ?? ''}`.toLowerCase(),
  }))
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(width === undefined ? {} : { style: { width } })}
      size={size}
      allowClear
      showSearch={{ filterOption: (words, option) => option?.search.includes(words.toLowerCase()) ?? false }}
      loading={units.isPending}
      popupMatchSelectWidth={false}
      value={value ?? null}
      onChange={picked => onChange?.(picked ?? null)}
      options={options}
    />
  )
}
