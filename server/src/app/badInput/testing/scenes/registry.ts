import { fixed } from '../bodies.ts'
import type { Walk } from '../walk.ts'

/** Every act on the registry, by the office's head; what was drafted from facts is confirmed in the scene of the pages. */
export async function registryScene({ step, read }: Walk, round: number): Promise<void> {
  const as = 'head'
  const organisation = await step('POST /registry/organisations', { as, given: { type: 'firm' } })
  const id = organisation.id
  const other = await step('POST /registry/organisations', { as, given: { type: 'chamber' } })
  const changed = await step('PUT /registry/organisations/{id}', {
    as,
    params: { id },
    given: { type: 'firm', version: organisation.version },
  })
  const alias = await step('POST /registry/organisations/{id}/aliases', { as, params: { id }, given: {} })
  await step('POST /registry/aliases/{id}/withdraw', {
    as,
    params: { id: alias.id },
    given: { version: alias.version },
  })
  const membership = await step('POST /registry/memberships', { as, given: { memberId: id, bodyId: other.id } })
  const member = { id: membership.id }
  const seen = await step('PUT /registry/memberships/{id}', {
    as,
    params: member,
    given: { version: membership.version },
  })
  await step('POST /registry/memberships/{id}/withdraw', { as, params: member, given: { version: seen.version } })
  const link = await step('POST /registry/links', {
    as,
    given: { kind: 'organisation', leftId: id, rightId: other.id, judgement: 'different' },
  })
  await step('POST /registry/links/{kind}/{id}/withdraw', {
    as,
    params: { kind: 'organisation', id: link.id },
    given: { version: link.version },
  })
  await step('POST /registry/links', {
    as,
    given: { kind: 'organisation', leftId: id, rightId: other.id, judgement: 'unsure' },
  })
  const named = { kind: 'organisation', id: other.id }
  const { seen: looked } = await read(`/registry/queue/organisation/${other.id}`)
  const said = await step('POST /registry/queue/{kind}/{id}/answer', {
    as,
    params: named,
    given: { seen: String(looked), answer: 'unsure', otherId: id },
  })
  await step('POST /registry/answers/{id}/undo', { as, params: { id: said.id }, given: { version: 1 } })
  await step('POST /registry/organisations/{id}/withdraw', { as, params: { id }, given: { version: changed.version } })

  const person = await step('POST /registry/people', { as, given: {} })
  const tenure = await step('POST /registry/tenures', { as, given: { personId: person.id } })
  const held = await step('PUT /registry/tenures/{id}', { as, params: { id: tenure.id }, given: { version: 1 } })
  await step('POST /registry/tenures/{id}/withdraw', {
    as,
    params: { id: tenure.id },
    given: { version: held.version },
  })
  const renamed = await step('PUT /registry/people/{id}', { as, params: { id: person.id }, given: { version: 1 } })
  await step('POST /registry/people/{id}/withdraw', {
    as,
    params: { id: person.id },
    given: { version: renamed.version },
  })

  const place = await step('POST /registry/places', { as, given: { level: 'site' } })
  const moved = await step('PUT /registry/places/{id}', {
    as,
    params: { id: place.id },
    given: { level: 'site', version: place.version },
  })
  await step('POST /registry/places/{id}/withdraw', {
    as,
    params: { id: place.id },
    given: { version: moved.version },
  })
  const unit = await step('POST /registry/units', { as, given: { code: `u${round}`, kind: 'bureau' } })
  const arranged = await step('PUT /registry/units/{id}', {
    as,
    params: { id: unit.id },
    given: { kind: 'bureau', version: unit.version },
  })
  await step('POST /registry/units/{id}/withdraw', {
    as,
    params: { id: unit.id },
    given: { version: arranged.version },
  })
  const code = `i${round}`
  await step('POST /registry/imports', {
    as,
    given: {
      table: fixed('organisations'),
      rows: [{ code, name_zh: `导入的机构${round}`, type: fixed('firm'), note: '注' }],
    },
  })
}
