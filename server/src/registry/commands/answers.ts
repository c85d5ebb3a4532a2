import type { z } from 'zod'
import type { LinkKind } from '#contract/registry.ts'
import type { newNameAnswer } from '#contract/registryQueue.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { clusters } from '../matching.ts'
import { policy } from '../policy.ts'
import { stateOf } from '../queries/queue.ts'
import type { Clusters } from '../rules/clusters.ts'
import { answers, type Effects, type LinkEffect, type LinkState } from '../store/answers.ts'
import { type LinkRecord, linksAt, linksOf, lockJudging, lockLink, lockLinkOf } from '../store/links.ts'
import { type Question, questionsAbout } from '../store/queue.ts'
import { recordsOf } from '../store/records.ts'
import { judge } from './links.ts'
import { setStanding } from './standing.ts'

type Answer = z.output<typeof newNameAnswer>
type Asked = {
  kind: LinkKind
  id: string
  name: string
  questions: readonly Question[]
  standing: Clusters
  reason: string | undefined
}

/**
 * Answers what was asked about a name: `same` merges it into the candidate and closes its other questions, `new` stands for it and tells it
 * apart from all it was asked about, `different` tells it apart from one, `unsure` puts it off. All it changes is kept with the answer.
 *
 * Refuses `registry.not-waiting` when it is decided already, `registry.queue-changed-conflict` when anything changed since the answerer
 * looked, `registry.candidate-missing`, and what judging a pair refuses.
 */
export async function answerName(ctx: Ctx, kind: LinkKind, id: string, body: Answer): Promise<{ id: string }> {
  must(ctx, policy, 'registry.judge', { regionId: ctx.regionId })
  await lockJudging(ctx, kind)
  const record = await recordsOf(kind).lock(ctx, id)
  if (!record) throw refuse('registry.not-found')
  const standing = await clusters(ctx, kind)
  if ((await stateOf(ctx, kind, standing, record)) !== body.seen)
    throw refuse('registry.queue-changed-conflict', { name: record.name }, { field: 'seen' })
  const questions = await questionsAbout(ctx, kind, standing, id)
  if (questions.length === 0) throw refuse('registry.not-waiting', { name: record.name })
  const asked: Asked = { kind, id, name: record.name, questions, standing, reason: body.reason }
  const effects = await effectsOf(ctx, asked, body)
  const answer = await answers.insert(
    ctx,
    { kind, recordId: id, otherId: otherOf(body), answer: body.answer, effects },
    body.reason === undefined ? {} : { reason: body.reason },
  )
  await ctx.record('registry.name-answered', { kind, id }, { answer: answer.id, said: body.answer })
  return { id: answer.id }
}

const otherOf = ({ answer, otherId }: Answer) =>
  answer === 'same' || answer === 'different' ? (otherId ?? null) : null

function candidateOf({ otherId }: Answer): string {
  if (otherId === undefined) throw refuse('registry.candidate-missing', {}, { field: 'otherId' })
  return otherId
}

async function effectsOf(ctx: Ctx, asked: Asked, body: Answer): Promise<Effects> {
  switch (body.answer) {
    case 'same':
      return { links: await mergeInto(ctx, asked, candidateOf(body)), confirmed: false }
    case 'different':
      return { links: await tellApart(ctx, asked, candidateOf(body)), confirmed: false }
    case 'new':
      return { links: await apartFromAll(ctx, asked), confirmed: await setStanding(ctx, asked, 'confirmed') }
    case 'unsure':
      return { links: [], confirmed: false }
  }
}

async function mergeInto(ctx: Ctx, asked: Asked, otherId: string): Promise<LinkEffect[]> {
  const { kind, id, standing } = asked
  const leftId = standing.canonical(otherId)
  refuseApart(await linksAt(ctx, kind, standing.members(id)), asked, otherId)
  const before = await lockLinkOf(ctx, kind, leftId, id)
  const merged = await judge(ctx, { kind, leftId, rightId: id, judgement: 'same', reason: asked.reason })
  const effects = [effect(merged.id, before, { leftId, rightId: id, judgement: 'same' })]
  for (const { linkId } of asked.questions) {
    const open = linkId === null || linkId === merged.id ? undefined : await lockLink(ctx, kind, linkId)
    if (!open) continue
    await linksOf(kind).withdraw(ctx, open, asked.reason ?? ANSWERED)
    effects.push(effect(open.id, open, null))
  }
  return effects
}

/** Why a question is closed that an answer to another has answered. */
const ANSWERED = '同一名称的另一问已经答了'

/** A pair that was told apart is taken back first, by whoever thinks otherwise; an answer at the queue does not do it in passing. */
function refuseApart(links: readonly LinkRecord[], { standing, name }: Asked, otherId: string): void {
  const theirs = new Set(standing.members(otherId))
  if (links.some(each => each.judgement === 'different' && (theirs.has(each.leftId) || theirs.has(each.rightId))))
    throw refuse('registry.told-apart-conflict', { name })
}

/** Each open question between the two is answered; where only the names asked it, an edge says so. */
async function tellApart(ctx: Ctx, asked: Asked, otherId: string): Promise<LinkEffect[]> {
  const { kind, id, standing, questions, reason } = asked
  const rightId = standing.canonical(otherId)
  const between = questions.filter(({ other, linkId }) => other === rightId && linkId !== null)
  if (between.length === 0) {
    const before = await lockLinkOf(ctx, kind, rightId, id)
    const made = await judge(ctx, { kind, leftId: rightId, rightId: id, judgement: 'different', reason })
    return [effect(made.id, before, { leftId: rightId, rightId: id, judgement: 'different' })]
  }
  const effects: LinkEffect[] = []
  for (const { linkId } of between) {
    const open = linkId === null ? undefined : await lockLink(ctx, kind, linkId)
    if (!open) continue
    const { leftId, rightId: right } = open
    await judge(ctx, { kind, leftId, rightId: right, judgement: 'different', reason })
    effects.push(effect(open.id, open, { leftId, rightId: right, judgement: 'different' }))
  }
  return effects
}

async function apartFromAll(ctx: Ctx, asked: Asked): Promise<LinkEffect[]> {
  const effects: LinkEffect[] = []
  for (const other of new Set(asked.questions.map(each => each.other)))
    effects.push(...(await tellApart(ctx, asked, other)))
  return effects
}

function effect(id: string, before: LinkRecord | undefined, after: LinkState | null): LinkEffect {
  return { id, before: before ? { ...stateOfLink(before), reason: before.reason } : null, after }
}

const stateOfLink = ({ leftId, rightId, judgement }: LinkRecord): LinkState => ({ leftId, rightId, judgement })
