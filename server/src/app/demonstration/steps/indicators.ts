import { importTable } from '../../../indicators/index.ts'
import { type Row, table } from '../tables.ts'
import type { Step } from '../timeline.ts'

/** Indicators at the beginning, observations on the day they were published. */
export async function indicatorSteps(beginning: string): Promise<Step[]> {
  const indicators = await table('indicators')
  const byDay = new Map<string, Row[]>()
  for (const row of await table('observations'))
    byDay.set(row.published_on ?? '', [...(byDay.get(row.published_on ?? '') ?? []), row])
  const step = (on: string, at: string, what: string, run: Step['run']): Step => ({
    on,
    at,
    by: 'staff',
    region: 320600,
    what,
    run,
  })
  return [
    step(beginning, '11:00', 'table indicators', ctx => importTable(ctx, 'indicators', indicators)),
    ...[...byDay].map(([on, rows]) =>
      step(on < beginning ? beginning : on, '14:00', `observations of ${on}`, ctx =>
        importTable(ctx, 'observations', rows),
      ),
    ),
  ]
}
