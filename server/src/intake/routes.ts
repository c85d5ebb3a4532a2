import { z } from 'zod'
import { factChanges, undoFacts as undoFactsBody, undoneAnswer } from '#contract/intake/changes.ts'
import { modelOfPage, modelStanding } from '#contract/intake/model.ts'
import { articleDifference, judgeRepeat as judgeRepeatBody } from '#contract/intake/repeats.ts'
import {
  acceptAbove as acceptAboveBody,
  acceptFact as acceptFactBody,
  addFact as addFactBody,
  articleDetail,
  bringPage as bringPageBody,
  bulkAnswer,
  correctFact as correctFactBody,
  datedPage,
  dateText,
  describePage as describePageBody,
  factListRow,
  factRow,
  factsQuery,
  LARGEST_FILE,
  LONGEST_TEXT,
  pageDetail,
  pageRow,
  pagesQuery,
  rejectFact as rejectFactBody,
  restingAnswer,
  undoFact as undoFactBody,
  withdrawFact as withdrawFactBody,
  withdrawPage as withdrawPageBody,
} from '#contract/intake.ts'
import { id, instant, page } from '#contract/kernel.ts'
import { ofUpload } from '#kernel/files/index.ts'
import { type Route, route } from '#kernel/room.ts'
import { acceptAbove } from './commands/acceptAbove.ts'
import { askAgain } from './commands/askModel.ts'
import { bringPage } from './commands/bringPage.ts'
import { datePage } from './commands/datePage.ts'
import { acceptFact, correctFact, rejectFact } from './commands/decideFact.ts'
import { addFact, describePage, withdrawPage } from './commands/editPage.ts'
import { judgeRepeat } from './commands/judgeRepeat.ts'
import { undoFact, undoFacts, withdrawFact } from './commands/withdrawFact.ts'
import { contradictionRoutes } from './contradictionRoutes.ts'
import { layingRoutes } from './layingRoutes.ts'
import { lessonRoutes } from './learning/routes.ts'
import { articleOf, changesOf, factsList, restingOnFact } from './queries/facts.ts'
import { modelOfPage as modelNow, modelStanding as modelStandingNow } from './queries/model.ts'
import { pageNow, pageOf, pagesList } from './queries/pages.ts'
import { differenceFromFirst } from './queries/repeats.ts'
import { sourceRoutes } from './sourceRoutes.ts'
import { tableRoutes } from './tableRoutes.ts'

const byId = z.object({ id })
const asked = z.object({ asOf: instant.optional() })
/** A screen asks again rather than keep a transaction open; half a second is enough for all but long pages and files. */
const PATIENCE_MS = 500
// Base64 takes four characters for three bytes; JSON may escape each character of a text as six.
const BRING_LIMIT = Math.max(Math.ceil(LARGEST_FILE / 3) * 4, LONGEST_TEXT * 6) + 4096

export const routes: readonly Route[] = [
  route(
    {
      method: 'GET',
      path: '/intake/pages',
      act: 'intake.read',
      takes: { query: pagesQuery },
      gives: page(pageRow),
      summary: 'Pages brought in, with the state of their review',
    },
    (ctx, { query }) => pagesList(ctx, query),
  ),
  route(
    {
      method: 'POST',
      path: '/intake/pages',
      act: 'intake.bring',
      takes: { body: bringPageBody },
      gives: pageRow,
      summary:
        'Bring a page in: text, or a file in base64; answers 503 `intake.reading-unavailable` while a long one is being read',
      bodyLimit: BRING_LIMIT,
    },
    async (ctx, { body: { base64, ...told } }) => {
      const bytes = base64 === undefined ? undefined : Buffer.from(base64, 'base64')
      const { page: brought } = await ofUpload(() => bringPage(ctx, { ...told, bytes }, PATIENCE_MS))
      return pageNow(ctx, brought.id)
    },
  ),
  route(
    {
      method: 'GET',
      path: '/intake/pages/:id',
      act: 'intake.read',
      takes: { params: byId, query: asked },
      gives: pageDetail,
      summary: 'A page with its text and articles',
    },
    (ctx, { params }) => pageOf(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/intake/pages/:id/changes',
      act: 'intake.read',
      takes: { params: byId, query: z.object({ since: instant }) },
      gives: factChanges,
      summary: 'What became of facts of a page since an instant, and by whom',
    },
    (ctx, { params, query }) => changesOf(ctx, params.id, query.since),
  ),
  route(
    {
      method: 'PUT',
      path: '/intake/pages/:id',
      act: 'intake.describe',
      takes: { params: byId, body: describePageBody },
      gives: pageRow,
      summary: 'Name a page, its publication and sheet, and whether it is internal',
    },
    async (ctx, { params, body }) => {
      await describePage(ctx, params.id, body)
      return pageNow(ctx, params.id)
    },
  ),
  route(
    {
      method: 'PUT',
      path: '/intake/pages/:id/issue-date',
      act: 'intake.describe',
      takes: { params: byId, body: dateText },
      gives: datedPage,
      summary: 'Set the issue date; the page is read again from that day and no decision is lost',
    },
    async (ctx, { params, body }) => {
      const { reread, decidedDiffering } = await datePage(ctx, params.id, body, PATIENCE_MS)
      return { page: await pageNow(ctx, params.id), reread, decidedDiffering }
    },
  ),
  ...layingRoutes,
  route(
    {
      method: 'POST',
      path: '/intake/pages/:id/withdrawal',
      act: 'intake.withdraw-page',
      takes: { params: byId, body: withdrawPageBody },
      gives: z.object({ id }),
      summary: 'Withdraw a page that nothing was accepted from',
    },
    async (ctx, { params, body }) => ({ id: (await withdrawPage(ctx, params.id, body)).id }),
  ),
  route(
    {
      method: 'POST',
      path: '/intake/pages/:id/acceptances',
      act: 'intake.review',
      takes: { params: byId, body: acceptAboveBody },
      gives: bulkAnswer,
      summary: 'Accept every pending fact the reader is at least this sure of',
    },
    (ctx, { params, body }) => acceptAbove(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/intake/pages/:id/undoing',
      act: 'intake.review',
      takes: { params: byId, body: undoFactsBody },
      gives: undoneAnswer,
      summary: 'Take decisions about facts of a page back together, as those of one acceptance in bulk',
    },
    (ctx, { params, body }) => undoFacts(ctx, params.id, body.facts),
  ),
  route(
    {
      method: 'POST',
      path: '/intake/pages/:id/facts',
      act: 'intake.review',
      takes: { params: byId, body: addFactBody },
      gives: factRow,
      summary: 'Add a fact on a selected passage',
    },
    (ctx, { params, body }) => addFact(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/intake/pages/:id/askings',
      act: 'intake.ask-model',
      takes: { params: byId },
      gives: modelOfPage,
      summary: 'Ask the model about a page again; what it proposes waits like any other fact',
    },
    async (ctx, { params }) => {
      await askAgain(ctx, params.id)
      return modelNow(ctx, params.id)
    },
  ),
  route(
    {
      method: 'GET',
      path: '/intake/model',
      act: 'intake.see-model',
      takes: {},
      gives: modelStanding,
      summary: 'Whether there is a model that may propose facts, how much it was asked, and what failed last',
    },
    ctx => modelStandingNow(ctx),
  ),
  route(
    {
      method: 'GET',
      path: '/intake/articles/:id',
      act: 'intake.read',
      takes: { params: byId, query: asked.extend({ from: z.coerce.number().int().min(0).default(0) }) },
      gives: articleDetail,
      summary: 'An article with its facts, and the sentences that yielded none',
    },
    (ctx, { params, query }) => articleOf(ctx, params.id, query.from),
  ),
  route(
    {
      method: 'GET',
      path: '/intake/articles/:id/difference',
      act: 'intake.read',
      takes: { params: byId, query: asked },
      gives: articleDifference,
      summary: 'An article and the earlier one it repeats, side by side',
    },
    (ctx, { params }) => differenceFromFirst(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: '/intake/articles/:id/repeat',
      act: 'intake.review',
      takes: { params: byId, body: judgeRepeatBody },
      gives: articleDetail,
      summary: 'Say of an article that looks like an earlier one: the same, a correction, or different',
    },
    async (ctx, { params, body }) => {
      await judgeRepeat(ctx, params.id, body)
      return articleOf(ctx, params.id, 0)
    },
  ),
  route(
    {
      method: 'GET',
      path: '/intake/facts',
      act: 'intake.read-fact',
      takes: { query: factsQuery },
      gives: page(factListRow),
      summary: 'Facts across pages',
    },
    (ctx, { query }) => factsList(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/intake/facts/:id/resting',
      act: 'intake.read-fact',
      takes: { params: byId, query: asked },
      gives: restingAnswer,
      summary: 'What rests on a fact',
    },
    (ctx, { params }) => restingOnFact(ctx, params.id),
  ),
  factRoute('PUT', '', 'intake.review', correctFactBody, 'Correct a pending fact without deciding it', correctFact),
  factRoute('POST', '/acceptance', 'intake.review', acceptFactBody, 'Accept a fact, as read or corrected', acceptFact),
  factRoute('POST', '/rejection', 'intake.review', rejectFactBody, 'Reject a fact', rejectFact),
  factRoute('POST', '/undoing', 'intake.review', undoFactBody, 'Take the last decision about a fact back', undoFact),
  factRoute('POST', '/withdrawal', 'intake.withdraw-fact', withdrawFactBody, 'Withdraw an accepted fact', withdrawFact),
  ...contradictionRoutes,
  ...lessonRoutes,
  ...sourceRoutes,
  ...tableRoutes,
]

/** A route of one fact: they differ in the act only. */
function factRoute<Body extends z.ZodType>(
  method: 'POST' | 'PUT',
  path: string,
  act: string,
  body: Body,
  summary: string,
  command: (ctx: Parameters<typeof pageNow>[0], id: string, body: z.output<Body>) => Promise<z.input<typeof factRow>>,
): Route {
  return route(
    { method, path: `/intake/facts/:id${path}`, act, takes: { params: byId, body }, gives: factRow, summary },
    // The kernel has parsed the body with this very schema; only the type of a generic schema's output is lost on the way.
    (ctx, { params, body: told }) => command(ctx, params.id, told as z.output<Body>),
  )
}
