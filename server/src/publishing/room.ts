import { room } from '#kernel/room.ts'
import { policy } from './policy.ts'
import { routes } from './routes.ts'

export const publishing = room({ name: 'publishing', directory: import.meta.dirname, policy, routes })
