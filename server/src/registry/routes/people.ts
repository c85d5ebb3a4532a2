import { z } from 'zod'
import { id } from '#contract/kernel.ts'
import * as shape from '#contract/registry.ts'
import * as take from '#contract/registryCommands.ts'
import { type Route, route } from '#kernel/room.ts'
import {
  confirmPerson,
  createPerson,
  createTenure,
  updatePerson,
  updateTenure,
  withdrawPerson,
  withdrawTenure,
} from '../commands/people.ts'
import { holdersOfPost, listPeople, personDetail } from '../queries/people.ts'

const byId = z.object({ id })
const changed = z.object({ id, version: z.int() })
const read = 'registry.read'

export const peopleRoutes: readonly Route[] = [
  route(
    {
      method: 'GET',
      path: '/registry/people',
      act: read,
      takes: { query: take.personQuery },
      gives: shape.personPage,
      summary: 'People in public posts',
    },
    (ctx, { query }) => listPeople(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/registry/people/:id',
      act: read,
      takes: { params: byId, query: shape.asked },
      gives: shape.person,
      summary: 'One person with every post',
    },
    (ctx, { params }) => personDetail(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/registry/holders',
      act: read,
      takes: { query: take.holderQuery },
      gives: take.holders,
      summary: 'Who held a post on a day',
    },
    async (ctx, { query }) => ({ rows: await holdersOfPost(ctx, query) }),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/people',
      act: 'registry.create',
      takes: { body: take.newPerson },
      gives: changed,
      summary: 'Register a person',
    },
    (ctx, { body }) => createPerson(ctx, body),
  ),
  route(
    {
      method: 'PUT',
      path: '/registry/people/:id',
      act: 'registry.change',
      takes: { params: byId, body: take.changePerson },
      gives: changed,
      summary: 'Change a person',
    },
    (ctx, { params, body }) => updatePerson(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/people/:id/confirm',
      act: 'registry.confirm',
      takes: { params: byId, body: take.versioned },
      gives: changed,
      summary: 'Confirm a drafted person',
    },
    (ctx, { params, body }) => confirmPerson(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/people/:id/withdraw',
      act: 'registry.withdraw',
      takes: { params: byId, body: take.withdrawing },
      gives: changed,
      summary: 'Withdraw a person',
    },
    (ctx, { params, body }) => withdrawPerson(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/tenures',
      act: 'registry.create',
      takes: { body: take.newTenure },
      gives: changed,
      summary: 'Note a post somebody holds',
    },
    (ctx, { body }) => createTenure(ctx, body),
  ),
  route(
    {
      method: 'PUT',
      path: '/registry/tenures/:id',
      act: 'registry.change',
      takes: { params: byId, body: take.changeTenure },
      gives: changed,
      summary: 'Change a tenure',
    },
    (ctx, { params, body }) => updateTenure(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/tenures/:id/withdraw',
      act: 'registry.withdraw',
      takes: { params: byId, body: take.withdrawing },
      gives: changed,
      summary: 'Withdraw a tenure',
    },
    (ctx, { params, body }) => withdrawTenure(ctx, params.id, body),
  ),
]
