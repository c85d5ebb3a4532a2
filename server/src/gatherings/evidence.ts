import type { EvidenceRef } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { evidenceOfField } from '#kernel/evidence/field.ts'
import { packEvidence } from './pack/evidence.ts'
import { policy } from './policy.ts'
import { type AgendaItem, agendaItems, type Meeting, meetings } from './store/records.ts'

const mayRead = (ctx: Ctx) => policy['gatherings.read'].test(ctx.actor, { regionId: ctx.regionId })

/** Answers for the numbers of packs, and for the fields of meetings and agenda items. */
export const evidence = {
  pack: packEvidence,
  meeting: async (ctx: Ctx, ref: EvidenceRef) =>
    mayRead(ctx) && (await meetings.find(ctx, ref.id)) ? evidenceOfField<Meeting>(ctx, meetings, ref) : null,
  'agenda-item': async (ctx: Ctx, ref: EvidenceRef) =>
    mayRead(ctx) && (await agendaItems.find(ctx, ref.id)) ? evidenceOfField<AgendaItem>(ctx, agendaItems, ref) : null,
}

export const subjects = {
  meeting: async (ctx: Ctx, id: string) => {
    const meeting = mayRead(ctx) ? await meetings.find(ctx, id) : undefined
    return meeting ? { title: meeting.title, href: `/gatherings/${id}` } : null
  },
  'agenda-item': async (ctx: Ctx, id: string) => {
    const item = mayRead(ctx) ? await agendaItems.find(ctx, id) : undefined
    return item ? { title: item.title, href: `/gatherings/${item.meetingId}` } : null
  },
}
