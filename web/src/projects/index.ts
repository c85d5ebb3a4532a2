import { webRoom } from '#ui/room.ts'
import { findProjects } from './api.ts'

export { BatchGap } from './parts/BatchGap.tsx'
export { perCell } from './parts/cells.ts'
export { FormDialog } from './parts/FormDialog.tsx'
export { StageCells, StageLegend } from './parts/StageCells.tsx'
export { UnitSelect } from './parts/UnitSelect.tsx'
export { Vintage } from './parts/Vintage.tsx'

/** The projects room: list, detail, signing batches, agreements. */
export const projects = webRoom({
  name: 'projects',
  routes: [
    { path: '/projects', load: async () => (await import('./ListPage.tsx')).ListPage },
    { path: '/projects/new', load: async () => (await import('./NewPage.tsx')).NewPage },
    { path: '/projects/batches', load: async () => (await import('./BatchesPage.tsx')).BatchesPage },
    { path: '/projects/agreements', load: async () => (await import('./AgreementsPage.tsx')).AgreementsPage },
    { path: '/projects/$id', load: async () => (await import('./DetailPage.tsx')).DetailPage },
  ],
  find: findProjects,
})
