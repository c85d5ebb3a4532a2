import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { insertPerson, insertTenure, updatePerson } from '../commands/people.ts'
import { clusters } from '../matching.ts'
import { plain } from '../rules/names.ts'
import { people, peopleByKey, personByCode, tenures, tenuresOfPeople } from '../store/people.ts'
import { type Cells, dayCell, optional, type RowResult, required } from './cells.ts'
import { differs } from './differs.ts'
import { proveQuoted } from './quotes.ts'

export const personRow = {
  columns: ['code', 'name_zh', 'name', 'note'],
  async row(ctx: Ctx, row: Cells): Promise<RowResult> {
    const code = required(row, 'code')
    const fields = { code, name: required(row, 'name_zh', 'name'), note: optional(row, 'note') }
    // A draft from a page of that name, if there is exactly one, is who the table means.
    const drafts = (await peopleByKey(ctx, plain(fields.name))).filter(
      each => each.code === null && each.standing === 'draft',
    )
    const known = (await personByCode(ctx, code)) ?? (drafts.length === 1 ? drafts[0] : undefined)
    if (!known) {
      await insertPerson(ctx, fields)
      return { did: 'added', proven: 0 }
    }
    if (!differs(known, fields)) return { did: 'same', proven: 0 }
    await updatePerson(ctx, known.id, { ...fields, version: known.version })
    return { did: 'changed', proven: 0 }
  },
}

export const postRow = {
  columns: ['person', 'post_zh', 'post', 'organisation_name', 'valid_from', 'valid_to', 'source_page', 'source_quote'],
  async row(ctx: Ctx, row: Cells): Promise<RowResult> {
    const personId = await personNamed(ctx, row)
    const span = { validFrom: dayCell(row, 'valid_from'), validTo: dayCell(row, 'valid_to') }
    const [post, organisationText] = [required(row, 'post_zh', 'post'), optional(row, 'organisation_name')]
    const { members } = await clusters(ctx, 'person')
    const same = (await tenuresOfPeople(ctx, members(personId))).filter(
      each => each.post === post && (each.organisationText === organisationText || each.organisationText === null),
    )
    const known =
      same.find(each => each.validFrom === span.validFrom) ??
      same.find(each => each.validFrom === null && each.validTo === null)
    if (!known) {
      const made = await insertTenure(ctx, { personId, post, organisationText, ...span })
      return { did: 'added', proven: await proveQuoted(ctx, row, { kind: 'tenure', id: made.id, field: 'post' }) }
    }
    const locked = differs(known, { ...span, organisationText }) ? await tenures.lock(ctx, known.id) : undefined
    if (locked) await tenures.change(ctx, locked, { ...span, organisationText })
    return {
      did: locked ? 'changed' : 'same',
      proven: await proveQuoted(ctx, row, { kind: 'tenure', id: known.id, field: 'post' }),
    }
  },
}

/** The person a cell names, by code, or by name when only one bears it. */
async function personNamed(ctx: Ctx, row: Cells): Promise<string> {
  const text = required(row, 'person')
  const byCode = await personByCode(ctx, text)
  if (byCode) return byCode.id
  const { canonical } = await clusters(ctx, 'person')
  const ids = [...new Set((await peopleByKey(ctx, plain(text))).map(each => canonical(each.id)))]
  const found = ids.length === 1 && ids[0] !== undefined ? await people.find(ctx, ids[0]) : undefined
  if (!found) throw refuse('registry.person-unknown', { name: text, found: ids.length }, { field: 'person' })
  return found.id
}
