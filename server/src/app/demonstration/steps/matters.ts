import { type MatterFields, matterKind, returnReasons, sourceKind } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { proveQuoted } from '#kernel/evidence/quotes.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import * as matters from '../../../matters/index.ts'
import { personOf } from '../accounts.ts'
import { cell, list, type Row, table } from '../tables.ts'
import type { Shared, Step } from '../timeline.ts'

const NANTONG = 320600
const PUTUO = 310107

/** The supervised matters: drafted on their day, then every event, report and extension as the command it was. `cited` says how a page is printed. */
export async function matterSteps(cited: ReadonlyMap<string, string>): Promise<{ rows: Row[]; steps: Step[] }> {
  const rows = await table('matters')
  const accounts = await table('accounts')
  const shared = await table('shared')
  const events = await table('matter_events')
  const progress = await table('matter_progress')
  const extensions = await table('matter_extensions')

  /** Steps of one matter on one day keep the order of the tables: the step number is the minute. */
  const at = (number: string | undefined) => {
    const minutes = 11 * 60 + 5 + Number(number ?? 0) * 5
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  }
  const make = (
    on: string,
    time: string,
    by: string,
    key: string,
    what: string,
    run: (ctx: Ctx, id: string, city: Shared) => Promise<unknown>,
  ): Step => ({
    on,
    at: time,
    by,
    region: NANTONG,
    what: `${what} ${key}`,
    run: (ctx, city) => run(ctx, city.ids.get(`matter:${key}`) ?? missing(key), city),
  })
  const person = (unit: string, need: 'reporter' | 'head' = 'reporter') => personOf(accounts, unit, need)

  const steps = [
    ...rows.map(
      (row): Step => ({
        on: cell(row, 'drafted_on') ?? cell(row, 'registered_on') ?? '2022-07-04',
        at: '11:00',
        // One that is drafted as shared is the head's: whom to share with is decided by nobody else.
        by: shared.some(part => part.matter === row.key && part.region !== String(NANTONG)) ? 'head' : 'staff',
        region: NANTONG,
        what: `draft ${row.key}`,
        run: async (ctx, city) => {
          const made = await matters.createMatter(ctx, fieldsOf(row, shared, city, cited))
          city.ids.set(`matter:${row.key}`, made.id)
          await proveQuoted(
            ctx,
            ['title', 'sourceText'].map(field => ({ kind: 'matter', id: made.id, field })),
            { sourceName: row.source_page, quote: row.source_quote },
          )
        },
      }),
    ),
    ...events.flatMap(row => {
      const matter = rows.find(each => each.key === row.matter)
      const act = make(
        row.on ?? '',
        at(row.step),
        actorOf(row, person),
        row.matter ?? '',
        row.verb ?? '',
        (ctx, id, city) => verb(ctx, id, row, matter, city),
      )
      if (row.verb !== 'sign') return [act]
      // The tables give the lead's signature; every unit with a part signs for its own on the same day.
      const others = [...list(matter?.responsible_units), ...list(matter?.supporting_units)].filter(
        code => code !== row.unit,
      )
      return [
        act,
        ...others.map(code =>
          make(
            row.on ?? '',
            at(row.step),
            personOf(accounts, code, 'reporter'),
            row.matter ?? '',
            `${code} signs`,
            (ctx, id) => signUnlessSigned(ctx, id),
          ),
        ),
      ]
    }),
    ...progress.map(row =>
      make(row.reported_on ?? '', at(row.step), person(row.unit ?? ''), row.matter ?? '', 'report', (ctx, id) =>
        matters.report(ctx, id, {
          percent: row.actual_percent ? Number(row.actual_percent) : null,
          text: row.text || '按期反馈',
          problems: row.problem ?? '',
        }),
      ),
    ),
    ...extensions.flatMap(row => {
      const lead = rows.find(matter => matter.key === row.matter)?.lead_unit ?? ''
      const asked = make(
        row.requested_on ?? '',
        at(row.step),
        person(lead, 'head'),
        row.matter ?? '',
        'ask extension',
        async (ctx, id, city) => {
          const made = await matters.askExtension(ctx, id, {
            newDueOn: row.requested_until ?? '',
            reason: row.reason ?? '',
            progress: row.progress_percent ? `完成${row.progress_percent}%` : '',
          })
          city.ids.set(`extension:${row.matter}:${row.step}`, made.extensionId)
        },
      )
      if (!row.decided_on) return [asked]
      const decided = make(
        row.decided_on,
        at(row.decided_step),
        'head',
        row.matter ?? '',
        'decide extension',
        (ctx, id, city) =>
          matters.decideExtension(ctx, id, {
            extensionId: city.ids.get(`extension:${row.matter}:${row.step}`) ?? '',
            grant: row.decision === 'approved',
            newDueOn: row.decision === 'approved' ? (cell(row, 'new_due_on') ?? null) : null,
          }),
      )
      return [asked, decided]
    }),
    ...shared
      .filter(row => row.region === String(PUTUO))
      .map(
        (row): Step =>
          make(row.reported_on ?? '', '15:30', 'putuo.staff', row.matter ?? '', 'partner reports', (ctx, id) =>
            matters.report(ctx, id, {
              percent: Number(row.actual_percent) || null,
              text: row.source_quote ?? '',
              problems: row.note ?? '',
            }),
          ),
      ),
  ]
  return { rows, steps }
}

/** A unit above may have signed for those below it already. */
async function signUnlessSigned(ctx: Ctx, id: string): Promise<void> {
  try {
    await matters.signFor(ctx, id, {})
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'matters.already-signed') throw error
  }
}

function missing(key: string): never {
  throw refuse('app.demonstration-unfit', { what: `matter ${key}` })
}

/** Approval, closing and striking are the office head's, ending without a result the leader's; submitting needs the head of the unit. */
const byHead = [
  'approve',
  'reject',
  'decide-override',
  'strike',
  'suspend',
  'resume',
  'transfer',
  'close',
  'reopen',
  'make-long-term',
]
function actorOf(row: Row, person: (unit: string, need?: 'reporter' | 'head') => string): string {
  if (row.verb === 'terminate') return 'leader'
  if (byHead.includes(row.verb ?? '')) return 'head'
  if (!['sign', 'decline', 'submit'].includes(row.verb ?? '')) return 'staff'
  return person(row.unit ?? '', row.verb === 'submit' ? 'head' : 'reporter')
}

function fieldsOf(
  row: Row,
  shared: readonly Row[],
  { units, ids }: Shared,
  cited: ReadonlyMap<string, string>,
): MatterFields {
  const unit = (code: string) => units.get(code)?.id ?? missing(`unit ${code}`)
  const partners = shared.filter(part => part.matter === row.key && part.region !== String(NANTONG))
  const lead = cell(row, 'lead_unit')
  const parts = [
    // The tables hold the lead's reports only, so its part carries the progress; a partner region's part carries half.
    ...(lead ? [{ role: 'lead' as const, unitId: unit(lead), weight: partners.length > 0 ? 50 : 100 }] : []),
    ...list(row.responsible_units).map(code => ({ role: 'responsible' as const, unitId: unit(code), weight: 0 })),
    ...list(row.supporting_units).map(code => ({ role: 'supporting' as const, unitId: unit(code), weight: 0 })),
    ...partners.map(part => ({
      role: 'co-owner' as const,
      unitId: unit(part.unit_code ?? ''),
      unitRegion: Number(part.region),
      what: part.part_zh ?? '',
      weight: 50,
      dueOn: cell(part, 'due_on') ?? null,
    })),
  ]
  const every = Number(row.feedback_every_days)
  return {
    title: row.title ?? '',
    kind: matterKind.parse(cell(row, 'kind') ?? 'supervision'),
    sourceKind: sourceKind.parse(cell(row, 'source_kind') ?? 'other'),
    sourceRef: cited.get(row.source_page ?? '') ?? null,
    sourceText: cell(row, 'source_quote') ?? null,
    refNo: cell(row, 'ref_no') ?? null,
    startOn: null,
    dueOn: cell(row, 'original_due_on') ?? cell(row, 'due_on') ?? null,
    feedback: every ? { kind: 'every-days', count: every } : { kind: 'none', count: null },
    sharedWith: partners.map(part => Number(part.region)),
    parts,
    parentId: row.relation === 'child-of' ? (ids.get(`matter:${row.related_key}`) ?? null) : null,
  }
}

/** One event of the table as the command it was. */
async function verb(ctx: Ctx, id: string, row: Row, matter: Row | undefined, { ids }: Shared): Promise<unknown> {
  const text = cell(row, 'text') ?? '按规定办理'
  const day = cell(row, 'day') ?? null
  const related = ids.get(`matter:${matter?.related_key}`)
  const every = Number(matter?.feedback_every_days) || 90
  switch (row.verb) {
    case 'propose':
      return matters.propose(ctx, id, {})
    case 'approve':
      return matters.approve(ctx, id, {})
    case 'reject':
      return matters.reject(ctx, id, { reason: text })
    case 'drop':
      return matters.drop(ctx, id, { reason: text })
    case 'decompose':
      return undefined
    case 'assign':
      return matters.assign(ctx, id, { dueOn: day, text: '' })
    case 'sign':
      return matters.signFor(ctx, id, {})
    case 'decline':
      return matters.decline(ctx, id, { reason: text })
    case 'submit':
      return matters.submit(ctx, id, {
        result: cell(matter ?? {}, 'result') ?? text,
        countersigned: list(matter?.responsible_units).length > 0 ? '责任单位已在纸面会签' : '',
      })
    case 'review':
      return matters.review(ctx, id, {})
    case 'return':
      return matters.returnMatter(ctx, id, {
        reason: text,
        reasonCode: returnReasons.find(reason => reason === row.reason_code) ?? 'unsolved',
      })
    case 'close':
      return matters.close(ctx, id, { opinion: text })
    case 'strike':
      return matters.strike(ctx, id, { method: 'on-site', verification: text })
    case 'plan-look-back':
      return matters.planLookBack(ctx, id, { on: day ?? row.on ?? '' })
    case 'look-back':
      return matters.lookBack(ctx, id, { method: 'on-site', text, relapsed: false })
    case 'look-back-relapsed':
      return matters.lookBack(ctx, id, { method: 'on-site', text, relapsed: true })
    case 'site-check':
      return matters.addNote(ctx, id, { kind: 'site-check', text, by: '' })
    case 'archive':
      return matters.archive(ctx, id, {})
    case 'reopen':
      return matters.reopen(ctx, id, { reason: text, dueOn: day ?? '' })
    case 'suspend':
      return matters.suspend(ctx, id, { reason: text })
    case 'resume':
      return matters.resume(ctx, id, {})
    case 'merge':
      return matters.merge(ctx, id, { reason: text, intoId: related ?? missing(`${row.matter} into`) })
    case 'transfer':
      return matters.transfer(ctx, id, { reason: text, to: text })
    case 'make-long-term':
      return matters.makeLongTerm(ctx, id, { reason: text, feedback: { kind: 'every-days', count: every } })
    case 'terminate':
      return matters.terminate(ctx, id, { reason: text })
    case 'remind':
      return matters.remind(ctx, id, { text })
    default:
      return missing(`verb ${row.verb}`)
  }
}
