import type { Route } from '#kernel/room.ts'
import { actRoutes } from './routes/acts.ts'
import { readRoutes } from './routes/reads.ts'

export const routes: readonly Route[] = [...readRoutes, ...actRoutes]
