import { webRoom } from '#ui/room.ts'

export { PackPromises } from './parts/PackPromises.tsx'
export { PromisesSection } from './parts/PromisesSection.tsx'

/** What was announced and what was done: the list, and its section on the pages of other rooms. */
export const promises = webRoom({
  name: 'promises',
  routes: [{ path: '/promises', load: async () => (await import('./PromisesPage.tsx')).PromisesPage }],
})
