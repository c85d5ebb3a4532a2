import { z } from 'zod'
import {
  forgetMapping as forgetMappingBody,
  mappingRow,
  mappingsQuery,
  mapTable as mapTableBody,
  tablesOfPage as tablesOfPageAnswer,
} from '#contract/intake/tables.ts'
import { datedPage } from '#contract/intake.ts'
import { id, instant, page } from '#contract/kernel.ts'
import { type Route, route } from '#kernel/room.ts'
import { forgetMapping, mapTable } from './commands/mapTable.ts'
import { pageNow } from './queries/pages.ts'
import { mappingsList, tablesOfPage } from './queries/tables.ts'

const byId = z.object({ id })
const asked = z.object({ asOf: instant.optional() })
/** A screen asks again rather than keep a transaction open. */
const PATIENCE_MS = 500

/** Pages that are tables: what their columns mean, and what is remembered of such columns. */
export const tableRoutes: readonly Route[] = [
  route(
    {
      method: 'GET',
      path: '/intake/pages/:id/tables',
      act: 'intake.read',
      takes: { params: byId, query: asked },
      gives: tablesOfPageAnswer,
      summary: 'The tables of a page: their columns, what these mean or may mean, and what became of the rows',
    },
    async (ctx, { params }) => ({ tables: await tablesOfPage(ctx, params.id) }),
  ),
  route(
    {
      method: 'PUT',
      path: '/intake/tables/:id/mapping',
      act: 'intake.review',
      takes: { params: byId, body: mapTableBody },
      gives: datedPage,
      summary: 'Say what the columns of a table mean; its rows are read so, it is remembered, and no decision is lost',
    },
    async (ctx, { params, body }) => {
      const { page: mapped, reread, decidedDiffering } = await mapTable(ctx, params.id, body, PATIENCE_MS)
      return { page: await pageNow(ctx, mapped.id), reread, decidedDiffering }
    },
  ),
  route(
    {
      method: 'GET',
      path: '/intake/mappings',
      act: 'intake.see-lessons',
      takes: { query: mappingsQuery },
      gives: page(mappingRow),
      summary: 'What columns of tables are remembered to mean',
    },
    (ctx, { query }) => mappingsList(ctx, query),
  ),
  route(
    {
      method: 'POST',
      path: '/intake/mappings/:id/forgetting',
      act: 'intake.switch-lesson',
      takes: { params: byId, body: forgetMappingBody },
      gives: z.object({ id }),
      summary: 'Forget what columns mean: the next table with them is asked about again, what was read stays',
    },
    async (ctx, { params, body }) => {
      await forgetMapping(ctx, params.id, body)
      return { id: params.id }
    },
  ),
]
