import { z } from 'zod'
import { id } from '#contract/kernel.ts'
import * as shape from '#contract/registry.ts'
import * as take from '#contract/registryCommands.ts'
import { type Route, route } from '#kernel/room.ts'
import { judge, withdrawLink } from '../commands/links.ts'
import { importTable } from '../imports/importTable.ts'
import { listCandidates, listLinks } from '../queries/places.ts'

const byId = z.object({ id })
const read = 'registry.read'

export const judgingRoutes: readonly Route[] = [
  route(
    {
      method: 'GET',
      path: '/registry/links',
      act: read,
      takes: { query: take.linkQuery },
      gives: shape.linkList,
      summary: 'Judgements on pairs of records',
    },
    async (ctx, { query }) => ({ rows: await listLinks(ctx, query) }),
  ),
  route(
    {
      method: 'GET',
      path: '/registry/candidates',
      act: read,
      takes: { query: take.candidateQuery },
      gives: shape.candidateList,
      summary: 'Records that may be the same as a name',
    },
    async (ctx, { query }) => ({ rows: await listCandidates(ctx, query) }),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/links',
      act: 'registry.judge',
      takes: { body: take.newLink },
      gives: byId,
      summary: 'Judge whether two records are the same',
    },
    (ctx, { body }) => judge(ctx, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/links/:kind/:id/withdraw',
      act: 'registry.judge',
      takes: { params: byId.extend({ kind: shape.linkKind }), body: take.withdrawing },
      gives: byId,
      summary: 'Take a judgement back',
    },
    (ctx, { params, body }) => withdrawLink(ctx, params.kind, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/imports',
      act: 'registry.import',
      takes: { body: shape.newImport },
      gives: shape.imported,
      summary: 'Bring in a table, all or nothing',
      bodyLimit: 16 * 1024 * 1024,
    },
    (ctx, { body }) => importTable(ctx, body.table, body.rows),
  ),
]
