import { Select } from 'antd'
import { useState } from 'react'
import { useGet } from '#ui/api.ts'
import { matterPage } from '../api.ts'

type Props = { id?: string; value?: string; onChange?: (id: string) => void; not: string }

/** Picks another matter that goes on, by its number or words of its title. */
export function MatterPicker({ not, ...given }: Props) {
  const [find, setFind] = useState('')
  const found = useGet('/matters', matterPage, { params: { find, phase: 'open', limit: 20 } })
  return (
    <Select
      showSearch={{ filterOption: false, onSearch: setFind }}
      options={(found.data?.rows ?? [])
        .filter(row => row.id !== not)
        .map(row => ({ value: row.id, label: row.refNo ? `${row.refNo} ${row.title}` : row.title }))}
      {...given}
    />
  )
}
