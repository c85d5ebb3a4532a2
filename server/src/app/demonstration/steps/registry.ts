import type { ImportTable } from '#contract/registry.ts'
import { importTable } from '../../../registry/index.ts'
import { table } from '../tables.ts'
import type { Step } from '../timeline.ts'

const tables: readonly ImportTable[] = ['places', 'place_aliases', 'organisations', 'memberships', 'people', 'posts']

/**
 * The registry's tables at the beginning of the story; and once more at its end, when the pages are on file, so that rows that quote
 * a page gain their proof.
 */
export async function registrySteps(beginning: string): Promise<Step[]> {
  const read = await Promise.all(tables.map(async name => [name, await table(name)] as const))
  const step = (on: string, at: string, name: ImportTable, rows: Awaited<ReturnType<typeof table>>): Step => ({
    on,
    at,
    by: 'head',
    region: 320600,
    what: `table ${name}`,
    run: ctx => importTable(ctx, name, rows),
  })
  return read.flatMap(([name, rows], index) => [
    step(beginning, `10:0${index}`, name, rows),
    step('2025-06-23', `10:0${index}`, name, rows),
  ])
}
