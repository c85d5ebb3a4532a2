import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { seriesPage } from '#contract/indicators.ts'
import { useGet } from '#ui/api.ts'
import { useIndicatorWords } from '../words.ts'

type Props = {
  id?: string
  value?: string | null
  onChange?: (id: string | null) => void
  except: string
  unit: string
}

const PAUSE = 250

/** Chooses a standing series of the same unit by typing part of its indicator or subject. */
export function SeriesSelect({ id, value, onChange, except, unit }: Props) {
  const say = useIndicatorWords()
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), PAUSE)
    return () => clearTimeout(timer)
  }, [typed])
  const found = useGet('/indicators/series', seriesPage, {
    params: { find: words, standing: 'confirmed', limit: 50 },
    asOf: null,
  })
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      value={value ?? null}
      onChange={chosen => onChange?.(chosen ?? null)}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      placeholder={say('find-series')}
      options={(found.data?.rows ?? [])
        .filter(row => row.id !== except && row.unit === unit)
        .map(row => ({
          value: row.id,
          label: `${row.subject.name} ${row.indicator.nameZh}${row.comparison ?? ''}（${row.unit}）`,
        }))}
    />
  )
}
