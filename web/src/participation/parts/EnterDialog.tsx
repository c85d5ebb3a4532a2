import { Form, Input } from 'antd'
import type { FutureSource } from '#contract/draws.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import type { QuizDraw } from '../api.ts'
import { useDrawWords } from '../drawWords.ts'
import { givenFrom } from './ceremony.ts'

type Props = {
  draw: QuizDraw
  place: number
  source: FutureSource
  name: string
  isFallback: boolean
  onClose: () => void
}
const words = { drand: 'beacon', numbers: 'numbers', text: 'text' } as const

/** What a source said, brought by one person. */
export function EnterDialog({ draw, place, source, name, isFallback, onClose }: Props) {
  const say = useDrawWords()
  const [form] = Form.useForm<{ typed: string }>()
  const command = useCommand({ path: `/participation/draws/${draw.id}/sources/${place}`, onDone: onClose })
  const word = words[source.kind]
  const bounds = source.kind === 'numbers' ? { count: source.count, least: source.least, most: source.most } : {}
  return (
    <Dialog title={`${say(isFallback ? 'enter-fallback' : 'enter')} ${name}`} onClose={onClose}>
      {source.kind !== 'drand' && <p className="s q quiz-note">{say('enter-note')}</p>}
      <CommandForm<{ typed: string }>
        form={form}
        onSubmit={({ typed }) => {
          const given = givenFrom(source, typed)
          return given && command.run({ version: draw.version, fallback: isFallback, given })
        }}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('enter')}
        aside={
          <button type="button" className="btn big" onClick={onClose}>
            {say('cancel')}
          </button>
        }
      >
        <Form.Item
          name="typed"
          label={say(`enter-${word}`)}
          extra={say(`enter-${word}-help`, bounds)}
          className="field line"
          required
          rules={[
            {
              validator: async (_, typed: string | undefined) => {
                const isFit = typed?.trim() && givenFrom(source, typed)
                if (!isFit) throw new Error(say(word === 'text' ? 'enter-text-help' : `enter-${word}-unfit`))
              },
            },
          ]}
        >
          {source.kind === 'drand' ? (
            <Input.TextArea rows={5} data-first="" />
          ) : (
            <Input data-first="" autoComplete="off" />
          )}
        </Form.Item>
        {source.kind === 'drand' && (
          <label className="btn quiz-file">
            {say('beacon-file')}
            <input
              type="file"
              className="vh"
              accept=".json,.txt"
              onChange={event => void event.target.files?.[0]?.text().then(text => form.setFieldValue('typed', text))}
            />
          </label>
        )}
      </CommandForm>
    </Dialog>
  )
}
