import { useIntakeWords } from '../words.ts'
import type { QuantityDraft } from './fields.ts'

type Props = {
  /** The key of the field. */
  name: string
  label: string
  items: readonly QuantityDraft[]
  isWrong: boolean
  onChange: (items: readonly QuantityDraft[]) => void
}

/** Amounts or capacities of a project: which, how much, in what unit. A new one stands on the fact's own passage. */
export function QuantityFields({ name, label, items, isWrong, onChange }: Props) {
  const say = useIntakeWords()
  const change = (index: number, patch: Partial<QuantityDraft>) =>
    onChange(items.map((each, at) => (at === index ? { ...each, ...patch } : each)))
  return (
    <fieldset className="fact-field quantities" data-field={name}>
      <legend>{label}</legend>
      {items.map((item, index) => (
        // Rows have no identity but their place; they are only appended and taken away.
        <div key={index} className="quantity">
          {(['what', 'value', 'unit'] as const).map(key => (
            <input
              key={key}
              lang="zh-CN"
              aria-label={say(key === 'what' ? 'quantity-what' : `field-${key}`)}
              placeholder={say(key === 'what' ? 'quantity-what' : `field-${key}`)}
              value={item[key]}
              aria-invalid={isWrong}
              onChange={event => change(index, { [key]: event.target.value })}
            />
          ))}
          <button type="button" className="btn t" onClick={() => onChange(items.filter((_, at) => at !== index))}>
            {say('drop-quantity')}
          </button>
        </div>
      ))}
      <button
        type="button"
        className="btn t"
        onClick={() =>
          onChange([...items, { what: '', value: '', unit: '', evidence: { start: 0, end: 0, text: '' } }])
        }
      >
        {say('add-quantity')}
      </button>
      {isWrong && (
        <span className="unfit" role="alert">
          {say('unfit-fact', { field: label })}
        </span>
      )}
    </fieldset>
  )
}
