import type { z } from 'zod'
import type { Link, LinkKind, Membership, organisation, Tenure } from '#contract/registry.ts'
import { memberNames, unitNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { evidenceOf } from '#kernel/evidence/provenance.ts'
import type { Versioned } from '#kernel/history/records.ts'
import { mayOn } from '#kernel/policy.ts'
import { organisationNames, personNamesOf } from '../names.ts'
import { policy } from '../policy.ts'
import { type LinkRecord, provenFields } from '../store/links.ts'
import type { MembershipRecord } from '../store/organisations.ts'
import type { TenureRecord } from '../store/people.ts'

export const may = (ctx: Ctx, row: { regionId: number }) => mayOn(ctx, policy, row)

/** Who wrote each version; the program itself has no name here. */
export async function authors(ctx: Ctx, rows: readonly Versioned[]) {
  const names = await memberNames(ctx, [...new Set(rows.map(each => each.recordedBy))])
  return (row: Versioned) => ({
    version: row.version,
    recordedAt: row.recordedFrom.toISOString(),
    recordedBy: names.get(row.recordedBy) ?? null,
  })
}

export async function tenureShapes(ctx: Ctx, rows: readonly TenureRecord[]): Promise<Tenure[]> {
  const organisations = await organisationNames(
    ctx,
    rows.flatMap(each => each.organisationId ?? []),
  )
  const people = await personNamesOf(
    ctx,
    rows.map(each => each.personId),
  )
  const units = await unitNames(ctx)
  return rows.map(row => {
    const unit = row.unitId === null ? undefined : units.get(row.unitId)
    const at = row.organisationId === null ? undefined : organisations.get(row.organisationId)
    const who = people.get(row.personId)
    return {
      id: row.id,
      person: { id: who?.id ?? row.personId, name: who?.name ?? '' },
      post: row.post,
      acting: row.acting,
      rankWord: row.rankWord,
      organisation: at ? { id: at.id, name: at.name } : null,
      unit: unit && row.unitId !== null ? { id: row.unitId, nameZh: unit.nameZh, nameEn: unit.nameEn } : null,
      organisationText: row.organisationText,
      validFrom: row.validFrom,
      validTo: row.validTo,
      seenFirst: row.seenFirst,
      seenLast: row.seenLast,
      ref: { kind: 'tenure', id: row.id, field: 'post' },
      version: row.version,
      may: may(ctx, row),
    }
  })
}

export async function membershipShapes(ctx: Ctx, rows: readonly MembershipRecord[]): Promise<Membership[]> {
  const names = await organisationNames(
    ctx,
    rows.flatMap(each => [each.memberId, each.bodyId]),
  )
  const named = (id: string) => ({ id: names.get(id)?.id ?? id, name: names.get(id)?.name ?? '' })
  return rows.map(row => ({
    id: row.id,
    member: named(row.memberId),
    body: named(row.bodyId),
    role: row.role,
    validFrom: row.validFrom,
    validTo: row.validTo,
    note: row.note,
    ref: { kind: 'membership', id: row.id, field: 'role' },
    version: row.version,
    may: may(ctx, row),
  }))
}

/** Judgements with the names of the records themselves, not of what stands for them: the pair is what was judged. */
export async function linkShapes(
  ctx: Ctx,
  kind: LinkKind,
  rows: readonly LinkRecord[],
  names: ReadonlyMap<string, string>,
): Promise<Link[]> {
  const by = await authors(ctx, rows)
  return rows.map(row => ({
    id: row.id,
    kind,
    left: { id: row.leftId, name: names.get(row.leftId) ?? '' },
    right: { id: row.rightId, name: names.get(row.rightId) ?? '' },
    judgement: row.judgement,
    reason: row.reason,
    ...by(row),
    may: may(ctx, row),
  }))
}

/** What was merged into a record, with the edge that takes it back. */
export function mergedShapes(
  own: string,
  members: readonly string[],
  edges: readonly LinkRecord[],
  names: ReadonlyMap<string, string>,
): z.input<typeof organisation>['merged'] {
  return members
    .filter(id => id !== own)
    .flatMap(id => {
      const edge =
        edges.find(each => each.judgement === 'same' && each.rightId === id) ??
        edges.find(each => each.judgement === 'same' && each.leftId === id)
      return edge
        ? [{ id, name: names.get(id) ?? '', linkId: edge.id, linkVersion: edge.version, reason: edge.reason }]
        : []
    })
}

const SOURCES = 20

/** The sentences that prove the subjects, newest first. */
export async function sourcesOf(ctx: Ctx, subjects: ReadonlyArray<{ kind: string; ids: readonly string[] }>) {
  const fields = await provenFields(ctx, subjects, SOURCES)
  const found = []
  for (const ref of fields) found.push({ ref, items: await evidenceOf(ctx, ref) })
  return found
}
