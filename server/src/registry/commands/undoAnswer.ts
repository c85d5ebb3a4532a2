import type { z } from 'zod'
import type { LinkKind } from '#contract/registry.ts'
import type { versioned } from '#contract/registryCommands.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { dayOf } from '#kernel/time/day.ts'
import { policy } from '../policy.ts'
import { answerOnFile, answers, type LinkEffect, type LinkState } from '../store/answers.ts'
import { type LinkRecord, linksOf, lockJudging, lockLink, lockLinkOf } from '../store/links.ts'
import { recordsOf } from '../store/records.ts'
import { setStanding } from './standing.ts'

/**
 * Takes an answer back: every judgement it made or closed stands as before, in a new version, and what it confirmed is a draft again;
 * whatever else changed since stays. Refuses `registry.undone-already`, and `registry.judged-since-conflict` {left, right, on} when somebody
 * judged one of its pairs since: that judgement is theirs.
 */
export async function undoAnswer(
  ctx: Ctx,
  answerId: string,
  { version }: z.output<typeof versioned>,
): Promise<{ id: string }> {
  must(ctx, policy, 'registry.judge', { regionId: ctx.regionId })
  const seen = await answerOnFile(ctx, answerId)
  if (!seen) throw refuse('registry.not-found')
  await lockJudging(ctx, seen.kind)
  const answer = await answers.lock(ctx, answerId)
  if (!answer) throw refuse('registry.undone-already')
  if (answer.version !== version) throw refuse('registry.changed-conflict', { seen: version, now: answer.version })
  for (const each of answer.effects.links.toReversed()) await restore(ctx, answer.kind, each)
  if (answer.effects.confirmed) await setStanding(ctx, { kind: answer.kind, id: answer.recordId }, 'draft')
  await answers.withdraw(ctx, answer, UNDONE)
  await ctx.record('registry.name-answer-undone', { kind: answer.kind, id: answer.recordId }, { answer: answerId })
  return { id: answerId }
}

const UNDONE = '撤销回答'

async function restore(ctx: Ctx, kind: LinkKind, { id, before, after }: LinkEffect): Promise<void> {
  const link = await lockLink(ctx, kind, id)
  if (!link || !isStill(link, after)) throw await judgedSince(ctx, kind, before ?? after, link)
  if (before === null) await linksOf(kind).withdraw(ctx, link, UNDONE)
  else {
    const { reason, ...state } = before
    const other = await lockLinkOf(ctx, kind, state.leftId, state.rightId)
    if (other && other.id !== id) throw await judgedSince(ctx, kind, before, other)
    await linksOf(kind).change(ctx, link, state, reason ?? undefined)
  }
}

const isStill = (link: LinkRecord, after: LinkState | null) =>
  after === null
    ? link.withdrawn
    : !link.withdrawn &&
      link.judgement === after.judgement &&
      link.leftId === after.leftId &&
      link.rightId === after.rightId

async function judgedSince(ctx: Ctx, kind: LinkKind, pair: LinkState | null, link: LinkRecord | undefined) {
  const table = recordsOf(kind)
  const name = async (id: string | undefined) => (id === undefined ? '' : ((await table.find(ctx, id))?.name ?? ''))
  return refuse('registry.judged-since-conflict', {
    left: await name(pair?.leftId),
    right: await name(pair?.rightId),
    on: link ? dayOf(link.recordedFrom) : ctx.today,
  })
}
