import { Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { light as lightShape, lights } from '#contract/kernel.ts'
import { Day } from '../days/Day.tsx'
import { Light } from '../Light.tsx'
import { DataTable } from '../list/DataTable.tsx'
import { ListBar } from '../list/ListBar.tsx'
import { useList } from '../list/useList.ts'
import { Quantity } from '../Quantity.tsx'
import { Section } from '../Section.tsx'

const row = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  dueOn: z.string(),
  percent: z.number(),
  light: lightShape,
})

/** A list of ten thousand, and lists with nothing, with a fault, and without an answer. */
export function Lists() {
  const list = useList({ path: '/samples', row, sort: 'title', filters: ['light'], limit: 12 })
  const none = useList({ path: '/none', row, sort: 'title', prefix: 'none' })
  const broken = useList({ path: '/broken', row, sort: 'title', prefix: 'broken' })
  const slow = useList({ path: '/slow', row, sort: 'title', prefix: 'slow' })
  const [keys, setKeys] = useState<readonly string[]>([])
  const columns = [
    { key: 'title', head: '事项', cell: (each: z.infer<typeof row>) => each.title },
    { key: 'unit', head: '单位', cell: (each: z.infer<typeof row>) => each.unit, width: 96 },
    {
      key: 'dueOn',
      head: '时限',
      sort: 'dueOn',
      cell: (each: z.infer<typeof row>) => <Day value={each.dueOn} />,
      width: 128,
    },
    {
      key: 'percent',
      head: '进度 %',
      sort: 'percent',
      num: true,
      cell: (each: z.infer<typeof row>) => <Quantity value={each.percent} />,
      width: 80,
    },
    {
      key: 'light',
      head: '灯',
      cell: (each: z.infer<typeof row>) => <Light light={each.light} />,
      width: 56,
      phone: 'end' as const,
    },
  ]
  const shared = {
    columns,
    rowKey: (each: z.infer<typeof row>) => each.id,
    to: () => '/',
    empty: { why: '这一天没有到期的事。', act: <a href="/">登记一件</a> },
  }
  return (
    <Section title="一万行的表" aside="在服务端排、找、翻">
      <ListBar list={list}>
        <Select
          size="small"
          aria-label="灯"
          placeholder="灯"
          allowClear
          style={{ width: 96 }}
          value={list.filters.light ?? null}
          onChange={value => list.setFilter('light', value ?? undefined)}
          options={lights.map(light => ({ value: light, label: <Light light={light} /> }))}
        />
      </ListBar>
      <DataTable
        {...shared}
        list={list}
        label="样例事项"
        selection={{
          keys,
          onChange: setKeys,
          acts: (
            <button type="button" className="btn">
              催报
            </button>
          ),
        }}
      />
      <DataTable {...shared} list={none} label="空表" />
      <DataTable {...shared} list={broken} label="坏表" />
      <DataTable {...shared} list={slow} label="慢表" />
    </Section>
  )
}
