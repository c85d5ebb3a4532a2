import { judgingRoutes } from './routes/judging.ts'
import { organisationsRoutes } from './routes/organisations.ts'
import { peopleRoutes } from './routes/people.ts'
import { placesRoutes } from './routes/places.ts'
import { queueRoutes } from './routes/queue.ts'

export const routes = [...organisationsRoutes, ...peopleRoutes, ...placesRoutes, ...judgingRoutes, ...queueRoutes]
