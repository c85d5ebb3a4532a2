import { z } from 'zod'
import * as shape from '#contract/indicators.ts'
import { id } from '#contract/kernel.ts'
import { type Route, route } from '#kernel/room.ts'
import { createIndicator, updateIndicator, withdrawIndicator } from './commands/indicators.ts'
import { addObservation, judgeObservation, withdrawObservation } from './commands/observations.ts'
import { confirmSeries, createSeries, withdrawSeries } from './commands/series.ts'
import { importTable } from './imports/importTable.ts'
import { listIndicators, listSeries, seriesDetail } from './queries/series.ts'

const byId = z.object({ id })
const changed = z.object({ id, version: z.int() })
const read = 'indicators.read'

export const routes: readonly Route[] = [
  route(
    {
      method: 'GET',
      path: '/indicators/series',
      act: read,
      takes: { query: shape.seriesQuery },
      gives: shape.seriesPage,
      summary: 'Series of figures with their latest value',
    },
    (ctx, { query }) => listSeries(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/indicators/series/:id',
      act: read,
      takes: { params: byId, query: shape.asked },
      gives: shape.series,
      summary: 'One series with every value',
    },
    (ctx, { params }) => seriesDetail(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/indicators/indicators',
      act: read,
      takes: { query: shape.asked },
      gives: shape.indicatorList,
      summary: 'What is measured',
    },
    ctx => listIndicators(ctx),
  ),
  route(
    {
      method: 'POST',
      path: '/indicators/indicators',
      act: 'indicators.define',
      takes: { body: shape.newIndicator },
      gives: changed,
      summary: 'Define an indicator',
    },
    (ctx, { body }) => createIndicator(ctx, body),
  ),
  route(
    {
      method: 'PUT',
      path: '/indicators/indicators/:id',
      act: 'indicators.define',
      takes: { params: byId, body: shape.changeIndicator },
      gives: changed,
      summary: 'Change an indicator',
    },
    (ctx, { params, body }) => updateIndicator(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/indicators/indicators/:id/withdraw',
      act: 'indicators.withdraw',
      takes: { params: byId, body: shape.withdrawing },
      gives: changed,
      summary: 'Withdraw an indicator',
    },
    (ctx, { params, body }) => withdrawIndicator(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/indicators/series',
      act: 'indicators.define',
      takes: { body: shape.newSeries },
      gives: changed,
      summary: 'Open a series',
    },
    (ctx, { body }) => createSeries(ctx, body),
  ),
  route(
    {
      method: 'POST',
      path: '/indicators/series/:id/confirm',
      act: 'indicators.confirm',
      takes: { params: byId, body: shape.confirmSeries },
      gives: changed,
      summary: 'Confirm a drafted series, or join it to a standing one',
    },
    (ctx, { params, body }) => confirmSeries(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/indicators/series/:id/withdraw',
      act: 'indicators.withdraw',
      takes: { params: byId, body: shape.withdrawing },
      gives: changed,
      summary: 'Withdraw a series',
    },
    (ctx, { params, body }) => withdrawSeries(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/indicators/observations',
      act: 'indicators.report',
      takes: { body: shape.newObservation },
      gives: changed,
      summary: 'Add a value',
    },
    (ctx, { body }) => addObservation(ctx, body),
  ),
  route(
    {
      method: 'POST',
      path: '/indicators/observations/:id/judge',
      act: 'indicators.judge',
      takes: { params: byId, body: shape.judging },
      gives: changed,
      summary: 'Decide on values that disagree',
    },
    (ctx, { params, body }) => judgeObservation(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/indicators/observations/:id/withdraw',
      act: 'indicators.withdraw',
      takes: { params: byId, body: shape.withdrawing },
      gives: changed,
      summary: 'Withdraw a value',
    },
    (ctx, { params, body }) => withdrawObservation(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/indicators/imports',
      act: 'indicators.import',
      takes: { body: shape.newImport },
      gives: shape.imported,
      summary: 'Bring in a table, all or nothing',
      bodyLimit: 16 * 1024 * 1024,
    },
    (ctx, { body }) => importTable(ctx, body.table, body.rows),
  ),
]
