import { organisationPage, personPage } from '#contract/registry.ts'
import { webRoom } from '#ui/room.ts'

const organisations = () => import('./OrganisationsPage.tsx').then(page => page.OrganisationsPage)

/** The registry (名录): organisations, people in their posts, places, units of government. */
export const registry = webRoom({
  name: 'registry',
  routes: [
    { path: '/registry', load: organisations },
    { path: '/registry/organisations', load: organisations },
    {
      path: '/registry/organisations/$id',
      load: () => import('./OrganisationPage.tsx').then(page => page.OrganisationPage),
    },
    { path: '/registry/people', load: () => import('./PeoplePage.tsx').then(page => page.PeoplePage) },
    { path: '/registry/people/$id', load: () => import('./PersonPage.tsx').then(page => page.PersonPage) },
    { path: '/registry/places', load: () => import('./PlacesPage.tsx').then(page => page.PlacesPage) },
    { path: '/registry/queue', load: () => import('./QueuePage.tsx').then(page => page.QueuePage) },
    { path: '/registry/units', load: () => import('./UnitsPage.tsx').then(page => page.UnitsPage) },
  ],
  find: async (api, words, signal) => {
    const params = { find: words, limit: 5 }
    const [firms, people] = await Promise.all([
      api.get('/registry/organisations', organisationPage, { params, signal }),
      api.get('/registry/people', personPage, { params, signal }),
    ])
    return [
      ...firms.rows.map(({ id, name }) => ({ id, title: name, to: `/registry/organisations/${id}` })),
      ...people.rows.map(({ id, name, posts }) => ({
        id,
        title: name,
        note: posts.map(({ post }) => post).join('、'),
        to: `/registry/people/${id}`,
      })),
    ]
  },
})
