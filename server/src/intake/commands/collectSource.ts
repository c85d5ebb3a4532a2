import { z } from 'zod'
import type { Ctx } from '#kernel/context.ts'
import { sha256OfText } from '#kernel/evidence/sources.ts'
import { type JobWork, jobKind } from '#kernel/jobs/index.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import type { SourceSetting } from '#kernel/sources/settings.ts'
import { dayOf } from '#kernel/time/index.ts'
import { collect } from '../sources/collectors.ts'
import type { Delivery, LookTools, Trouble } from '../sources/delivery.ts'
import { nextLook } from '../sources/waits.ts'
import { lockDelivery, openKeys, settledAmong } from '../store/deliveries.ts'
import { keepLook, standingOf, unitCalled } from '../store/sources.ts'
import { note, takeDelivery } from './takeDelivery.ts'

/** What one look brings at most; the rest is for the next, a minute later. */
export const MOST_OF_A_LOOK = { things: 50, bytes: 100 * 1024 * 1024 } as const
/** How many that failed are looked for again at one look. */
const MOST_AGAIN = 500

/** What a look came to, beside what it delivered. */
type Looked = { hasMore: boolean; isSoon: boolean; seen: ReadonlySet<string>; memory: unknown }

/**
 * Looks at one source and brings what is new there (`intake.collect`), thing after thing. A source that cannot be looked at is told so and
 * left alone for longer each time; one thing that cannot be brought keeps back nothing else.
 */
export const collectSource = jobKind({
  input: z.object({ source: z.string() }),
  aside: true,
  async run(job, { source: name }) {
    const begun = await job.ask(ctx => beginning(ctx, name))
    // The settings have changed since the look was asked for.
    if (!begun) return
    try {
      const looked = await look(job, begun)
      await job.step('looked', ctx => endWell(ctx, begun, looked))
    } catch (error) {
      // Told to stop, or the database is away: the job is taken up again.
      if (job.signal.aborted || (error instanceof Refusal && error.code.startsWith('kernel.'))) throw error
      const why = error instanceof Refusal ? error : refuse('sources.fault')
      await job.step(`failed-${job.attempt}`, ctx => endBadly(ctx, begun.source, why))
      throw error
    }
  },
})

type Begun = NonNullable<Awaited<ReturnType<typeof beginning>>>

async function beginning(ctx: Ctx, name: string) {
  const source = ctx.sources.find(each => each.region === ctx.regionId && each.name === name)
  if (!source) return undefined
  const unitId = source.unit === null ? null : await unitCalled(ctx, source.unit)
  const standing = await standingOf(ctx, name)
  const firstLook = dayOf(standing?.firstAt ?? ctx.now)
  const again = await openKeys(ctx, name, MOST_AGAIN)
  return { source, unitId, firstLook, memory: standing?.memory ?? undefined, again }
}

async function look(job: JobWork, { source, unitId, firstLook, memory, again }: Begun): Promise<Looked> {
  if (unitId === undefined) throw refuse('sources.unit-not-known', { unit: source.unit })
  const seen = new Set<string>()
  let remembered: unknown
  let [bytes, isSoon] = [0, false]
  const tools: LookTools = {
    isKnown: keys => knownAmong(job, source, keys),
    isAgainWanted: again.length > 0,
    firstLook,
    memory,
    remember: told => {
      remembered = told
    },
    comeBackSoon: () => {
      isSoon = true
    },
    signal: job.signal,
  }
  for await (const offered of collect(source, tools)) {
    job.signal.throwIfAborted()
    await takeDelivery(job, source, unitId, offered)
    seen.add(sha256OfText(offered.key))
    bytes += sizeOf(offered)
    await job.progress({ done: seen.size })
    if (seen.size >= MOST_OF_A_LOOK.things || bytes >= MOST_OF_A_LOOK.bytes)
      return { hasMore: true, isSoon, seen, memory: undefined }
  }
  return { hasMore: false, isSoon, seen, memory: remembered }
}

const sizeOf = (offered: Delivery | Trouble) =>
  'problem' in offered ? 0 : (offered.bytes?.byteLength ?? 0) + (offered.text?.length ?? 0)

/** Which of some keys and marks are settled; asked by their hashes, which is all that is kept. */
async function knownAmong(job: JobWork, { name }: SourceSetting, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const byHash = new Map(keys.map(key => [sha256OfText(key), key]))
  const settled = await job.ask(ctx => settledAmong(ctx, name, [...byHash.keys()]))
  return new Set([...byHash].filter(([hash]) => settled.has(hash)).map(([, key]) => key))
}

/** A look that went well: what failed before and was not offered again is no longer there, and is said to be so. */
async function endWell(ctx: Ctx, { source, again }: Begun, { hasMore, isSoon, seen, memory }: Looked): Promise<void> {
  for (const key of hasMore ? [] : again.filter(each => !seen.has(each))) {
    const before = await lockDelivery(ctx, source.name, key)
    if (!before || before.state === 'brought' || before.state === 'known') continue
    const { name, mark } = before
    const gone = { state: 'failed', pageId: null, errorCode: 'sources.gone', errorParams: {} } as const
    await note(ctx, { source: source.name, key, mark, name }, gone, { isLast: true })
  }
  const nextAt = nextLook(ctx.now, { every: source.every, failures: 0, hasMore: hasMore || isSoon })
  await keepLook(ctx, source.name, { nextAt, failures: 0, errorCode: null, errorParams: null, hasMore, memory })
}

async function endBadly(ctx: Ctx, source: SourceSetting, why: Refusal): Promise<void> {
  const failures = ((await standingOf(ctx, source.name))?.failures ?? 0) + 1
  const { every } = source
  const nextAt = nextLook(ctx.now, { every, failures, hasMore: false, retryAfter: why.retryAfter ?? 0 })
  const { code: errorCode, params } = why
  await keepLook(ctx, source.name, { nextAt, failures, errorCode, errorParams: { ...params }, hasMore: false })
}
