import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { personPage } from '#contract/registry.ts'
import { useGet } from '#ui/api.ts'
import { useRegistryWords } from '../words.ts'

type Props = { id?: string; value?: string | null; onChange?: (id: string | null) => void; except?: string }

const PAUSE = 250

/** Chooses a person by typing part of a name or a post; the posts tell namesakes apart. */
export function PersonSelect({ id, value, onChange, except }: Props) {
  const say = useRegistryWords()
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), PAUSE)
    return () => clearTimeout(timer)
  }, [typed])
  const found = useGet(words === '' ? null : '/registry/people', personPage, {
    params: { find: words, limit: 20 },
    asOf: null,
  })
  return (
    <Select
      className="wide-select"
      {...(id === undefined ? {} : { id })}
      value={value ?? null}
      onChange={chosen => onChange?.(chosen ?? null)}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={words !== '' && found.isPending}
      allowClear
      placeholder={say('person')}
      notFoundContent={null}
      options={(found.data?.rows ?? [])
        .filter(row => row.id !== except)
        .map(row => ({ value: row.id, label: [row.name, ...row.posts.map(({ post }) => post)].join(' ') }))}
    />
  )
}
