import { describe, expect, it } from 'vitest'
import type { WebRoute } from '#ui/room.ts'
import { routeAt } from './pageRoutes.ts'
import { isHere, rail } from './rail.ts'
import { rooms } from './rooms.ts'

const page = (path: string): WebRoute => ({ path, load: async () => () => null })
const routes = [page('/'), page('/matters'), page('/matters/$id'), page('/matters/new'), page('/matters/$id/history')]

describe('the page of an address', () => {
  it.each([
    ['/', '/'],
    ['/matters', '/matters'],
    ['/matters/', '/matters'],
    ['/matters/new', '/matters/new'],
    ['/matters/42', '/matters/$id'],
    ['/matters/42/history', '/matters/$id/history'],
    ['/matters/42/other', undefined],
    ['/nowhere', undefined],
  ])('%s is %s', (pathname, path) => {
    expect(routeAt(pathname, routes)?.path).toBe(path)
  })
})

describe('the rail', () => {
  it('says of one line only that the reader is there', () => {
    const lines = rail.flat()
    for (const at of ['/', '/matters', '/matters/42'])
      expect(
        lines.filter(line => isHere(line, at)),
        at,
      ).toHaveLength(1)
    expect(lines.filter(line => isHere(line, '/mattersome'))).toHaveLength(0)
  })

  it('leads to a page wherever it says that a room is built', () => {
    for (const line of rail.flat()) if (line.isBuilt) expect(routeAt(line.path), line.name).toBeDefined()
  })
})

it('no two pages of the rooms claim one address', () => {
  const paths = rooms.flatMap(room => room.routes.map(({ path }) => path))
  expect(new Set(paths).size).toBe(paths.length)
})
