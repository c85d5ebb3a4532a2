import type { WebRoute } from '#ui/room.ts'
import { rooms } from './rooms.ts'
import { StartPage } from './StartPage.tsx'

const ownRoutes: readonly WebRoute[] = [{ path: '/', load: async () => StartPage }]

/** Every page there is: the rooms' own, and the shell's first page where no room brings one. */
export const pageRoutes: readonly WebRoute[] = [
  ...rooms.flatMap(({ routes }) => routes),
  ...ownRoutes.filter(own => !rooms.some(({ routes }) => routes.some(({ path }) => path === own.path))),
]

/** The page an address shows, for what the frame must know of it before it is drawn. */
export function routeAt(pathname: string, routes: readonly WebRoute[] = pageRoutes): WebRoute | undefined {
  const parts = pathname.split('/').filter(Boolean)
  const fitting = routes.filter(({ path }) => {
    const pattern = path.split('/').filter(Boolean)
    return (
      pattern.length === parts.length && pattern.every((part, index) => part.startsWith('$') || part === parts[index])
    )
  })
  // `/matters/new` before `/matters/$id`.
  return fitting.toSorted((a, b) => a.path.split('$').length - b.path.split('$').length)[0]
}
