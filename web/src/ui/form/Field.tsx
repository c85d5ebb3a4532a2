import { Form } from 'antd'
import type { ReactElement, ReactNode } from 'react'
import { useKitWords } from '../kitWords.ts'
import './form.css'

/** Widths by content: a day 12 em, money 10 em, a post 16 em, a sentence the whole column. */
export type FieldWidth = 'day' | 'money' | 'post' | 'line'

type Props = {
  name: string | Array<string | number>
  label: string
  /** Help below the field, 12 px. */
  help?: ReactNode
  optional?: boolean
  width?: FieldWidth
  /** What the input's value is called, when it is not `value`: `checked`. */
  valueName?: string
  /** One control that takes `value` and `onChange`. */
  children: ReactElement
}

/** One field: label above, control, help or refusal below. Required is the norm; optional is marked. */
export function Field({ name, label, help, optional = false, width = 'line', valueName = 'value', children }: Props) {
  const say = useKitWords()
  return (
    <Form.Item
      name={name}
      label={label}
      className={`field ${width}`}
      required={!optional}
      rules={optional ? [] : [{ required: true, message: `${label}：${say('required')}` }]}
      valuePropName={valueName}
      {...(help === undefined ? {} : { extra: help })}
    >
      {children}
    </Form.Item>
  )
}
