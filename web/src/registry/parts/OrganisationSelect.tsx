import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { organisationPage } from '#contract/registry.ts'
import { useGet } from '#ui/api.ts'
import { useRegistryWords } from '../words.ts'

type Props = { id?: string; value?: string | null; onChange?: (id: string | null) => void; except?: string }

const PAUSE = 250

/** Chooses an organisation by typing part of a name; the server looks, because there may be many thousands. */
export function OrganisationSelect({ id, value, onChange, except }: Props) {
  const say = useRegistryWords()
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), PAUSE)
    return () => clearTimeout(timer)
  }, [typed])
  const found = useGet(words === '' ? null : '/registry/organisations', organisationPage, {
    params: { find: words, limit: 20 },
    asOf: null,
  })
  const [picked, setPicked] = useState<{ value: string; label: string } | null>(null)
  const options = (found.data?.rows ?? [])
    .filter(row => row.id !== except)
    .map(row => ({ value: row.id, label: row.name }))
  const known = picked && picked.value === value && !options.some(each => each.value === value) ? [picked] : []
  return (
    <Select
      className="wide-select"
      {...(id === undefined ? {} : { id })}
      value={value ?? null}
      onChange={(chosen, option) => {
        setPicked(chosen && option && !Array.isArray(option) ? { value: option.value, label: option.label } : null)
        onChange?.(chosen ?? null)
      }}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={words !== '' && found.isPending}
      allowClear
      placeholder={say('find-organisation')}
      notFoundContent={words === '' ? null : found.isPending ? null : say('pick-none')}
      options={[...known, ...options]}
    />
  )
}
