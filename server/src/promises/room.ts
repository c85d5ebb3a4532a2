import { room } from '#kernel/room.ts'
import { evidence } from './evidence.ts'
import { policy } from './policy.ts'
import { routes } from './routes.ts'

/** What was announced against what was done (说了与做了): keeps nothing, reads what the rooms before it hold. */
export const promises = room({ name: 'promises', directory: import.meta.dirname, policy, routes, evidence })
