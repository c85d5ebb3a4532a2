import type { FactOf } from '#contract/extraction.ts'
import type { Ctx } from '#kernel/context.ts'
import { prove, proveAll, withdrawProofs } from '#kernel/evidence/provenance.ts'
import { type FactAccepted, type FactWithdrawn, proofOf } from '../intake/events.ts'
import {
  agendaItems,
  agendaOf,
  draftedFrom,
  executiveNear,
  type Meeting,
  meetingSame,
  meetings,
  seriesMeetingNear,
} from './store/records.ts'

/** Which kind of meeting an event's printed type stands for. A reception is never a signing. */
const kinds: ReadonlyArray<readonly [RegExp, Meeting['kind']]> = [
  [/例会/, 'series'],
  [/对接/, 'docking'],
  [/常务会/, 'executive'],
  [/考察|调研|观摩|参观/, 'visit'],
  [/会见|接待/, 'reception'],
  [/签约/, 'signing'],
]

/** Hears `intake.fact-accepted`: an event joins the meeting it speaks of or becomes a new one; an agenda item joins its meeting. */
export async function draftFromFact(ctx: Ctx, accepted: FactAccepted): Promise<void> {
  if (accepted.fact.kind === 'event') await draftEvent(ctx, accepted, accepted.fact)
  if (accepted.fact.kind === 'agenda-item') await draftItem(ctx, accepted, accepted.fact)
}

async function draftEvent(ctx: Ctx, accepted: FactAccepted, fact: FactOf<'event'>): Promise<void> {
  const on = accepted.occurredOn
  // An event without a day cannot be placed; the fact stays accepted, and a person may register the meeting by hand.
  if (!on) return
  const kind = kinds.find(([words]) => words.test(fact.type) || words.test(fact.name))?.[1] ?? 'other'
  const known = kind === 'series' ? await seriesMeetingNear(ctx, on) : await meetingSame(ctx, kind, fact.name, on)
  const meeting =
    known ??
    (await meetings.insert(ctx, {
      seriesId: null,
      kind: kind === 'series' ? 'other' : kind,
      title: fact.name,
      heldOn: on,
      untilOn: null,
      startTime: null,
      place: fact.place,
      state: on <= ctx.today ? 'held' : 'planned',
      minutesBudget: null,
      minutesText: null,
    }))
  if (!known) await ctx.record('gatherings.meeting-drafted', { kind: 'meeting', id: meeting.id }, { heldOn: on })
  await proveAll(ctx, { kind: 'meeting', id: meeting.id }, ['title', 'heldOn'], proofOf(accepted))
}

/** An agenda item belongs to the executive meeting its article tells of: the one of that day, made where it is not there yet. */
async function draftItem(ctx: Ctx, accepted: FactAccepted, fact: FactOf<'agenda-item'>): Promise<void> {
  const on = accepted.occurredOn ?? accepted.issueDate
  if (!on) return
  const title = accepted.article.title
  const meeting: Meeting =
    (await executiveNear(ctx, on)) ??
    (await meetings.insert(ctx, {
      seriesId: null,
      kind: 'executive',
      title,
      heldOn: on,
      untilOn: null,
      startTime: null,
      place: null,
      state: 'held',
      minutesBudget: null,
      minutesText: null,
    }))
  const same = (await agendaOf(ctx, meeting.id)).find(item => item.title === fact.item)
  const item =
    same ??
    (await agendaItems.insert(ctx, {
      meetingId: meeting.id,
      position: fact.order,
      title: fact.item,
      mode: /听取/.test(fact.mode) ? 'hear' : /审议|审定/.test(fact.mode) ? 'decision' : 'study',
      minutes: null,
      unitId: null,
      result: null,
    }))
  await prove(ctx, { kind: 'agenda-item', id: item.id, field: 'title' }, proofOf(accepted))
  await ctx.record('gatherings.agenda-drafted', { kind: 'meeting', id: meeting.id }, { item: item.id })
}

/** Hears `intake.fact-withdrawn`: the links go; meetings stay, because other pages or people may speak of them. */
export async function withdrawWithFact(ctx: Ctx, { factId, reason }: FactWithdrawn): Promise<void> {
  const touched = await draftedFrom(ctx, factId)
  if (touched.length === 0) return
  await withdrawProofs(ctx, factId, reason)
  await ctx.record('gatherings.fact-withdrawn', { kind: 'fact', id: factId }, { touched: touched.length })
}
