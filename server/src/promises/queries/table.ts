import type { z } from 'zod'
import type { promisesQuery } from '#contract/promises.ts'
import type { Ctx } from '#kernel/context.ts'
import { dayAsked } from '#kernel/context.ts'
import { type Cell, writeCsvTable } from '#kernel/files/index.ts'
import type { Download } from '#kernel/room.ts'
import { dayOf } from '#kernel/time/index.ts'
import { inOrder, promisesFound } from './list.ts'
import { shapes } from './shape.ts'

/** As many as one table takes; a city announces a few thousand a year. */
const MOST = 20_000

const columns = [
  ...['kind', 'id', 'title', 'draft', 'unit', 'organisations', 'batch', 'announced_on', 'announced_by'],
  ...['announced_page', 'announced_start', 'announced_end', 'announced_text', 'due_on', 'due_original'],
  ...[
    'standing',
    'silent_days',
    'overdue_days',
    'last_word_on',
    'done_last',
    'done_on',
    'recognised',
    'done_page',
    'done_text',
  ],
] as const

/**
 * The same promises as a list shows, as a CSV table: each with the characters that announced it and the last thing done. Days are counted
 * as of the day asked about; offsets count UTF-16 units of the page.
 */
export async function promiseTable(ctx: Ctx, query: z.output<typeof promisesQuery>): Promise<Download> {
  const { found, batchNames } = await promisesFound(ctx, query)
  const rows = await shapes(ctx, inOrder(found).slice(0, MOST), { batchNames })
  const lines = rows.map((row): Cell[] => {
    const { passage } = row.announced
    const last = row.steps.toSorted((a, b) => (a.on ?? '').localeCompare(b.on ?? '')).at(-1)
    return [
      ...[row.kind, row.id, row.title, row.draft ? 'draft' : '', row.unitName],
      ...[
        row.organisations.map(({ name }) => name).join('｜'),
        row.batch?.name ?? null,
        row.announced.on,
        row.announced.by,
      ],
      ...[passage?.name ?? null, passage?.start ?? null, passage?.end ?? null, passage?.text ?? null],
      ...[row.dueOn, row.dueOriginal, row.standing, row.silent.value, row.overdue.value, row.lastWordOn],
      ...[last ? (last.zh ?? last.code) : null, last?.on ?? null, last ? (last.recognised ? 'yes' : 'no') : null],
      ...[last?.passage?.name ?? null, last?.passage?.text ?? last?.text ?? null],
    ]
  })
  return {
    name: `promises-${dayAsked(ctx, dayOf)}.csv`,
    type: 'text/csv; charset=utf-8',
    bytes: writeCsvTable([[...columns], ...lines]),
  }
}
