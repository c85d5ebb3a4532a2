import type { EvidenceKind, EvidenceRef, Figure } from '#contract/kernel.ts'

/** Where a pack's numbers are asked after: which meeting, as of which instant. The instant stands in the id, so that a pack never drifts. */
export type PackRef = { meetingId: string; asOf: string }

export const packRefId = ({ meetingId, asOf }: PackRef) => `${meetingId}~${asOf}`

export function readPackRef(id: string): PackRef | undefined {
  const found = /^([0-9a-f-]{36})~(\d{4}-\d\d-\d\dT[\d:.]+Z)$/.exec(id)
  return found?.[1] && found[2] ? { meetingId: found[1], asOf: found[2] } : undefined
}

/** A number the pack computed, with the way to its inputs. */
export function computed(
  ref: PackRef,
  field: string,
  value: number | null,
  unit: string | null,
  kind: EvidenceKind = 'computed',
): Figure {
  return { value, unit, bound: null, printed: null, evidence: kind, ref: { kind: 'pack', id: packRefId(ref), field } }
}

/** A number another room answers for. */
export function carried(
  ref: EvidenceRef,
  value: number | null,
  unit: string | null,
  kind: EvidenceKind,
  bound: Figure['bound'] = null,
  printed: string | null = null,
): Figure {
  return { value, unit, bound, printed, evidence: kind, ref }
}
