import type { MatterKind, MatterState, PartRole } from '#contract/matters.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import type { Day } from '#kernel/time/index.ts'
import type { FeedbackSchedule } from '../rules/feedback.ts'
import type { PlanPoint } from '../rules/plan.ts'

// Columns of history tables are checked against these by the kernel's test; keys are camelCase, columns snake_case.

/** A supervised matter; the columns beginning with `light` hold the steps its light will take, see rules/steps.ts. */
export type MatterRow = Versioned & {
  refNo: string | null
  title: string
  kind: MatterKind
  state: MatterState
  /** Name and version of the lifecycle it lives under. */
  lifecycle: string
  sourceKind: string
  sourceRef: string | null
  sourceText: string | null
  sourceFactId: string | null
  series: string
  urgency: string
  instructingLeader: string | null
  leadLeader: string | null
  assigneeText: string | null
  handler: string | null
  contact: string | null
  phone: string | null
  goal: string | null
  goalValue: number | null
  goalUnit: string | null
  goalBound: string | null
  goalPrinted: string | null
  draftedOn: Day
  proposedBy: string | null
  approvedBy: string | null
  registeredOn: Day | null
  assignedOn: Day | null
  signedOn: Day | null
  startOn: Day | null
  /** The time limit first promised, never changed; and the one in force after extensions. */
  dueOriginal: Day | null
  dueCurrent: Day | null
  limitCode: string | null
  limitWorkdays: number | null
  /** The calendar the time limit and the light's steps were counted by. */
  calendarVersion: string
  feedbackKind: FeedbackSchedule['kind']
  feedbackCount: number | null
  /** Reports are counted from here: the assignment, the last report, a resumption. */
  feedbackFrom: Day | null
  nextFeedbackOn: Day | null
  plan: { points: PlanPoint[] }
  actualPercent: number | null
  lastReportOn: Day | null
  lastReportText: string | null
  reminders: number
  returns: number
  extensions: number
  submittedOn: Day | null
  resultText: string | null
  reviewOpinion: string | null
  closedOn: Day | null
  struckBy: string | null
  struckOn: Day | null
  verification: string | null
  lookBackOn: Day | null
  lookBackResult: string | null
  reopened: number
  resumeState: MatterState | null
  mergedInto: string | null
  transferredTo: string | null
  parentId: string | null
  isPublic: boolean
  sharedWith: number[]
  leadUnitId: string | null
  unitIds: string[]
  lightRules: string
  lightVersion: string
  lightDays: number[]
  lightWeights: number[]
  overrideWeight: number | null
  overrideFrom: Day | null
  overrideUntil: Day | null
  createdBy: string
}

export const matters = recordTable<MatterRow>('matter', [
  'ref_no',
  'title',
  'kind',
  'state',
  'lifecycle',
  'source_kind',
  'source_ref',
  'source_text',
  'source_fact_id',
  'series',
  'urgency',
  'instructing_leader',
  'lead_leader',
  'assignee_text',
  'handler',
  'contact',
  'phone',
  'goal',
  'goal_value',
  'goal_unit',
  'goal_bound',
  'goal_printed',
  'drafted_on',
  'proposed_by',
  'approved_by',
  'registered_on',
  'assigned_on',
  'signed_on',
  'start_on',
  'due_original',
  'due_current',
  'limit_code',
  'limit_workdays',
  'calendar_version',
  'feedback_kind',
  'feedback_count',
  'feedback_from',
  'next_feedback_on',
  'plan',
  'actual_percent',
  'last_report_on',
  'last_report_text',
  'reminders',
  'returns',
  'extensions',
  'submitted_on',
  'result_text',
  'review_opinion',
  'closed_on',
  'struck_by',
  'struck_on',
  'verification',
  'look_back_on',
  'look_back_result',
  'reopened',
  'resume_state',
  'merged_into',
  'transferred_to',
  'parent_id',
  'is_public',
  'shared_with',
  'lead_unit_id',
  'unit_ids',
  'light_rules',
  'light_version',
  'light_days',
  'light_weights',
  'override_weight',
  'override_from',
  'override_until',
  'created_by',
])

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
