import { seriesPage } from '#contract/indicators.ts'
import { webRoom } from '#ui/room.ts'

/** Indicators (指标): series of figures, each beside the period before. */
export const indicators = webRoom({
  name: 'indicators',
  routes: [
    { path: '/indicators', load: () => import('./SeriesListPage.tsx').then(page => page.SeriesListPage) },
    { path: '/indicators/$id', load: () => import('./SeriesPage.tsx').then(page => page.SeriesPage) },
  ],
  find: async (api, words, signal) => {
    const found = await api.get('/indicators/series', seriesPage, { params: { find: words, limit: 5 }, signal })
    return found.rows.map(({ id, indicator, subject, comparison }) => ({
      id,
      title: `${indicator.nameZh}${comparison ?? ''}`,
      note: subject.name,
      to: `/indicators/${id}`,
    }))
  },
})
