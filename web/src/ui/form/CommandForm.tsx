import { ConfigProvider, Form, type FormInstance } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { type Problem, RefusalError } from '../api.ts'
import { FaultNote } from '../FaultNote.tsx'
import { useKitWords } from '../kitWords.ts'
import { useSentence } from '../language/sentences.ts'
import { fieldsOf, nameOfPath } from './refusalFields.ts'
import './form.css'

type Props<Values extends object> = {
  /** Sets the form's fields apart from those of another form on the page that have the same names. */
  name?: string
  form?: FormInstance<Values>
  initial?: Partial<Values>
  /** Sends the values; a form is never emptied by a failure. */
  onSubmit: (values: Values) => void | Promise<unknown>
  problem: Problem | null
  isRunning: boolean
  /** The act in a verb: 批复, 复核. Never 提交 alone. */
  act: string
  /** Other ways on, beside the act. */
  children: ReactNode
  aside?: ReactNode
}

/** A form in one column: labels above, refusals under their fields and listed at the top, each leading to its field. */
export function CommandForm<Values extends object>({
  name,
  form,
  initial,
  onSubmit,
  problem,
  isRunning,
  act,
  children,
  aside,
}: Props<Values>) {
  const say = useKitWords()
  const sentence = useSentence()
  const [own] = Form.useForm<Values>(form)
  const list = useRef<HTMLDivElement>(null)
  const fields = fieldsOf(problem)
  const isWhole = problem !== null && fields.length === 0

  useEffect(() => {
    own.setFields(
      fieldsOf(problem).map(({ path, code, params }) => ({ name: fieldName(path), errors: [sentence(code, params)] })),
    )
    if (problem instanceof RefusalError) list.current?.focus()
  }, [problem, own, sentence])

  return (
    <ConfigProvider variant="outlined">
      <Form<Values>
        form={own}
        layout="vertical"
        className="command-form"
        requiredMark={(label, { required }) => (
          <>
            {label}
            {!required && <span className="optional">{say('optional')}</span>}
          </>
        )}
        {...(name === undefined ? {} : { name })}
        {...(initial === undefined ? {} : { initialValues: initial })}
        scrollToFirstError={{ focus: true, block: 'center' }}
        onFinish={values => void onSubmit(values)}
        disabled={isRunning}
        validateTrigger="onBlur"
      >
        {fields.length > 0 && (
          <div ref={list} className="note" role="alert" tabIndex={-1}>
            <p>{say('problems-head', { count: fields.length })}</p>
            <ul>
              {fields.map(({ path, code, params }) => (
                <li key={path}>
                  {own.getFieldInstance(fieldName(path)) ? (
                    <button type="button" className="btn t" onClick={() => own.focusField(fieldName(path))}>
                      {sentence(code, params)}
                    </button>
                  ) : (
                    sentence(code, params)
                  )}
                </li>
              ))}
            </ul>
          </div>
        )}
        {children}
        {isWhole && <FaultNote problem={problem} act="write" onAgain={own.submit} />}
        <div className="acts">
          <button type="submit" className="btn p big" disabled={isRunning} aria-busy={isRunning}>
            {act}
          </button>
          {aside}
        </div>
      </Form>
    </ConfigProvider>
  )
}

/** A path of the server as the form library names fields. */
function fieldName(path: string) {
  // The library types names by the form's own values; the server's paths are texts, and a path no field has is simply not found.
  return nameOfPath(path) as never
}
