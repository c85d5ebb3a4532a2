import type { CreateSeries } from '#contract/gatherings.ts'
import { addDays } from '#kernel/time/index.ts'
import {
  addOutcome,
  createMeeting,
  createSeries,
  freezePack,
  proveMeeting,
  putAgenda,
  setMeetingState,
} from '../../../gatherings/index.ts'
import { cell, list, type Row, table } from '../tables.ts'
import type { Step } from '../timeline.ts'

const REGION = 320600
const modes: Readonly<Record<string, 'hear' | 'review' | 'study' | 'decision' | 'report'>> = {
  listen: 'hear',
  review: 'review',
  study: 'study',
  decide: 'decision',
  report: 'report',
}

/** The meetings of the demonstration city: planned three weeks ahead, frozen packs, agendas, outcomes that name their matters. */
export async function meetingSteps(matters: readonly Row[]): Promise<Step[]> {
  const series = await table('meeting_series')
  const meetings = await table('meetings')
  const agenda = await table('agenda')
  const step = (on: string, at: string, what: string, run: Step['run'], by = 'staff'): Step => ({
    on,
    at,
    by,
    region: REGION,
    what,
    run,
  })
  const key = (code: string | undefined) => `meeting:${code}`

  return [
    ...series.map(row =>
      step('2022-07-01', '09:00', `series ${row.code}`, async (ctx, { ids }) => {
        ids.set(`series:${row.code}`, (await createSeries(ctx, seriesOf(row))).id)
      }),
    ),
    ...meetings.flatMap(row => {
      const held = cell(row, 'held_on') ?? ''
      const until = cell(row, 'until_on') ?? held
      const items = agenda.filter(item => item.meeting === row.code)
      const id = (ids: Map<string, string>) => ids.get(key(row.code)) ?? ''
      const planned = addDays(held, -21)
      const steps = [
        step(planned, '10:00', `meeting ${row.code}`, async (ctx, { ids, units }) => {
          const meeting = await createMeeting(ctx, {
            seriesId: ids.get(`series:${row.series}`) ?? null,
            title: row.title_zh ?? '',
            heldOn: held,
            untilOn: until === held ? null : until,
            startTime: cell(row, 'start_time') ?? null,
            place: cell(row, 'place_zh') ?? null,
          })
          ids.set(key(row.code), meeting.id)
          if (items.length > 0)
            await putAgenda(ctx, meeting.id, {
              version: meeting.version,
              items: items.map(item => agendaItem(item, units)),
            })
        }),
      ]
      const frozen = cell(row, 'pack_frozen_at')
      if (frozen)
        steps.push(
          step(
            frozen.slice(0, 10),
            '17:00',
            `pack ${row.code}`,
            (ctx, { ids }) => freezePack(ctx, id(ids), {}),
            'head',
          ),
        )
      if (row.state === 'held') {
        steps.push(
          step(until, '18:00', `held ${row.code}`, (ctx, { ids }) => setMeetingState(ctx, id(ids), { state: 'held' })),
          ...items.flatMap(item => outcomeSteps(row, item, until, matters, step)),
        )
        if (cell(row, 'source_page'))
          steps.push(
            step(addDays(until, 3), '12:00', `proof ${row.code}`, (ctx, { ids }) =>
              proveMeeting(ctx, id(ids), { sourceName: row.source_page, quote: row.source_quote }),
            ),
          )
      }
      return steps
    }),
  ]
}

type MakeStep = (on: string, at: string, what: string, run: Step['run']) => Step

/** What an agenda item came to. A task names the matters it became, so it is written once they are on file. */
function outcomeSteps(meeting: Row, item: Row, until: string, matters: readonly Row[], step: MakeStep): Step[] {
  const text = cell(item, 'outcome_text')
  const kind =
    item.outcome === 'task' || item.outcome === 'decision' || item.outcome === 'information' ? item.outcome : undefined
  const keys = list(item.matters)
  const named = matters.filter(matter => keys.includes(matter.key ?? ''))
  if (!kind || (!text && named.length === 0)) return []
  const write = (matter: Row | undefined): Step => {
    const drafted = matter ? (cell(matter, 'drafted_on') ?? cell(matter, 'registered_on') ?? until) : until
    return step(
      drafted > until ? drafted : until,
      '18:30',
      `outcome ${meeting.code} ${item.position}`,
      async (ctx, { ids, units }) => {
        const matterId = matter ? ids.get(`matter:${matter.key}`) : undefined
        const unitId = units.get((matter ? matter.lead_unit : item.sponsor_unit) ?? '')?.id
        await addOutcome(ctx, ids.get(`meeting:${meeting.code}`) ?? '', {
          kind: kind === 'task' && !matterId ? 'decision' : kind,
          text: (matter?.title ?? text ?? item.title_zh ?? '').slice(0, 1000),
          unitId: unitId ?? null,
          dueOn: null,
          matterId: matterId ?? null,
        })
      },
    )
  }
  return kind === 'task' && named.length > 0 ? named.map(write) : [write(undefined)]
}

function seriesOf(row: Row): CreateSeries {
  return {
    code: row.code ?? '',
    nameZh: row.name_zh ?? '',
    nameEn: row.name_en ?? '',
    everyMonths: Number(row.every_months),
    monthWindow: row.window ?? 'mid-month',
    avoidHolidays: row.avoid_holidays === 'true',
    startTime: '14:00',
    minutesBudget: 180,
    template: list(row.template_agenda).map(title => ({ title, mode: 'report' })),
  }
}

function agendaItem(item: Row, units: ReadonlyMap<string, { id: string }>) {
  return {
    title: item.title_zh ?? '',
    mode: modes[item.mode ?? ''] ?? 'other',
    minutes: Number(item.minutes) || null,
    unitId: units.get(item.sponsor_unit ?? '')?.id ?? null,
    result: null,
  } as const
}
