import { fixed } from '../bodies.ts'
import type { Walk } from '../walk.ts'

/** Every act on figures, by the office's staff; a drafted series is confirmed in the scene of the pages. */
export async function indicatorsScene({ step, read }: Walk, round: number): Promise<void> {
  const as = 'staff'
  const flow = { kind: 'flow', unit: '万吨' }
  const indicator = await step('POST /indicators/indicators', { as, given: flow })
  const defined = await step('PUT /indicators/indicators/{id}', {
    as,
    params: { id: indicator.id },
    given: { ...flow, version: indicator.version },
  })
  const series = await step('POST /indicators/series', {
    as,
    given: { indicatorId: indicator.id, subject: { kind: 'text', id: undefined }, comparison: undefined },
  })
  const values: string[] = []
  for (const value of [3, 4]) {
    const given = { seriesId: series.id, period: '2025-04', value }
    values.push((await step('POST /indicators/observations', { as, given })).id)
  }
  const [first = ''] = values
  await step('POST /indicators/observations/{id}/judge', {
    as,
    params: { id: first },
    given: { version: 1, verdict: 'preferred' },
  })
  for (const { id, version } of (await read(`/indicators/series/${series.id}`)).observations)
    await step('POST /indicators/observations/{id}/withdraw', { as, params: { id }, given: { version } })
  await step('POST /indicators/series/{id}/withdraw', { as, params: { id: series.id }, given: { version: 1 } })
  await step('POST /indicators/indicators/{id}/withdraw', {
    as,
    params: { id: indicator.id },
    given: { version: defined.version },
  })
  const code = `i${round}`
  const row = { code, name_zh: `导入的指标${round}`, unit: '个', note: '注' }
  const codes = { kind: fixed('flow'), frequency: fixed('month'), direction: fixed('up') }
  await step('POST /indicators/imports', { as, given: { table: fixed('indicators'), rows: [{ ...row, ...codes }] } })
}
