import { bankRoutes } from './routes/banks.ts'
import { drawRoutes } from './routes/draws.ts'
import { pickUpRoutes } from './routes/pickUps.ts'
import { portalRoutes } from './routes/portal.ts'
import { prizeRoutes } from './routes/prizes.ts'
import { quizRoutes } from './routes/quizzes.ts'

export const routes = [...bankRoutes, ...quizRoutes, ...portalRoutes, ...drawRoutes, ...prizeRoutes, ...pickUpRoutes]
