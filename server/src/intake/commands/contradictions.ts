import type { z } from 'zod'
import type {
  decideContradiction as decideBody,
  undoContradiction as undoBody,
} from '#contract/intake/contradictions.ts'
import type { DecidedFact, FactRow } from '#contract/intake.ts'
import { memberNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { dayOf, timeOf } from '#kernel/time/index.ts'
import { teach } from '../learning/teach.ts'
import { type Contradictions, contradictionsIn, isBetweenTwo, type Raised } from '../queries/contradictions.ts'
import { factRowOf } from '../queries/shapes.ts'
import { type ContradictionRecord, contradictions, lockContradictionsOn } from '../store/contradictions.ts'
import { type FactRecord, facts, factsOfArticle } from '../store/facts.ts'
import { textOf } from '../store/pages.ts'
import { accept, decide, subjectOf } from './accept.ts'
import { type FactInPlace, lockFact } from './load.ts'
import { putBack, supersede, undoFact, withdraw } from './withdrawFact.ts'

type Told = Omit<z.output<typeof decideBody>, 'others'> & { others: readonly string[] }

/**
 * Decides a contradiction of a fact, and keeps who said so and why. `this`: what is accepted on the other side is withdrawn, and this fact
 * accepted if it waits; `earlier`: this fact is not taken, or withdrawn; `both`: this fact is accepted if it waits, and the contradiction is
 * raised no more until one of its facts is corrected; `open`: nothing is decided, and what is accepted of it is disputed.
 *
 * Of two people who decide at once the second is refused. Refuses `intake.fact-changed-conflict`, `intake.no-contradiction` where it stands
 * no more, `intake.contradiction-decided-conflict` {by, on, time} over a decision that was not seen, `intake.contradiction-undone-conflict` over one
 * that was taken back, `intake.verdict-needs-reason`,
 * and `intake.verdict-of-many` where the others are many and it is not said which of them is wrong.
 */
export async function decideContradiction(ctx: Ctx, id: string, told: Told): Promise<DecidedFact> {
  // In one order, so that two who decide from either side wait for each other and not both.
  for (const each of [id, ...told.others].toSorted()) await facts.lock(ctx, each)
  const place = await lockFact(ctx, id, 'intake.review', told.version)
  const raised = (await contradictionsOfPlace(ctx, place))
    .of(id)
    .find(({ kind, otherIds }) => kind === told.kind && told.others.every(other => otherIds.includes(other)))
  if (!raised) throw refuse('intake.no-contradiction', {}, { field: 'others' })
  await mustBeSeen(ctx, raised, told.seen ?? null)
  const reason = told.reason || null
  if (reason === null && (told.verdict === 'both' || told.verdict === 'this'))
    throw refuse('intake.verdict-needs-reason', {}, { field: 'reason' })
  if (told.verdict === 'this' && !isBetweenTwo(told.kind))
    throw refuse('intake.verdict-of-many', {}, { field: 'verdict' })

  const fact = await carryOut(ctx, place, raised, told)
  const factVersion = fact.version === place.fact.version ? null : fact.version
  const decision = await keep(ctx, raised, { verdict: told.verdict, reason, factId: id, factVersion })
  if (fact.state === 'accepted' && place.fact.state === 'pending') await markDisputed(ctx, { ...place, fact })
  await ctx.record('intake.contradiction-decided', subjectOf(fact), {
    kind: told.kind,
    verdict: told.verdict,
    others: raised.otherIds,
  })
  if (!decision) throw new Error('a contradiction without facts was decided')
  return { fact: await factRowOf(ctx, { ...place, fact }), decision: { id: decision.id, version: decision.version } }
}

/** Does to the facts what was said; gives the fact in hand as it then is. */
async function carryOut(ctx: Ctx, place: FactInPlace, { otherIds }: Raised, told: Told): Promise<FactRecord> {
  const { fact } = place
  if (told.verdict === 'open') return fact
  if (told.verdict === 'earlier') {
    if (fact.state === 'accepted') {
      await lockFact(ctx, fact.id, 'intake.withdraw-fact')
      return withdraw(ctx, fact, told.reason || 'another fact is right')
    }
    const rejected = await decide(ctx, fact, 'rejected', told.reason)
    await teach(ctx, { ...place, fact: rejected }, { accepted: false })
    await ctx.record('intake.fact-rejected', subjectOf(rejected), { kind: rejected.kind })
    return rejected
  }
  if (told.verdict === 'this')
    for (const other of otherIds) {
      const { fact: standing } = await lockFact(ctx, other, 'intake.withdraw-fact')
      // One that waits in the same article is decided where it stands.
      if (standing.state === 'accepted') await supersede(ctx, standing, fact.id)
    }
  return fact.state === 'pending' ? accept(ctx, place, told.reason) : fact
}

/** Nobody decides over a decision they have not seen. */
async function mustBeSeen(ctx: Ctx, { decisions: [last] }: Raised, seen: number | null): Promise<void> {
  if ((last?.version ?? null) === seen) return
  if (!last) throw refuse('intake.contradiction-undone-conflict', {}, { field: 'seen' })
  const by = (await memberNames(ctx, [last.decidedBy])).get(last.decidedBy) ?? null
  const when = { on: dayOf(last.decidedAt), time: timeOf(last.decidedAt) }
  throw refuse('intake.contradiction-decided-conflict', { by, ...when }, { field: 'seen' })
}

type Said = {
  verdict: Told['verdict']
  reason: string | null
  factId: string
  factVersion: number | null
}

/** Writes a decision under each set of facts of a contradiction, over what was said of it before; gives the first. */
async function keep(
  ctx: Ctx,
  { kind, sets }: Raised,
  { verdict, reason, factId, factVersion }: Said,
): Promise<ContradictionRecord | undefined> {
  const said = { verdict, factId, factVersion, decidedBy: ctx.actor.id, decidedAt: ctx.now, decisionReason: reason }
  const standing = await lockContradictionsOn(ctx, factId)
  const kept: ContradictionRecord[] = []
  for (const factIds of sets) {
    const old = standing.find(each => each.kind === kind && each.factIds.join() === factIds.join())
    kept.push(
      old
        ? await contradictions.change(ctx, old, said, reason ?? undefined)
        : await contradictions.insert(ctx, { kind, factIds, ...said }),
    )
  }
  return kept[0]
}

/**
 * A fact that was accepted while it contradicts others and nobody has said that both stand: that is left open, and both are disputed
 * (有争议) until somebody does.
 */
export async function markDisputed(ctx: Ctx, place: FactInPlace): Promise<void> {
  const raised = (await contradictionsOfPlace(ctx, place)).of(place.fact.id).filter(({ isOpen }) => isOpen)
  const decided = new Set(raised.flatMap(({ decisions }) => decisions.map(each => each.factIds.join())))
  for (const each of raised) {
    const sets = each.sets.filter(factIds => !decided.has(factIds.join()))
    const said = { verdict: 'open', reason: null, factId: place.fact.id, factVersion: place.fact.version } as const
    await keep(ctx, { ...each, sets }, said)
  }
}

export async function contradictionsOfPlace(ctx: Ctx, { page, article }: FactInPlace): Promise<Contradictions> {
  const text = await textOf(ctx, page.sourceId)
  return contradictionsIn(ctx, { page, article, text, facts: await factsOfArticle(ctx, article.id) })
}

type Undone = z.output<typeof undoBody>

/**
 * Takes a decision in which a fact stands back, with what it did to the fact that was in hand unless somebody has acted on that since; what had given way is
 * accepted again. Gives the fact asked with. Refuses `intake.fact-changed-conflict`, `intake.no-decision` where the decision was taken back
 * or changed meanwhile, and as undoing the fact does.
 */
export async function undoContradiction(ctx: Ctx, id: string, { version, decision }: Undone): Promise<FactRow> {
  await lockFact(ctx, id, 'intake.review', version)
  const record = await contradictions.lock(ctx, decision.id)
  if (!record?.factIds.includes(id) || record.version !== decision.version)
    throw refuse('intake.no-decision', {}, { field: 'decision' })
  const { fact } = await lockFact(ctx, record.factId, 'intake.review')
  // Said of several in one act, and so taken back together.
  const told = (await lockContradictionsOn(ctx, fact.id)).filter(each => isOneAct(each, record))
  const isItsOwn = record.factVersion === fact.version
  if (isItsOwn) await undoFact(ctx, fact.id, { version: fact.version })
  else {
    for (const each of told) await contradictions.withdraw(ctx, each, 'undone')
    if (record.verdict === 'this') await putBack(ctx, fact.id)
  }
  await ctx.record('intake.contradiction-undone', subjectOf(fact), { kind: record.kind, was: record.verdict })
  return factRowOf(ctx, await lockFact(ctx, id, 'intake.review'))
}

const isOneAct = (each: ContradictionRecord, other: ContradictionRecord) =>
  each.kind === other.kind && each.factId === other.factId && each.decidedAt.getTime() === other.decidedAt.getTime()
