import { z } from 'zod'
import { id } from '#contract/kernel.ts'
import * as shape from '#contract/registry.ts'
import * as take from '#contract/registryCommands.ts'
import { type Route, route } from '#kernel/room.ts'
import { createMembership, updateMembership, withdrawMembership } from '../commands/memberships.ts'
import {
  addAlias,
  confirmOrganisation,
  createOrganisation,
  updateOrganisation,
  withdrawAlias,
  withdrawOrganisation,
} from '../commands/organisations.ts'
import { listOrganisations, organisationDetail } from '../queries/organisations.ts'

const byId = z.object({ id })
const changed = z.object({ id, version: z.int() })
const read = 'registry.read'

export const organisationsRoutes: readonly Route[] = [
  route(
    {
      method: 'GET',
      path: '/registry/organisations',
      act: read,
      takes: { query: take.organisationQuery },
      gives: shape.organisationPage,
      summary: 'Organisations',
    },
    (ctx, { query }) => listOrganisations(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/registry/organisations/:id',
      act: read,
      takes: { params: byId, query: shape.asked },
      gives: shape.organisation,
      summary: 'One organisation',
    },
    (ctx, { params }) => organisationDetail(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/organisations',
      act: 'registry.create',
      takes: { body: take.newOrganisation },
      gives: changed,
      summary: 'Register an organisation',
    },
    (ctx, { body }) => createOrganisation(ctx, body),
  ),
  route(
    {
      method: 'PUT',
      path: '/registry/organisations/:id',
      act: 'registry.change',
      takes: { params: byId, body: take.changeOrganisation },
      gives: changed,
      summary: 'Change an organisation',
    },
    (ctx, { params, body }) => updateOrganisation(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/organisations/:id/confirm',
      act: 'registry.confirm',
      takes: { params: byId, body: take.versioned },
      gives: changed,
      summary: 'Confirm a drafted organisation',
    },
    (ctx, { params, body }) => confirmOrganisation(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/organisations/:id/withdraw',
      act: 'registry.withdraw',
      takes: { params: byId, body: take.withdrawing },
      gives: changed,
      summary: 'Withdraw an organisation',
    },
    (ctx, { params, body }) => withdrawOrganisation(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/organisations/:id/aliases',
      act: 'registry.change',
      takes: { params: byId, body: take.newAlias },
      gives: changed,
      summary: 'Add a name an organisation goes by',
    },
    (ctx, { params, body }) => addAlias(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/aliases/:id/withdraw',
      act: 'registry.change',
      takes: { params: byId, body: take.withdrawing },
      gives: changed,
      summary: 'Withdraw an alias',
    },
    (ctx, { params, body }) => withdrawAlias(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/memberships',
      act: 'registry.create',
      takes: { body: take.newMembership },
      gives: changed,
      summary: 'Note that an organisation belongs to a body',
    },
    (ctx, { body }) => createMembership(ctx, body),
  ),
  route(
    {
      method: 'PUT',
      path: '/registry/memberships/:id',
      act: 'registry.change',
      takes: { params: byId, body: take.changeMembership },
      gives: changed,
      summary: 'Change a membership',
    },
    (ctx, { params, body }) => updateMembership(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/memberships/:id/withdraw',
      act: 'registry.withdraw',
      takes: { params: byId, body: take.withdrawing },
      gives: changed,
      summary: 'Withdraw a membership',
    },
    (ctx, { params, body }) => withdrawMembership(ctx, params.id, body),
  ),
]
