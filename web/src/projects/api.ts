import {
  agreementRow,
  batchesPage,
  project,
  projectRow,
  projectsPage,
  stageFunnel,
  stagesAnswer,
} from '#contract/projects.ts'
import { unitTree } from '#contract/registry.ts'
import { type Api, useGet } from '#ui/api.ts'
import type { Found } from '#ui/room.ts'

export {
  type AgreementRow,
  amountKinds,
  type BatchRow,
  type Project,
  type ProjectRow,
  partyRoles,
} from '#contract/projects.ts'
export { agreementRow, project as projectAnswer, projectRow }

export const useStages = () => useGet('/projects/stages', stagesAnswer, { staleTime: 600_000 })
export const useBatches = () => useGet('/projects/batches', batchesPage)
export const useFunnel = (narrowed: { batch?: string | undefined; unit?: string | undefined }) =>
  useGet('/projects/funnel', stageFunnel, { params: narrowed })
export const useProject = (id: string) => useGet(`/projects/${id}`, project)
export const useUnits = () => useGet('/registry/units', unitTree, { staleTime: 600_000 })

/** Projects by words, for the palette. */
export async function findProjects(api: Api, words: string, signal: AbortSignal): Promise<readonly Found[]> {
  const { rows } = await api.get('/projects', projectsPage, { params: { find: words, limit: 8 }, signal })
  return rows.map(row => ({
    id: row.id,
    title: row.name,
    to: `/projects/${row.id}`,
    ...(row.unitName === null ? {} : { note: row.unitName }),
  }))
}
