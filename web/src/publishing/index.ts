import { webRoom } from '#ui/room.ts'
import { useWaiting } from './useWaiting.ts'

export { useWaiting } from './useWaiting.ts'

/** The first page (今天): what needs me now. */
export const today = webRoom({
  name: 'today',
  routes: [{ path: '/', load: async () => (await import('./HomePage.tsx')).HomePage }],
  useCount: () => useWaiting('today'),
})
