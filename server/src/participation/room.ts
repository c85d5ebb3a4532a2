import { room } from '#kernel/room.ts'
import { exportOf, forget } from './citizens.ts'
import { policy } from './policy.ts'
import { portalPages } from './portalPages.ts'
import { rounds } from './rounds.ts'
import { routes } from './routes.ts'

export const participation = room({
  name: 'participation',
  directory: import.meta.dirname,
  policy,
  routes,
  portal: portalPages,
  rounds,
  hears: { 'citizens.erased': forget, 'citizens.export': exportOf },
})
