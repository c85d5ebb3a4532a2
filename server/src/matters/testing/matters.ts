import type { City } from '#server/testing/city.ts'
import { approve, propose } from '../commands/approval.ts'
import { assign, signFor } from '../commands/assign.ts'
import { createMatter } from '../commands/create.ts'

/** Matters of a test's city on their way: `drafted` by staff, `assigned` to two units, `signed` for by both. Each gives the id. */
export function mattersOf(city: () => City) {
  async function drafted(title: string, more: Partial<Parameters<typeof createMatter>[1]> = {}) {
    const made = await city().do('staff', ctx =>
      createMatter(ctx, {
        title,
        dueOn: '2025-06-30',
        feedback: { kind: 'month-end-workday', count: null },
        parts: [
          { role: 'lead', unitId: city().unit('science'), what: '供需清单', weight: 60 },
          { role: 'responsible', unitId: city().unit('industry'), what: '企业名册', weight: 40 },
        ],
        ...more,
      }),
    )
    return made.id
  }

  async function assigned(title: string, more: Partial<Parameters<typeof createMatter>[1]> = {}) {
    const id = await drafted(title, more)
    await city().do('staff', ctx => propose(ctx, id, {}))
    await city().do('head', ctx => approve(ctx, id, {}))
    await city().do('staff', ctx => assign(ctx, id, {}))
    return id
  }

  async function signed(title: string, more: Partial<Parameters<typeof createMatter>[1]> = {}) {
    const id = await assigned(title, more)
    await city().do('reporter', ctx => signFor(ctx, id, {}))
    if (!more.parts) await city().do('reporter2', ctx => signFor(ctx, id, {}))
    return id
  }

  return { drafted, assigned, signed }
}
