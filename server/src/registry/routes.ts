import { judgingRoutes } from './routes/judging.ts'
import { organisationsRoutes } from './routes/organisations.ts'
import { peopleRoutes } from './routes/people.ts'
import { placesRoutes } from './routes/places.ts'

export const routes = [...organisationsRoutes, ...peopleRoutes, ...placesRoutes, ...judgingRoutes]
