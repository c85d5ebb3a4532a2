import type { MatterKind, MatterState } from '#contract/matters.ts'
import { sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import type { Day } from '#kernel/time/index.ts'
import type { FeedbackSchedule } from '../rules/feedback.ts'
import type { PlanPoint } from '../rules/plan.ts'

export {
  type ActRow,
  acts,
  type ExtensionRow,
  extensions,
  type MilestoneRow,
  milestones,
  type OverrideRow,
  overrides,
  type PartRow,
  parts,
  type ReportRow,
  reports,
} from './childTables.ts'

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

/** By time limit (按时限): what has none comes last. */
const dueForLists = sql`coalesce(due_current, '9999-12-31'::date)`

export const matters = recordTable<MatterRow>(
  'matter',
  [
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
  ],
  { plane: { day: dueForLists } },
)
