import { z } from 'zod'
import { id, instant, listQuery } from '#contract/kernel.ts'
import {
  addAmount as addAmountBody,
  addParty as addPartyBody,
  agreementsPage,
  batchesPage,
  changeProject as changeBody,
  confirmDraft,
  createAgreement as createAgreementBody,
  createBatch as createBatchBody,
  createProject as createBody,
  project,
  projectsPage,
  projectsQuery,
  putStage as putStageBody,
  recogniseStage as recogniseBody,
  stageFunnel as stageFunnelAnswer,
  stageFunnelQuery,
  stagesAnswer,
  withdrawRecord,
} from '#contract/projects.ts'
import { must } from '#kernel/policy.ts'
import { route } from '#kernel/room.ts'
import { createAgreement, createBatch } from './commands/batches.ts'
import {
  addAmount,
  addParty,
  changeProject,
  confirmProject,
  createProject,
  withdrawProject,
} from './commands/projects.ts'
import { putStage, recogniseStage } from './commands/stages.ts'
import { newIn, policy } from './policy.ts'
import { agreementList } from './queries/agreements.ts'
import { batchList } from './queries/batches.ts'
import { projectDetail } from './queries/detail.ts'
import { stageFunnel } from './queries/funnel.ts'
import { projectList } from './queries/list.ts'
import { stageRules } from './stageRules.ts'

const byId = z.object({ id })
const asOf = z.object({ asOf: instant.optional() })
const done = z.object({ id })

export const routes = [
  route(
    {
      method: 'GET',
      path: '/projects',
      act: 'projects.read',
      takes: { query: projectsQuery },
      gives: projectsPage,
      summary: 'Projects, filtered and sorted, as of a date',
    },
    (ctx, { query }) => projectList(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/projects/stages',
      act: 'projects.read',
      takes: { query: asOf },
      gives: stagesAnswer,
      summary: 'The stages in force, with the source of the rule',
    },
    async ctx => {
      must(ctx, policy, 'projects.read', newIn(ctx.regionId))
      const { name, version, source, confidence, stages, ends } = stageRules
      const named = (end: boolean) => (step: (typeof stages)[number]) => ({
        code: step.code,
        zh: step.zh,
        en: step.en,
        end,
        checklist: step.checklist,
      })
      return { name, version, source, confidence, stages: [...stages.map(named(false)), ...ends.map(named(true))] }
    },
  ),
  route(
    {
      method: 'GET',
      path: '/projects/funnel',
      act: 'projects.read',
      takes: { query: stageFunnelQuery },
      gives: stageFunnelAnswer,
      summary: 'How many projects stand at each stage',
    },
    (ctx, { query }) => stageFunnel(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/projects/batches',
      act: 'projects.read',
      takes: { query: asOf },
      gives: batchesPage,
      summary: 'Signing batches: stated against known',
    },
    ctx => batchList(ctx),
  ),
  route(
    {
      method: 'POST',
      path: '/projects/batches',
      act: 'projects.batch',
      takes: { body: createBatchBody },
      gives: done,
      summary: 'Register a signing batch',
    },
    async (ctx, { body }) => ({ id: (await createBatch(ctx, body)).id }),
  ),
  route(
    {
      method: 'GET',
      path: '/projects/agreements',
      act: 'projects.read',
      takes: { query: listQuery },
      gives: agreementsPage,
      summary: 'Agreements',
    },
    (ctx, { query }) => agreementList(ctx, query),
  ),
  route(
    {
      method: 'POST',
      path: '/projects/agreements',
      act: 'projects.create',
      takes: { body: createAgreementBody },
      gives: done,
      summary: 'Register an agreement',
    },
    async (ctx, { body }) => ({ id: (await createAgreement(ctx, body)).id }),
  ),
  route(
    {
      method: 'POST',
      path: '/projects',
      act: 'projects.create',
      takes: { body: createBody },
      gives: project,
      summary: 'Register a project',
    },
    async (ctx, { body }) => projectDetail(ctx, (await createProject(ctx, body)).id),
  ),
  route(
    {
      method: 'GET',
      path: '/projects/:id',
      act: 'projects.read',
      takes: { params: byId, query: asOf },
      gives: project,
      summary: 'One project',
    },
    (ctx, { params }) => projectDetail(ctx, params.id),
  ),
  route(
    {
      method: 'PUT',
      path: '/projects/:id',
      act: 'projects.change',
      takes: { params: byId, body: changeBody },
      gives: project,
      summary: 'Change a project',
    },
    async (ctx, { params, body }) => projectDetail(ctx, (await changeProject(ctx, params.id, body)).id),
  ),
  route(
    {
      method: 'POST',
      path: '/projects/:id/confirm',
      act: 'projects.confirm',
      takes: { params: byId, body: confirmDraft },
      gives: project,
      summary: 'Take a drafted project into the list',
    },
    async (ctx, { params, body }) => projectDetail(ctx, (await confirmProject(ctx, params.id, body.version)).id),
  ),
  route(
    {
      method: 'POST',
      path: '/projects/:id/withdraw',
      act: 'projects.withdraw',
      takes: { params: byId, body: withdrawRecord },
      gives: done,
      summary: 'Withdraw a project',
    },
    async (ctx, { params, body }) => {
      await withdrawProject(ctx, params.id, body.version, body.reason)
      return { id: params.id }
    },
  ),
  route(
    {
      method: 'POST',
      path: '/projects/:id/stages',
      act: 'projects.claim',
      takes: { params: byId, body: putStageBody },
      gives: project,
      summary: 'Plan or claim a stage',
    },
    async (ctx, { params, body }) => {
      await putStage(ctx, params.id, body)
      return projectDetail(ctx, params.id)
    },
  ),
  route(
    {
      method: 'POST',
      path: '/projects/:id/recognitions',
      act: 'projects.recognise',
      takes: { params: byId, body: recogniseBody },
      gives: project,
      summary: 'Recognise a stage',
    },
    async (ctx, { params, body }) => {
      await recogniseStage(ctx, params.id, body)
      return projectDetail(ctx, params.id)
    },
  ),
  route(
    {
      method: 'POST',
      path: '/projects/:id/amounts',
      act: 'projects.change',
      takes: { params: byId, body: addAmountBody },
      gives: project,
      summary: 'Add an amount as printed',
    },
    async (ctx, { params, body }) => {
      await addAmount(ctx, params.id, body)
      return projectDetail(ctx, params.id)
    },
  ),
  route(
    {
      method: 'POST',
      path: '/projects/:id/parties',
      act: 'projects.change',
      takes: { params: byId, body: addPartyBody },
      gives: project,
      summary: 'Add a party',
    },
    async (ctx, { params, body }) => {
      await addParty(ctx, params.id, body)
      return projectDetail(ctx, params.id)
    },
  ),
]
