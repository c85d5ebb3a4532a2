import type { z } from 'zod'
import type { AnnouncedSource, FutureSource } from '#contract/draws.ts'
import type { enterSource as enterBody } from '#contract/participation/draws.ts'
import type { Ctx } from '#kernel/context.ts'
import { checkEntry, checkText, drandChains, usedFault } from '#kernel/draws/index.ts'
import { refuse } from '#kernel/refusal.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { beaconOf, branchOf, meant } from '../settling.ts'
import { addEntry, entriesOf, type Given, type QuizDrawRow } from '../store/drawRecords.ts'
import { lockDraw } from './drawActs.ts'

/**
 * Keeps what somebody brings for a source of an announced draw (`place` from 0, as announced): a beacon, whose signature is verified at
 * once, or what they typed, which counts when a second person typed the same. Who corrects themselves brings it again; both stay, and the
 * log has the hash of each.
 *
 * Refuses `participation.draw-not-announced`, `participation.source-unknown` (a place that is none, a label, no fallback announced),
 * `participation.source-other-kind`, `participation.source-not-yet` {at} before it is public or the fallback takes over,
 * `participation.source-settled` for the fallback once the source is known, and the other way round, and what is wrong with what was
 * brought (`draws.entry-…`, `draws.text-…`, `draws.beacon-…`).
 */
export async function enterSource(
  ctx: Ctx,
  id: string,
  place: number,
  { version, fallback, given }: z.output<typeof enterBody>,
): Promise<QuizDrawRow> {
  const { draw } = await lockDraw(ctx, id, 'participation.enter-source', version)
  if (!draw.announcement || draw.calledOff || draw.result !== null) throw refuse('participation.draw-not-announced')
  const announced = draw.sources[place]
  const source = announced && meant(announced, fallback)
  if (!announced || !source) throw refuse('participation.source-unknown', { place })
  if (source.kind !== given.kind) throw refuse('participation.source-other-kind', {}, { field: 'given.kind' })
  const from = opensAt(announced, source, fallback)
  if (ctx.now < from) throw refuse('participation.source-not-yet', { at: from.toISOString() })
  const settled = branchOf(
    announced,
    (await entriesOf(ctx, id)).filter(entry => entry.source === place),
  )
  if (settled !== undefined && settled !== fallback) throw refuse('participation.source-settled')
  check(draw, source, given)
  const number = await addEntry(ctx, id, { source: place, fallback, given })
  await ctx.record(
    'participation.source-entered',
    { kind: 'quiz-draw', id },
    { number, source: place, fallback, sha256: fingerprintOf(given) },
  )
  return draw
}

/** From when a value may be brought: once it is public, for a fallback also not before it takes over. */
function opensAt(announced: AnnouncedSource, source: FutureSource, fallback: boolean): Date {
  const after = fallback && announced.kind !== 'label' ? announced.fallback?.after : undefined
  return new Date(Math.max(Date.parse(source.at), after === undefined ? 0 : Date.parse(after)))
}

/** Refuses what the source cannot have said. A label stands for the sources beside it, which are not looked at. */
function check({ announcement }: QuizDrawRow, source: FutureSource, given: Given): void {
  if (source.kind === 'numbers' && given.kind === 'numbers') checkEntry(source, given.numbers)
  if (given.kind === 'text') checkText(given.text, 'given.text')
  if (given.kind !== 'drand' || !announcement) return
  const fault = usedFault({ ...announcement, sources: [source] }, [beaconOf(given)], drandChains())
  if (fault) throw fault
}
