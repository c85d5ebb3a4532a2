import { importTable } from '../../../projects/index.ts'
import { cell, list, type Row, table } from '../tables.ts'
import type { Step } from '../timeline.ts'

const REGION = 320600

/** Batches, projects, their stages and agreements, each on its day, through the import of the projects room. */
export async function projectSteps(issued: ReadonlyMap<string, string>): Promise<Step[]> {
  const batches = await table('batches')
  const projects = await table('projects')
  const stages = await table('project_stages')
  const agreements = await table('agreements')
  const organisations = new Map((await table('organisations')).map(row => [row.code, row.name_zh ?? '']))
  const places = new Map((await table('places')).map(row => [row.code, row.name_zh ?? row.name ?? '']))
  const step = (on: string, at: string, what: string, run: Step['run']): Step => ({
    on,
    at,
    by: 'staff',
    region: REGION,
    what,
    run,
  })
  const named = (row: Row): Row => ({
    ...row,
    parties: list(row.parties)
      .map(code => organisations.get(code) ?? code)
      .join('｜'),
    place: places.get(row.place_code ?? '') ?? '',
  })

  const firstDay = (code: string | undefined) =>
    stages
      .filter(stage => stage.project === code)
      .flatMap(stage =>
        [cell(stage, 'planned_on'), cell(stage, 'claimed_on'), cell(stage, 'recognised_on')].flatMap(on => on ?? []),
      )
      .sort()[0]
  // A project is on file from its first known day, a parent not after its children.
  const known = (row: Row): string => {
    const own = stages
      .filter(stage => stage.project === row.code)
      .map(stage => cell(stage, 'claimed_on') ?? cell(stage, 'recognised_on'))
      .filter(on => on !== undefined)
      .sort()[0]
    const signed = batches.find(batch => batch.code === row.batch_code)?.signed_on
    const children = projects.filter(child => child.parent_code === row.code).map(known)
    return [own ?? signed ?? firstDay(row.code) ?? '2024-01-02', ...children].sort()[0] ?? '2024-01-02'
  }

  return [
    ...batches.map(row =>
      step(row.signed_on ?? '', '16:00', `batch ${row.code}`, ctx => importTable(ctx, 'batches', [row])),
    ),
    ...projects.map(row =>
      step(known(row), row.parent_code ? '16:20' : '16:10', `project ${row.code}`, ctx =>
        importTable(ctx, 'projects', [named(row)]),
      ),
    ),
    ...stages.flatMap(row => stageSteps(row, step)),
    ...agreements.map(row =>
      step(row.signed_to || row.signed_from || '', '16:40', `agreement ${row.code}`, ctx =>
        importTable(ctx, 'agreements', [named(row)]),
      ),
    ),
    ...proofSteps(
      issued,
      [
        ['batches', batches, row => row.signed_on ?? ''],
        ['projects', projects.map(named), known],
        [
          'project_stages',
          stages.filter(row => cell(row, 'claimed_on')),
          row => cell(row, 'recognised_on') ?? cell(row, 'claimed_on') ?? '',
        ],
      ],
      step,
    ),
  ]
}

type MakeStep = (on: string, at: string, what: string, run: Step['run']) => Step

function stageSteps(row: Row, step: MakeStep): Step[] {
  const [claimed, recognised] = [cell(row, 'claimed_on'), cell(row, 'recognised_on')]
  const steps: Step[] = []
  if (claimed)
    steps.push(
      step(claimed, '16:30', `stage ${row.project} ${row.stage}`, ctx =>
        importTable(ctx, 'project_stages', [{ ...row, recognised_on: '' }]),
      ),
    )
  if (recognised)
    steps.push(
      step(recognised, '16:35', `recognised ${row.project} ${row.stage}`, ctx =>
        importTable(ctx, 'project_stages', [{ ...row, planned_on: '', claimed_on: '' }]),
      ),
    )
  return steps
}

/** The page that proves a row often appears the day after: imported again, a row that is on file only gains its proof. */
function proofSteps(
  issued: ReadonlyMap<string, string>,
  tables: ReadonlyArray<readonly ['batches' | 'projects' | 'project_stages', readonly Row[], (row: Row) => string]>,
  step: MakeStep,
): Step[] {
  return tables.flatMap(([name, rows, known]) =>
    rows.flatMap(row => {
      const on = issued.get(row.source_page ?? '')
      if (on === undefined) return []
      const day = [on, known(row)].sort().at(-1) ?? on
      return [step(day, '17:00', `proof ${name} ${row.code ?? row.project}`, ctx => importTable(ctx, name, [row]))]
    }),
  )
}
