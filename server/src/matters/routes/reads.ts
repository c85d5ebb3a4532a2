import { z } from 'zod'
import { id, instant } from '#contract/kernel.ts'
import {
  matterChange,
  matterChoices,
  matterCreated,
  matterDetail,
  matterDouble,
  matterNeed,
} from '#contract/matters/detail.ts'
import { matterFields, matterPage, matterQuery, strips } from '#contract/matters.ts'
import { someName } from '#contract/text.ts'
import { ofUpload } from '#kernel/files/index.ts'
import { download } from '#kernel/http/regionRoutes.ts'
import { refuse } from '#kernel/refusal.ts'
import { type Route, route } from '#kernel/room.ts'
import { createMatter } from '../commands/create.ts'
import { choicesOf } from '../queries/choices.ts'
import { matterOf } from '../queries/detail.ts'
import { doublesOfTitle } from '../queries/doubles.ts'
import { lightStrips, listMatters } from '../queries/list.ts'
import { mattersNeeding } from '../queries/needing.ts'
import { changesBetween } from '../queries/pack.ts'
import { exportMatters } from '../table/export.ts'
import { importFile } from '../table/import.ts'

const asOf = z.object({ asOf: instant.optional() })

export const readRoutes: readonly Route[] = [
  route(
    {
      method: 'GET',
      path: '/matters',
      act: 'matters.read',
      takes: { query: matterQuery },
      gives: matterPage,
      summary: 'List matters with their lights',
    },
    (ctx, { query }) => listMatters(ctx, query),
  ),
  route(
    {
      method: 'POST',
      path: '/matters',
      act: 'matters.create',
      takes: { body: matterFields },
      gives: matterCreated,
      summary: 'Draft a matter by hand (拟办)',
    },
    (ctx, { body }) => createMatter(ctx, body),
  ),
  route(
    {
      method: 'GET',
      path: '/matters/table',
      act: 'matters.read',
      takes: { query: matterQuery },
      gives: download,
      summary: 'The same list as a table (CSV) that can be changed and imported again',
    },
    (ctx, { query }) => exportMatters(ctx, query),
  ),
  route(
    {
      method: 'POST',
      path: '/matters/table',
      act: 'matters.import',
      takes: { body: z.object({ name: someName(200), base64: z.string().max(12_000_000) }) },
      gives: z.object({ added: z.int(), changed: z.int(), same: z.int() }),
      summary: 'Import a table (CSV or XLSX): all of it or nothing',
      bodyLimit: 12_500_000,
    },
    (ctx, { body }) => ofUpload(() => importFile(ctx, new Uint8Array(Buffer.from(body.base64, 'base64')), body.name)),
  ),
  route(
    {
      method: 'GET',
      path: '/matters/strips',
      act: 'matters.read',
      takes: { query: asOf },
      gives: strips,
      summary: 'The lights of each lead unit',
    },
    ctx => lightStrips(ctx),
  ),
  route(
    {
      method: 'GET',
      path: '/matters/needing',
      act: 'matters.read',
      takes: { query: asOf },
      gives: z.object({ items: z.array(matterNeed) }),
      summary: 'What waits for the person signed in',
    },
    async ctx => ({ items: await mattersNeeding(ctx) }),
  ),
  route(
    {
      method: 'GET',
      path: '/matters/changes',
      act: 'matters.read',
      takes: { query: z.object({ from: instant, to: instant.optional(), asOf: instant.optional() }) },
      gives: z.object({ items: z.array(matterChange) }),
      summary: 'What changed between two instants, each side as known then',
    },
    async (ctx, { query }) => {
      const to = query.to ? new Date(query.to) : (ctx.asOf ?? ctx.now)
      const from = new Date(query.from)
      if (to > ctx.now) throw refuse('kernel.as-of-in-future', { now: ctx.now.toISOString() }, { field: 'to' })
      if (from > to) throw refuse('matters.instants-reversed', {}, { field: 'from' })
      return { items: await changesBetween(ctx, from, to) }
    },
  ),
  route(
    {
      method: 'GET',
      path: '/matters/choices',
      act: 'matters.list',
      takes: { query: asOf },
      gives: matterChoices,
      summary: 'What the forms offer',
    },
    ctx => choicesOf(ctx),
  ),
  route(
    {
      method: 'GET',
      path: '/matters/doubles',
      act: 'matters.create',
      takes: { query: z.object({ title: z.string().trim().min(1).max(200) }) },
      gives: z.object({ items: z.array(matterDouble) }),
      summary: 'Matters going on that may be the same (条例 art. 15)',
    },
    async (ctx, { query }) => ({ items: await doublesOfTitle(ctx, query.title) }),
  ),
  route(
    {
      method: 'GET',
      path: '/matters/:id',
      act: 'matters.read',
      takes: { params: z.object({ id }), query: asOf },
      gives: matterDetail,
      summary: 'One matter with its parts, light, argument and timeline',
    },
    (ctx, { params }) => matterOf(ctx, params.id),
  ),
]
