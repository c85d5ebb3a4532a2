import type { Evidence, EvidenceRef, Figure } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { Refusal } from '#kernel/refusal.ts'
import { meetingDetail } from '../gatherings/index.ts'

/** The minutes an agenda plans (已排), as a number with the way to its items. */
export function plannedFigure(meetingId: string, minutes: number): Figure {
  return {
    value: minutes,
    unit: '分',
    bound: null,
    printed: null,
    evidence: 'computed',
    ref: { kind: 'agenda', id: meetingId, field: 'planned' },
  }
}

/** The evidence of the minutes planned: one line per item of the agenda. Null where the actor may not see the meeting. */
export async function agendaEvidence(ctx: Ctx, ref: EvidenceRef): Promise<Evidence[] | null> {
  const meeting = await meetingDetail(ctx, ref.id).catch(error => {
    if (error instanceof Refusal) return null
    throw error
  })
  if (!meeting) return null
  if (ref.field !== 'planned') return []
  const inputs = meeting.agenda.map(item => ({
    label: `${item.position} ${item.title}`,
    value: item.minutes === null ? '—' : String(item.minutes),
    light: null,
    href: `/gatherings/${ref.id}`,
    ref: { kind: 'agenda-item', id: item.id, field: 'minutes' },
  }))
  return [{ kind: 'computed', formula: 'publishing.formula-planned', params: {}, inputs, total: meeting.agenda.length }]
}
