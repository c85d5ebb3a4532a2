import { z } from 'zod'
import { ended } from '#contract/accounts.ts'
import { id } from '#contract/kernel.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSessions,
  enrolment,
  ownSecondFactor,
  ownSessions,
  recoveryCodes,
  secondFactorRule,
  setSecondFactorRule,
  showBoth,
} from '#contract/signIn.ts'
import { route } from '#kernel/room.ts'
import {
  beginOwnFactor,
  confirmOwnFactor,
  endOtherSessions,
  endOwnFactor,
  endOwnSession,
  ownFactor,
  ownSessionList,
  renewOwnRecovery,
} from './ownAccount.ts'
import { factorRule, resetFactor, setFactorRule } from './secondFactorRule.ts'

/** Second factors and sessions: what everybody does with the own account, and what the security officer sets. */
export const signInRoutes = [
  route(
    {
      method: 'GET',
      path: '/accounts/own-second-factor',
      act: 'accounts.own-second-factor',
      takes: {},
      gives: ownSecondFactor,
      enrolling: true,
      summary: 'How the own account is protected',
    },
    ctx => ownFactor(ctx),
  ),
  route(
    {
      method: 'POST',
      path: '/accounts/own-second-factor',
      act: 'accounts.own-second-factor',
      takes: { body: beginSecondFactor },
      gives: enrolment,
      secrets: ['password'],
      givesSecret: true,
      enrolling: true,
      summary: 'Begin to enrol an authenticator application; the secret is shown once',
    },
    (ctx, { body }) => beginOwnFactor(ctx, body.password),
  ),
  route(
    {
      method: 'POST',
      path: '/accounts/own-second-factor/confirm',
      act: 'accounts.own-second-factor',
      takes: { body: confirmSecondFactor },
      gives: recoveryCodes,
      secrets: ['code'],
      givesSecret: true,
      enrolling: true,
      summary: 'End enrolment with a first code; the recovery codes are shown once',
    },
    (ctx, { body }) => confirmOwnFactor(ctx, body),
  ),
  route(
    {
      method: 'POST',
      path: '/accounts/own-second-factor/recovery-codes',
      act: 'accounts.own-second-factor',
      takes: { body: showBoth },
      gives: recoveryCodes,
      secrets: ['password', 'code'],
      givesSecret: true,
      summary: 'Ten fresh recovery codes for the old ones',
    },
    (ctx, { body }) => renewOwnRecovery(ctx, body),
  ),
  route(
    {
      method: 'POST',
      path: '/accounts/own-second-factor/off',
      act: 'accounts.own-second-factor',
      takes: { body: showBoth },
      gives: ownSecondFactor,
      secrets: ['password', 'code'],
      summary: 'Switch the own second factor off',
    },
    (ctx, { body }) => endOwnFactor(ctx, body),
  ),
  route(
    {
      method: 'GET',
      path: '/accounts/own-sessions',
      act: 'accounts.own-sessions',
      takes: {},
      gives: ownSessions,
      summary: 'Where the own account is signed in',
    },
    ctx => ownSessionList(ctx),
  ),
  route(
    {
      method: 'POST',
      path: '/accounts/own-sessions/end-others',
      act: 'accounts.own-sessions',
      takes: { body: endSessions },
      gives: ended,
      secrets: ['password'],
      summary: 'End every session of the own account but this one',
    },
    (ctx, { body }) => endOtherSessions(ctx, body.password),
  ),
  route(
    {
      method: 'POST',
      path: '/accounts/own-sessions/:session/end',
      act: 'accounts.own-sessions',
      takes: { params: z.object({ session: z.string().min(1).max(100) }), body: endSessions },
      gives: ended,
      secrets: ['password'],
      summary: 'End one session of the own account',
    },
    (ctx, { params, body }) => endOwnSession(ctx, params.session, body.password),
  ),
  route(
    {
      method: 'GET',
      path: '/accounts/second-factor-rule',
      act: 'accounts.read-second-factor-rule',
      takes: {},
      gives: secondFactorRule,
      summary: 'Which roles need a second factor',
    },
    ctx => factorRule(ctx),
  ),
  route(
    {
      method: 'PUT',
      path: '/accounts/second-factor-rule',
      act: 'accounts.set-second-factor-rule',
      takes: { body: setSecondFactorRule },
      gives: secondFactorRule,
      summary: 'Set which roles need a second factor, and from which day',
    },
    (ctx, { body }) => setFactorRule(ctx, body),
  ),
  route(
    {
      method: 'POST',
      path: '/accounts/:id/reset-second-factor',
      act: 'accounts.reset-second-factor',
      takes: { params: z.object({ id }) },
      gives: ended,
      summary: 'Take away the second factor of somebody who lost it; all sessions of the account end',
    },
    (ctx, { params }) => resetFactor(ctx, params.id),
  ),
]
