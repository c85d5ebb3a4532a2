import { z } from 'zod'
import {
  accountChoices,
  addMember as addShape,
  changeMember as changeShape,
  ended,
  lockMember as lockShape,
  logPage,
  logQuery,
  member,
  memberAdded,
  membersPage,
  membersQuery,
  ownPassword,
  passwordReset,
} from '#contract/accounts.ts'
import { id, instant } from '#contract/kernel.ts'
import { route } from '#kernel/room.ts'
import { addMember, changeMember, changeOwnPassword, lockMember, resetPassword, unlockMember } from './commands.ts'
import { choices, logList, memberList, memberOf } from './queries.ts'
import { signInRoutes } from './signInRoutes.ts'

const params = z.object({ id })
const asOf = z.object({ asOf: instant.optional() })

export const routes = [
  ...signInRoutes,
  route(
    {
      method: 'GET',
      path: '/accounts',
      act: 'accounts.read',
      takes: { query: membersQuery },
      gives: membersPage,
      summary: 'The accounts of the region',
    },
    (ctx, { query }) => memberList(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/accounts/choices',
      act: 'accounts.list',
      takes: { query: asOf },
      gives: accountChoices,
      summary: 'Units to choose from, and what the reader may do',
    },
    ctx => choices(ctx),
  ),
  route(
    {
      method: 'GET',
      path: '/accounts/log',
      act: 'accounts.read-log',
      takes: { query: logQuery },
      gives: logPage,
      summary: 'The log of the region, newest first',
    },
    (ctx, { query }) => logList(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/accounts/:id',
      act: 'accounts.read',
      takes: { params, query: asOf },
      gives: member,
      summary: 'One account',
    },
    (ctx, { params }) => memberOf(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: '/accounts',
      act: 'accounts.add',
      takes: { body: addShape },
      gives: memberAdded,
      givesSecret: true,
      summary: 'Add an account; its first password is shown once',
    },
    (ctx, { body }) => addMember(ctx, body),
  ),
  route(
    {
      method: 'PUT',
      path: '/accounts/own-password',
      act: 'accounts.own-password',
      takes: { body: ownPassword },
      gives: ended,
      secrets: ['old', 'password'],
      firstPassword: true,
      summary: 'Change the own password; other sessions end',
    },
    (ctx, { body }) => changeOwnPassword(ctx, body),
  ),
  route(
    {
      method: 'PUT',
      path: '/accounts/:id',
      act: 'accounts.change',
      takes: { params, body: changeShape },
      gives: member,
      summary: 'Change name, unit, roles or use of an account',
    },
    (ctx, { params, body }) => changeMember(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/accounts/:id/reset-password',
      act: 'accounts.reset-password',
      takes: { params },
      gives: passwordReset,
      givesSecret: true,
      summary: 'Make a new first password, shown once; all sessions of the account end',
    },
    (ctx, { params }) => resetPassword(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: '/accounts/:id/lock',
      act: 'accounts.lock',
      takes: { params, body: lockShape },
      gives: member,
      summary: 'Lock a user name for some days; all its sessions end',
    },
    (ctx, { params, body }) => lockMember(ctx, params.id, body.days),
  ),
  route(
    {
      method: 'POST',
      path: '/accounts/:id/unlock',
      act: 'accounts.unlock',
      takes: { params },
      gives: member,
      summary: 'Open a locked user name',
    },
    (ctx, { params }) => unlockMember(ctx, params.id),
  ),
]
