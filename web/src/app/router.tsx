import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Loading } from '#ui/Loading.tsx'
import type { WebRoute } from '#ui/room.ts'
import { parseSearch, stringifySearch } from '#ui/urlState.ts'
import { NotFoundPage } from './NotFoundPage.tsx'
import { pageRoutes } from './pageRoutes.ts'
import { Shell } from './Shell.tsx'
import { useSignOut } from './SignOutContext.ts'

function Frame() {
  return <Shell onSignOut={useSignOut()} />
}

function pageOf({ load }: WebRoute) {
  const Page = lazy(async () => ({ default: await load() }))
  return function LazyPage() {
    return (
      <Suspense fallback={<Loading rows={12} />}>
        <Page />
      </Suspense>
    )
  }
}

/** The addresses of the office application. The state of a page stands in its query as plain words. */
export function newRouter() {
  const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage })
  const children = pageRoutes.map(page =>
    createRoute({ getParentRoute: () => root, path: page.path, component: pageOf(page) }),
  )
  return createRouter({
    routeTree: root.addChildren(children),
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPreload: false,
  })
}
