import { importTable } from '../../../indicators/index.ts'
import { type Row, table } from '../tables.ts'
import type { Step } from '../timeline.ts'

/**
 * Indicators at the beginning, observations on the day they were published; those that quote a page once more when the page has been
 * read, so that the figure is tied to its sentence.
 */
export async function indicatorSteps(beginning: string, issued: ReadonlyMap<string, string>): Promise<Step[]> {
  const indicators = await table('indicators')
  // Chains and batches are subjects the registry does not hold: they are named by their tables.
  const named = new Map(
    [...(await table('chains')), ...(await table('batches'))].map(row => [row.code, row.name_zh ?? '']),
  )
  const observations = (await table('observations')).map(row => ({
    ...row,
    subject_name: named.get(row.subject ?? '') ?? '',
  }))
  const step = (on: string, at: string, what: string, run: Step['run']): Step => ({
    on: on < beginning ? beginning : on,
    at,
    by: 'staff',
    region: 320600,
    what,
    run,
  })
  const published = [...grouped(observations, row => row.published_on ?? '')]
  const quoted = [...grouped(observations, row => issued.get(row.source_page ?? ''))]
  return [
    step(beginning, '11:00', 'table indicators', ctx => importTable(ctx, 'indicators', indicators)),
    ...published.map(([on, rows]) =>
      step(on, '14:00', `observations of ${on}`, ctx => importTable(ctx, 'observations', rows)),
    ),
    ...quoted.map(([on, rows]) => {
      const day = [on, ...rows.map(row => row.published_on ?? '')].sort().at(-1) ?? on
      return step(day, '17:05', `proof of observations of ${on}`, ctx => importTable(ctx, 'observations', rows))
    }),
  ]
}

function grouped(rows: readonly Row[], key: (row: Row) => string | undefined): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const name = key(row)
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), row])
  }
  return groups
}
