import { bankRoutes } from './routes/banks.ts'
import { drawRoutes } from './routes/draws.ts'
import { portalRoutes } from './routes/portal.ts'
import { quizRoutes } from './routes/quizzes.ts'

export const routes = [...bankRoutes, ...quizRoutes, ...portalRoutes, ...drawRoutes]
