import type { MatterDetail, MatterFields, MilestoneInput, PartInput } from '../api.ts'

/** The form of a matter: what the server takes, with rows that may still be half filled in. */
export type FormValues = Omit<MatterFields, 'parts' | 'milestones' | 'feedback'> & {
  parts?: Array<Partial<PartInput> | undefined>
  milestones?: Array<Partial<MilestoneInput> | undefined>
  feedbackKind?: NonNullable<MatterFields['feedback']>['kind']
  feedbackCount?: number | null
}

const texts = [
  'sourceRef',
  'sourceText',
  'instructingLeader',
  'leadLeader',
  'assigneeText',
  'handler',
  'contact',
  'phone',
  'goal',
  'limitCode',
] as const

/** What the form begins with when a matter is changed. */
export function valuesOf(matter: MatterDetail): FormValues {
  const { title, kind, series, startOn, dueOn, rules, isPublic, parts, milestones, feedback } = matter
  return {
    title,
    kind,
    series,
    startOn,
    dueOn,
    rules,
    isPublic,
    sourceKind: sourceOf(matter.sourceKind),
    urgency: urgencyOf(matter.urgency),
    ...Object.fromEntries(texts.map(name => [name, matter[name]])),
    feedbackKind: feedback.kind,
    feedbackCount: feedback.count,
    parts: parts.map(({ role, unitId, unitRegion, what, weight, dueOn }) => ({
      role,
      unitId,
      unitRegion,
      what,
      weight,
      dueOn,
    })),
    milestones: milestones.map(({ title, plannedOn, weight, doneOn }) => ({ title, plannedOn, weight, doneOn })),
  }
}

/** What is sent: empty texts are “not known”, rows without their essentials are left out. */
export function fieldsOf(values: FormValues, regionOf: (unitId: string) => number | undefined): MatterFields {
  const { parts = [], milestones = [], feedbackKind = 'none', feedbackCount, ...plain } = values
  const counted = feedbackKind === 'every-days' || feedbackKind === 'monthly-by'
  return {
    ...plain,
    series: plain.series ?? '',
    ...Object.fromEntries(texts.flatMap(name => (plain[name] === undefined ? [] : [[name, plain[name] || null]]))),
    feedback: {
      kind: feedbackKind,
      count: counted ? (feedbackCount ?? (feedbackKind === 'every-days' ? 30 : 28)) : null,
    },
    parts: parts.flatMap(part => {
      if (!part?.unitId || !part.role) return []
      const unitRegion = part.unitRegion ?? regionOf(part.unitId)
      return [
        {
          role: part.role,
          unitId: part.unitId,
          ...(unitRegion === undefined ? {} : { unitRegion }),
          what: part.what ?? '',
          weight: part.weight ?? null,
          dueOn: part.dueOn ?? null,
        },
      ]
    }),
    milestones: milestones.flatMap(each =>
      each?.title && each.plannedOn
        ? [{ title: each.title, plannedOn: each.plannedOn, weight: each.weight ?? 0, doneOn: each.doneOn ?? null }]
        : [],
    ),
  }
}

const kinds = [
  'government-report',
  'key-work',
  'minutes',
  'instruction',
  'inspection',
  'superior',
  'proposal',
  'hotline',
  'media',
  'agreement',
] as const
const sourceOf = (text: string) => kinds.find(kind => kind === text) ?? 'other'
const urgencyOf = (text: string) => (text === 'urgent' || text === 'very-urgent' ? text : 'normal')
