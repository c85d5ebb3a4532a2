import { z } from 'zod'
import {
  addOutcome as addOutcomeBody,
  createMeeting as createMeetingBody,
  createSeries as createSeriesBody,
  freezePack as freezeBody,
  marks,
  meeting,
  meetingsPage,
  meetingsQuery,
  nextMeetings as nextAnswer,
  pack,
  packQuery,
  putAgenda as putAgendaBody,
  setMeetingState as stateBody,
} from '#contract/gatherings.ts'
import { id, instant } from '#contract/kernel.ts'
import { download } from '#kernel/http/regionRoutes.ts'
import { route } from '#kernel/room.ts'
import { freezePack } from './commands/freeze.ts'
import { addOutcome, createMeeting, createSeries, putAgenda, setMeetingState } from './commands/meetings.ts'
import { packFile } from './pack/file.ts'
import { meetingDetail, meetingList, meetingMarks, nextMeetings } from './queries/meetings.ts'
import { packOf } from './queries/pack.ts'

const byId = z.object({ id })
const asOf = z.object({ asOf: instant.optional() })
const done = z.object({ id })

export const routes = [
  route(
    {
      method: 'GET',
      path: '/gatherings',
      act: 'gatherings.read',
      takes: { query: meetingsQuery },
      gives: meetingsPage,
      summary: 'Meetings, as of a date',
    },
    (ctx, { query }) => meetingList(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/gatherings/marks',
      act: 'gatherings.read',
      takes: { query: asOf },
      gives: marks,
      summary: 'Meetings for the as-of bar',
    },
    ctx => meetingMarks(ctx),
  ),
  route(
    {
      method: 'GET',
      path: '/gatherings/next',
      act: 'gatherings.read',
      takes: { query: asOf },
      gives: nextAnswer,
      summary: 'The next meeting of each series',
    },
    ctx => nextMeetings(ctx),
  ),
  route(
    {
      method: 'POST',
      path: '/gatherings/series',
      act: 'gatherings.plan',
      takes: { body: createSeriesBody },
      gives: done,
      summary: 'Register a series',
    },
    async (ctx, { body }) => ({ id: (await createSeries(ctx, body)).id }),
  ),
  route(
    {
      method: 'POST',
      path: '/gatherings',
      act: 'gatherings.plan',
      takes: { body: createMeetingBody },
      gives: done,
      summary: 'Plan a meeting',
    },
    async (ctx, { body }) => ({ id: (await createMeeting(ctx, body)).id }),
  ),
  route(
    {
      method: 'GET',
      path: '/gatherings/:id',
      act: 'gatherings.read',
      takes: { params: byId, query: asOf },
      gives: meeting,
      summary: 'One meeting',
    },
    (ctx, { params }) => meetingDetail(ctx, params.id),
  ),
  route(
    {
      method: 'PUT',
      path: '/gatherings/:id/agenda',
      act: 'gatherings.agenda',
      takes: { params: byId, body: putAgendaBody },
      gives: meeting,
      summary: 'Put the agenda as it should stand',
    },
    async (ctx, { params, body }) => {
      await putAgenda(ctx, params.id, body)
      return meetingDetail(ctx, params.id)
    },
  ),
  route(
    {
      method: 'POST',
      path: '/gatherings/:id/outcomes',
      act: 'gatherings.outcome',
      takes: { params: byId, body: addOutcomeBody },
      gives: meeting,
      summary: 'Add a decision, a task or information',
    },
    async (ctx, { params, body }) => {
      await addOutcome(ctx, params.id, body)
      return meetingDetail(ctx, params.id)
    },
  ),
  route(
    {
      method: 'PUT',
      path: '/gatherings/:id/state',
      act: 'gatherings.state',
      takes: { params: byId, body: stateBody },
      gives: meeting,
      summary: 'Move a meeting on, with its minutes',
    },
    async (ctx, { params, body }) => {
      await setMeetingState(ctx, params.id, body)
      return meetingDetail(ctx, params.id)
    },
  ),
  route(
    {
      method: 'GET',
      path: '/gatherings/:id/pack',
      act: 'gatherings.pack',
      takes: { params: byId, query: packQuery },
      gives: pack,
      summary: 'The review pack: a frozen draft, or as of an instant',
    },
    (ctx, { params, query }) => packOf(ctx, params.id, query),
  ),
  route(
    {
      method: 'GET',
      path: '/gatherings/:id/pack/document',
      act: 'gatherings.pack',
      takes: { params: byId, query: packQuery },
      gives: download,
      summary: 'The review pack as DOCX',
    },
    async (ctx, { params, query }) => packFile(ctx, await packOf(ctx, params.id, query)),
  ),
  route(
    {
      method: 'POST',
      path: '/gatherings/:id/packs',
      act: 'gatherings.freeze',
      takes: { params: byId, body: freezeBody },
      gives: done,
      summary: 'Freeze a draft of the review pack',
    },
    async (ctx, { params, body }) => ({ id: (await freezePack(ctx, params.id, body)).id }),
  ),
]
