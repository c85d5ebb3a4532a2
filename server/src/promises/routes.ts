import { promiseCounts as countsAnswer, promiseCountsQuery, promisesPage, promisesQuery } from '#contract/promises.ts'
import { download } from '#kernel/http/regionRoutes.ts'
import { route } from '#kernel/room.ts'
import { promiseCounts, promiseList } from './queries/list.ts'
import { promiseTable } from './queries/table.ts'

export const routes = [
  route(
    {
      method: 'GET',
      path: '/promises',
      act: 'promises.read',
      takes: { query: promisesQuery },
      gives: promisesPage,
      summary: 'What was announced and what was done since, as of a date',
    },
    (ctx, { query }) => promiseList(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/promises/counts',
      act: 'promises.read',
      takes: { query: promiseCountsQuery },
      gives: countsAnswer,
      summary: 'How many promises are kept, in part, overdue, silent or withdrawn',
    },
    (ctx, { query }) => promiseCounts(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/promises/table',
      act: 'promises.read',
      takes: { query: promisesQuery },
      gives: download,
      summary: 'The same promises as a CSV table, with the sentences',
    },
    (ctx, { query }) => promiseTable(ctx, query),
  ),
]
