import { rooms } from '../app/rooms.ts'

const portal = new Set(
  rooms.flatMap(({ routes }) =>
    routes.filter(({ by = 'member' }) => by !== 'member').map(({ method, path }) => `${method} /api/:region${path}`),
  ),
)

/** Of the registered routes those of a region that ask for an office's session; a citizen's own, and what anybody may read, know none. */
export const officeRoutes = <Registered extends { method: string; url: string }>(registered: readonly Registered[]) =>
  registered.filter(
    ({ method, url }) =>
      url.startsWith('/api/:region/') && !url.startsWith('/api/:region/citizens/') && !portal.has(`${method} ${url}`),
  )
