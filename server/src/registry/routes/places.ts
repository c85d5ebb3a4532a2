import { z } from 'zod'
import { id } from '#contract/kernel.ts'
import * as shape from '#contract/registry.ts'
import * as take from '#contract/registryCommands.ts'
import { type Route, route } from '#kernel/room.ts'
import { confirmPlace, createPlace, updatePlace, withdrawPlace } from '../commands/places.ts'
import { createUnit, updateUnit, withdrawUnit } from '../commands/units.ts'
import { listPlaces, listUnits } from '../queries/places.ts'

const byId = z.object({ id })
const changed = z.object({ id, version: z.int() })
const read = 'registry.read'

export const placesRoutes: readonly Route[] = [
  route(
    {
      method: 'GET',
      path: '/registry/places',
      act: read,
      takes: { query: take.placeQuery },
      gives: shape.placeList,
      summary: 'Places with their validity',
    },
    (ctx, { query }) => listPlaces(ctx, query),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/places',
      act: 'registry.create',
      takes: { body: take.newPlace },
      gives: changed,
      summary: 'Register a place',
    },
    (ctx, { body }) => createPlace(ctx, body),
  ),
  route(
    {
      method: 'PUT',
      path: '/registry/places/:id',
      act: 'registry.change',
      takes: { params: byId, body: take.changePlace },
      gives: changed,
      summary: 'Change a place',
    },
    (ctx, { params, body }) => updatePlace(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/places/:id/confirm',
      act: 'registry.confirm',
      takes: { params: byId, body: take.versioned },
      gives: changed,
      summary: 'Confirm a drafted place',
    },
    (ctx, { params, body }) => confirmPlace(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/places/:id/withdraw',
      act: 'registry.withdraw',
      takes: { params: byId, body: take.withdrawing },
      gives: changed,
      summary: 'Withdraw a place',
    },
    (ctx, { params, body }) => withdrawPlace(ctx, params.id, body),
  ),
  route(
    {
      method: 'GET',
      path: '/registry/units',
      act: read,
      takes: { query: shape.asked },
      gives: shape.unitTree,
      summary: 'Units of the government',
    },
    ctx => listUnits(ctx),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/units',
      act: 'registry.arrange-units',
      takes: { body: take.newUnit },
      gives: changed,
      summary: 'Add a unit',
    },
    (ctx, { body }) => createUnit(ctx, body),
  ),
  route(
    {
      method: 'PUT',
      path: '/registry/units/:id',
      act: 'registry.arrange-units',
      takes: { params: byId, body: take.changeUnit },
      gives: changed,
      summary: 'Change a unit',
    },
    (ctx, { params, body }) => updateUnit(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/units/:id/withdraw',
      act: 'registry.arrange-units',
      takes: { params: byId, body: take.withdrawing },
      gives: changed,
      summary: 'Withdraw a unit',
    },
    (ctx, { params, body }) => withdrawUnit(ctx, params.id, body),
  ),
]
