import type { MatterState, PartRole } from '#contract/matters.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import type { Day } from '#kernel/time/index.ts'

export type PartRow = Versioned & {
  matterId: string
  role: PartRole
  unitRegion: number
  unitId: string
  /** As it was called when it was given the part. */
  unitName: string
  what: string
  weight: number | null
  dueOn: Day | null
  actualPercent: number | null
  signedOn: Day | null
  declinedOn: Day | null
  confirmedOn: Day | null
  lastReportOn: Day | null
  position: number
}
export const parts = recordTable<PartRow>('matter_part', [
  'matter_id',
  'role',
  'unit_region',
  'unit_id',
  'unit_name',
  'what',
  'weight',
  'due_on',
  'actual_percent',
  'signed_on',
  'declined_on',
  'confirmed_on',
  'last_report_on',
  'position',
])

export type MilestoneRow = Versioned & {
  matterId: string
  title: string
  plannedOn: Day
  weight: number
  doneOn: Day | null
  position: number
}
export const milestones = recordTable<MilestoneRow>('matter_milestone', [
  'matter_id',
  'title',
  'planned_on',
  'weight',
  'done_on',
  'position',
])

export type ReportRow = Versioned & {
  matterId: string
  partId: string | null
  reportedOn: Day
  unitName: string
  percent: number | null
  text: string
  problems: string
  coordination: string
  nextSteps: string
  lateWorkdays: number | null
}
export const reports = recordTable<ReportRow>('matter_report', [
  'matter_id',
  'part_id',
  'reported_on',
  'unit_name',
  'percent',
  'text',
  'problems',
  'coordination',
  'next_steps',
  'late_workdays',
])

export type ExtensionRow = Versioned & {
  matterId: string
  askedOn: Day
  askedBy: string
  unitName: string
  dueBefore: Day
  newDueOn: Day
  late: boolean
  ask: string
  progress: string
  state: 'asked' | 'granted' | 'refused'
  decidedBy: string | null
  decidedOn: Day | null
  grantedDueOn: Day | null
  note: string
}
export const extensions = recordTable<ExtensionRow>('matter_extension', [
  'matter_id',
  'asked_on',
  'asked_by',
  'unit_name',
  'due_before',
  'new_due_on',
  'late',
  'ask',
  'progress',
  'state',
  'decided_by',
  'decided_on',
  'granted_due_on',
  'note',
])

export type OverrideRow = Versioned & {
  matterId: string
  weightComputed: number
  weight: number
  ask: string
  until: Day
  askedBy: string
  askedOn: Day
  unitName: string
  state: 'asked' | 'agreed' | 'refused'
  decidedBy: string | null
  decidedOn: Day | null
  note: string
}
export const overrides = recordTable<OverrideRow>('matter_override', [
  'matter_id',
  'weight_computed',
  'weight',
  'ask',
  'until',
  'asked_by',
  'asked_on',
  'unit_name',
  'state',
  'decided_by',
  'decided_on',
  'note',
])

export type ActRow = Versioned & {
  matterId: string
  verb: string
  fromState: MatterState | null
  toState: MatterState | null
  actedOn: Day
  unitName: string
  text: string
  params: Record<string, string | number | null>
}
export const acts = recordTable<ActRow>('matter_act', [
  'matter_id',
  'verb',
  'from_state',
  'to_state',
  'acted_on',
  'unit_name',
  'text',
  'params',
])
