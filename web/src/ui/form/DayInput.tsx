import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { formatDay, isDay } from '../days/days.ts'
import { useLanguage } from '../language/language.ts'

type Props = {
  id?: string
  value?: string | null
  onChange?: (day: string | null) => void
  min?: string
  max?: string
  disabled?: boolean
}

/** A day to pick or type. Its value is `YYYY-MM-DD`, never a moment: no time zone can move it. */
export function DayInput({ id, value, onChange, min, max, disabled }: Props) {
  const language = useLanguage()
  return (
    <DatePicker
      {...(id === undefined ? {} : { id })}
      {...(disabled === undefined ? {} : { disabled })}
      {...(min === undefined ? {} : { minDate: dayjs(min) })}
      {...(max === undefined ? {} : { maxDate: dayjs(max) })}
      value={value && isDay(value) ? dayjs(value) : null}
      onChange={picked => onChange?.(picked ? picked.format('YYYY-MM-DD') : null)}
      format={[language === 'zh' ? 'YYYY年M月D日' : 'D MMM YYYY', 'YYYY-MM-DD', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD']}
      placeholder={formatDay('2024-09-30', language)}
      allowClear
    />
  )
}
