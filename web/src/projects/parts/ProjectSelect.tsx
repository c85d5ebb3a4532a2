import { Select } from 'antd'
import { useState } from 'react'
import { projectsPage } from '#contract/projects.ts'
import { useGet } from '#ui/api.ts'

type Props = {
  id?: string
  value?: string | null
  onChange?: (project: string | null) => void
  without?: string
  /** The name of the chosen one, before anything was looked for. */
  chosen?: { id: string; name: string }
}

/** One of the projects, found on the server by typing part of its name: there may be ten thousand. */
export function ProjectSelect({ id, value, onChange, without, chosen }: Props) {
  const [words, setWords] = useState('')
  const found = useGet('/projects', projectsPage, { params: { find: words, limit: 20, sort: 'name' } })
  const options = (found.data?.rows ?? [])
    .filter(row => row.id !== without)
    .map(row => ({ value: row.id, label: row.name }))
  const known = options.some(option => option.value === chosen?.id)
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={found.isPending}
      value={value ?? null}
      onChange={picked => onChange?.(picked ?? null)}
      options={chosen && !known ? [{ value: chosen.id, label: chosen.name }, ...options] : options}
    />
  )
}
