import { webRoom } from '#ui/room.ts'
import { findPages, useWaitingPages } from './waiting.ts'

const review = () => import('./ReviewPage.tsx').then(page => page.ReviewPage)

/** Intake (来稿审读): pages come in, facts are read, a person decides. */
export const intake = webRoom({
  name: 'intake',
  routes: [
    { path: '/intake', load: () => import('./IntakePage.tsx').then(page => page.IntakePage) },
    { path: '/intake/facts', load: () => import('./FactsPage.tsx').then(page => page.FactsPage) },
    { path: '/intake/lessons', load: () => import('./LessonsPage.tsx').then(page => page.LessonsPage) },
    { path: '/intake/mappings', load: () => import('./tables/MappingsPage.tsx').then(page => page.MappingsPage) },
    { path: '/intake/model', load: () => import('./ModelPage.tsx').then(page => page.ModelPage) },
    { path: '/intake/sources', load: () => import('./SourcesPage.tsx').then(page => page.SourcesPage) },
    { path: '/intake/$id', load: review, slim: true, bare: true },
    { path: '/intake/$id/$article/$fact', load: review, slim: true, bare: true },
  ],
  useCount: useWaitingPages,
  find: findPages,
})
