import { room } from '#kernel/room.ts'
import { policy, regionPolicy } from './policy.ts'
import { routes } from './routes.ts'

/** Accounts (账号): members of the region, their units and roles, and the log for the auditor. Its tables are the kernel's. */
export const accounts = room({
  name: 'accounts',
  directory: import.meta.dirname,
  policy: { ...policy, ...regionPolicy },
  routes,
})
