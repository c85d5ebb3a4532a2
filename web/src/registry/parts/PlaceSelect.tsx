import { Select } from 'antd'
import { placeList } from '#contract/registry.ts'
import { useGet } from '#ui/api.ts'

type Props = {
  id?: string
  value?: string | null
  onChange?: (id: string | null) => void
  except?: string
  placeholder?: string
}

/** Chooses one of the places that stand today. */
export function PlaceSelect({ id, value, onChange, except, placeholder }: Props) {
  const places = useGet('/registry/places', placeList)
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      value={value ?? null}
      onChange={chosen => onChange?.(chosen ?? null)}
      loading={places.isPending}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      {...(placeholder === undefined ? {} : { placeholder })}
      options={(places.data?.rows ?? [])
        .filter(each => each.valid && each.id !== except)
        .map(each => ({ value: each.id, label: each.code === null ? each.name : `${each.name} ${each.code}` }))}
    />
  )
}
