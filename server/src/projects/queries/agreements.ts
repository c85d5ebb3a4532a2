import type { z } from 'zod'
import type { agreementsPage } from '#contract/projects.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn } from '#kernel/policy.ts'
import { policy } from '../policy.ts'
import { type ListAsked, listAgreements, quoted } from '../store/lists.ts'

/** One page of the agreements the actor may see, as of the context's instant. */
export async function agreementList(ctx: Ctx, query: ListAsked): Promise<z.input<typeof agreementsPage>> {
  const found = await listAgreements(ctx, query, row => row)
  const marks = await quoted(
    ctx,
    ['agreement'],
    found.rows.map(row => row.id),
  )
  return {
    ...found,
    rows: found.rows.map(row => ({
      id: row.id,
      subject: row.subject,
      form: row.form,
      signedOn: row.signedOn,
      parties: row.parties,
      term: row.term,
      draft: row.draft,
      evidence: marks.has(`agreement:${row.id}:subject`) ? ('source' as const) : ('hand' as const),
      may: mayOn(ctx, policy, { ...row, unitIds: [] }),
    })),
  }
}
