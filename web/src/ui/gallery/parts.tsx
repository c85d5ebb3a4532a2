import { Input, InputNumber } from 'antd'
import { useState } from 'react'
import { type EvidenceKind, type Figure as FigureValue, lights } from '#contract/kernel.ts'
import { RefusalError } from '../api.ts'
import { Conflict } from '../Conflict.tsx'
import { Day, Instant } from '../days/Day.tsx'
import { EvidenceMargin } from '../evidence/EvidenceProvider.tsx'
import { FaultNote } from '../FaultNote.tsx'
import { Figure } from '../Figure.tsx'
import { CommandForm } from '../form/CommandForm.tsx'
import { DayInput } from '../form/DayInput.tsx'
import { Field } from '../form/Field.tsx'
import { useCommand } from '../form/useCommand.ts'
import { Light, LightChange } from '../Light.tsx'
import { LightStrip } from '../LightStrip.tsx'
import { PageHead } from '../PageHead.tsx'
import { Quantity } from '../Quantity.tsx'
import { RefusalNote } from '../RefusalNote.tsx'
import { Section } from '../Section.tsx'
import { type SourceSpan, SourceText } from '../source/SourceText.tsx'
import { Timeline } from '../Timeline.tsx'
import { useDropFiles } from '../useDropFiles.tsx'
import { Lists } from './lists.tsx'

const figure = (field: string, evidence: EvidenceKind, rest: Partial<FigureValue> = {}): FigureValue => ({
  value: 22,
  unit: '个百分点',
  bound: null,
  printed: null,
  evidence,
  ref: { kind: 'sample', id: field, field },
  ...rest,
})

export function Gallery() {
  const [dropped, setDropped] = useState('')
  const { veil } = useDropFiles({
    onFiles: files => setDropped(files.map(({ name }) => name).join(' ')),
    kinds: ['.txt', '.docx'],
  })
  return (
    <>
      <PageHead
        title="部件"
        lead="每样部件的各种样子，都是样例"
        crumb={<span>开发用，不在成品里</span>}
        aside={dropped}
      />
      {veil}
      <div className="cols">
        <div>
          <Lights />
          <Figures />
          <Lists />
          <Source />
        </div>
        <div>
          <EvidenceMargin />
          <Notes />
          <Forms />
          <History />
        </div>
      </div>
    </>
  )
}

function Lights() {
  const cells = ['red', 'green', 'green', 'orange', 'blue', 'grey', 'yellow'] as const
  return (
    <Section title="灯" aside="形、字、色">
      <p className="acts">
        {lights.map(light => (
          <Light key={light} light={light} word />
        ))}
      </p>
      <p className="acts">
        {lights.map(light => (
          <Light key={light} light={light} size="scale" />
        ))}
        <LightChange from="orange" to="red" />
      </p>
      <p className="acts">
        <Light light="orange" size="verdict" />
        <Light light="yellow" size="verdict" />
      </p>
      <LightStrip
        cells={cells.map((light, index) => ({ id: String(index), light, title: `样例事项${index}`, to: '/' }))}
      />
    </Section>
  )
}

function Figures() {
  return (
    <Section title="数" aside="各数都是门">
      <table className="plain nl stack">
        <thead>
          <tr>
            <th>来历</th>
            <th className="num">数</th>
            <th>日子</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>原文</td>
            <td className="num">
              <Figure
                figure={figure('source', 'source', {
                  value: 4000,
                  unit: '台（套）',
                  bound: '>',
                  printed: '4000多台（套）',
                })}
                label="样机"
              />
            </td>
            <td>
              <Day value="2025-05-08" weekday />
            </td>
          </tr>
          <tr>
            <td>算得</td>
            <td className="num">
              <Figure figure={figure('computed', 'computed')} label="进度差" digits={1} />
            </td>
            <td>
              <Instant value="2025-05-08T00:40:00Z" weekday />
            </td>
          </tr>
          <tr>
            <td>手填</td>
            <td className="num">
              <Figure figure={figure('hand', 'hand', { value: 3.41, unit: '%' })} label="投入强度" digits={2} />
            </td>
            <td>
              <Quantity value={11811000000} unit="元" />
            </td>
          </tr>
          <tr>
            <td>存异</td>
            <td className="num">
              <Figure
                figure={figure('differs', 'differs', { value: 113.61, unit: '亿元', bound: '~' })}
                label="签约合计"
              />
            </td>
            <td>
              <Quantity value={-0.6} unit="%" digits={1} />
            </td>
          </tr>
          <tr>
            <td>权限外</td>
            <td className="num">
              <Figure figure={figure('denied', 'source', { value: null })} label="外溢环节" />
            </td>
            <td>
              <Quantity value={null} />
            </td>
          </tr>
        </tbody>
      </table>
    </Section>
  )
}

const text = '样稿：三家样例单位在月底前交出清单。\n样例园区共要安置4000多台（套）样机，\n首批已到位。'
function Source() {
  const [selected, setSelected] = useState<string | null>('b')
  const at = (id: string, words: string, state: SourceSpan['state'], number: number): SourceSpan => ({
    id,
    start: text.indexOf(words),
    end: text.indexOf(words) + words.length,
    state,
    number,
    label: words,
  })
  const spans = [
    at('a', '三家样例单位', 'accepted', 1),
    at('b', '共要安置4000多台（套）样机，\n首批', 'pending', 3),
    at('c', '4000多台（套）', 'differs', 2),
  ]
  return (
    <Section title="原文" aside="宋体是原文，一字未动">
      <SourceText
        text={text}
        spans={spans}
        selected={selected}
        onSelect={setSelected}
        onMark={(start, end) => setSelected(`${start}-${end}`)}
        label="样稿"
      />
    </Section>
  )
}

function Notes() {
  const refusal = new RefusalError(422, {
    code: 'gallery.not-a-workday',
    params: { day: '2025-05-03' },
    field: null,
    fields: [],
  })
  return (
    <Section title="说明">
      <RefusalNote refusal={refusal}>
        <button type="button" className="btn">
          改到5月6日
        </button>
      </RefusalNote>
      <FaultNote problem={refusal} />
      <Conflict
        title="与在案的数不同，由您定"
        here={{ from: '本版面', text: '约0.5万平方米的样例厂房' }}
        there={{ from: '备案表', text: '样例厂房5320平方米' }}
        onKeepBoth={() => undefined}
        onTakeThis={() => undefined}
        onReject={() => undefined}
      />
    </Section>
  )
}

function Forms() {
  const command = useCommand({ path: '/refused' })
  return (
    <Section title="表单">
      <CommandForm<{ title: string; dueOn: string; amount?: number }>
        act="登记"
        onSubmit={values => command.run(values)}
        problem={command.problem}
        isRunning={command.isRunning}
      >
        <Field name="title" label="事项">
          <Input />
        </Field>
        <Field name="dueOn" label="时限" width="day" help="按工作日算">
          <DayInput />
        </Field>
        <Field name="amount" label="金额" width="money" optional>
          <InputNumber suffix="万元" />
        </Field>
      </CommandForm>
    </Section>
  )
}

function History() {
  return (
    <Section title="经过" aside="4条，含撤回1条">
      <Timeline
        label="经过"
        entries={[
          { id: '1', at: '2025-05-07', what: '提请改黄灯', by: '样例单位1·待第二人核定' },
          { id: '2', at: '2025-05-06', what: '转橙：差17.0增至22.0点', by: '按灯规算得', light: 'orange' },
          { id: '3', at: '2024-10-11', what: '已签备忘录', by: '撤回：读错', struck: true },
          { id: '4', at: '2024-09-29', what: '五家全部签收', weekday: true },
        ]}
      />
    </Section>
  )
}
