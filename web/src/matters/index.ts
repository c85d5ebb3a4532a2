import { webRoom } from '#ui/room.ts'
import { matterPage } from './api.ts'

const matter = () => import('./MatterPage.tsx').then(page => page.MatterPage)

/** Supervised matters (督查事项): the list with its lights, one matter with its argument, and what can be done with it. */
export const matters = webRoom({
  name: 'matters',
  routes: [
    { path: '/matters', load: () => import('./ListPage.tsx').then(page => page.ListPage) },
    { path: '/matters/new', load: () => import('./NewMatterPage.tsx').then(page => page.NewMatterPage) },
    { path: '/matters/$id', load: matter },
    { path: '/matters/$id/edit', load: () => import('./EditMatterPage.tsx').then(page => page.EditMatterPage) },
  ],
  find: async (api, words, signal) => {
    const found = await api.get('/matters', matterPage, { params: { find: words, limit: 8 }, signal })
    return found.rows.map(({ id, title, refNo }) => ({
      id,
      title,
      ...(refNo ? { note: refNo } : {}),
      to: `/matters/${id}`,
    }))
  },
})
