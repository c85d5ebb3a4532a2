import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '#kernel/context.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { approve, drop, propose, reject } from './commands/approval.ts'
import { assign, decline, signFor } from './commands/assign.ts'
import { askOverride, decideOverride, remind, share } from './commands/attention.ts'
import { editMatter } from './commands/create.ts'
import { askExtension, decideExtension } from './commands/extension.ts'
import { confirmPart, report, submit, withdrawReport } from './commands/progress.ts'
import { close, lookBack, planLookBack, reopen, returnMatter, review, strike } from './commands/review.ts'
import { merge, resume, suspend, terminate } from './commands/side.ts'
import { matterOf } from './queries/detail.ts'
import { listMatters } from './queries/list.ts'
import { mattersNeeding } from './queries/needing.ts'
import { changesBetween, mattersForPack } from './queries/pack.ts'
import { mattersOf } from './testing/matters.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const refusal = (code: string) => expect.objectContaining({ code })
const read = (id: string) => (ctx: Ctx) => matterOf(ctx, id)
/** A Shanghai morning of that day. */
const on = (day: string) => city.clock.set(`${day}T01:00:00.000Z`)

const { drafted, assigned, signed } = mattersOf(() => city)

describe('approving a matter', () => {
  it('is refused to the units, to the staff, and to who proposed it', async () => {
    on('2025-05-08')
    const id = await drafted('批准')
    await expect(city.do('staff', ctx => approve(ctx, id, {}))).rejects.toEqual(refusal('kernel.not-permitted'))
    await city.do('head', ctx => propose(ctx, id, {}))
    await expect(city.do('head', ctx => approve(ctx, id, {}))).rejects.toEqual(refusal('kernel.not-permitted'))
    await expect(city.do('reporter', ctx => approve(ctx, id, {}))).rejects.toEqual(refusal('matters.not-found'))
    const done = await city.do('leader', ctx => approve(ctx, id, {}))
    expect(done).toMatchObject({ state: 'registered' })
    expect(await city.events(id)).toEqual(['matters.drafted', 'matters.proposed', 'matters.registered'])
  })

  it('needs units chosen by a person, and a draft that was proposed', async () => {
    const id = await drafted('没有单位', { parts: [] })
    await expect(city.do('staff', ctx => propose(ctx, id, {}))).rejects.toEqual(refusal('matters.needs-unit'))
    await expect(city.do('leader', ctx => approve(ctx, id, {}))).rejects.toEqual(refusal('matters.wrong-state'))
    await city.do('staff', ctx => drop(ctx, id, { reason: '非督查事项' }))
    expect((await city.ask('staff', read(id))).state).toBe('dropped')
  })

  it('numbers a series in turn, keeps a number brought along and never gives it again', async () => {
    const number = async (title: string, more: object) => {
      const id = await drafted(title, more)
      await city.do('staff', ctx => propose(ctx, id, {}))
      return (await city.do('leader', ctx => approve(ctx, id, {}))).refNo
    }
    expect(await number('序号一', { series: '试' })).toBe('督〔2025〕试1号')
    expect(await number('序号带来', { series: '试', refNo: '督〔2025〕试7号' })).toBe('督〔2025〕试7号')
    expect(await number('序号二', { series: '试' })).toBe('督〔2025〕试8号')
    await expect(drafted('序号重', { refNo: '督〔2025〕试7号' })).rejects.toEqual(refusal('matters.ref-no-exists'))
  })

  it('sends a proposal back with its reason, and it may be proposed again', async () => {
    const id = await drafted('退回报请')
    await city.do('staff', ctx => propose(ctx, id, {}))
    await city.do('leader', ctx => reject(ctx, id, { reason: '与在办事项重复' }))
    expect((await city.do('staff2', ctx => propose(ctx, id, {}))).state).toBe('approving')
  })
})

describe('the time limit', () => {
  it('is counted in working days from the assignment, make-up Saturdays included, by the limit of its kind', async () => {
    // 2025-04-24 is a Thursday; 27 April is a make-up Sunday, 1 to 5 May is holiday: 25, 27, 28, 29, 30 April.
    on('2025-04-24')
    const id = await assigned('急件', { dueOn: null, limitCode: 'instruction-urgent' })
    const found = await city.ask('staff', read(id))
    expect(found.dueOn).toBe('2025-04-30')
    expect(found.dueOriginal).toBe('2025-04-30')
  })

  it('cannot lie before the start or in the past, and is needed to assign', async () => {
    on('2025-05-08')
    await expect(drafted('颠倒', { startOn: '2025-07-01', dueOn: '2025-06-30' })).rejects.toEqual(
      refusal('matters.due-before-start'),
    )
    const id = await drafted('无时限', { dueOn: null })
    await city.do('staff', ctx => propose(ctx, id, {}))
    await city.do('leader', ctx => approve(ctx, id, {}))
    await expect(city.do('staff', ctx => assign(ctx, id, {}))).rejects.toEqual(refusal('matters.needs-due'))
    await expect(city.do('staff', ctx => assign(ctx, id, { dueOn: '2025-05-07' }))).rejects.toEqual(
      refusal('matters.due-in-past'),
    )
    expect((await city.do('staff', ctx => assign(ctx, id, { dueOn: '2025-05-08' }))).state).toBe('assigned')
  })

  it('is not moved once promised but extended, the first limit kept beside the new one', async () => {
    on('2025-05-08')
    const id = await signed('延期')
    await expect(city.do('staff', ctx => editMatter(ctx, id, { fields: { dueOn: '2025-09-30' } }))).rejects.toEqual(
      refusal('matters.due-promised'),
    )
    await expect(
      city.do('reporter2', ctx => askExtension(ctx, id, { newDueOn: '2025-07-31', reason: '等' })),
    ).rejects.toEqual(refusal('kernel.not-permitted'))
    await expect(
      city.do('reporter', ctx => askExtension(ctx, id, { newDueOn: '2025-06-30', reason: '等' })),
    ).rejects.toEqual(refusal('matters.extension-not-later'))
    on('2025-06-30')
    const asked = await city.do('reporter', ctx => askExtension(ctx, id, { newDueOn: '2025-07-31', reason: '等地块' }))
    await expect(
      city.do('staff', ctx => decideExtension(ctx, id, { extensionId: asked.extensionId, grant: true })),
    ).rejects.toEqual(refusal('kernel.not-permitted'))
    await city.do('leader', ctx =>
      decideExtension(ctx, id, { extensionId: asked.extensionId, grant: true, newDueOn: '2025-08-29' }),
    )
    const found = await city.ask('staff', read(id))
    expect([found.dueOriginal, found.dueOn, found.extensions[0]?.late]).toEqual(['2025-06-30', '2025-08-29', false])
    on('2025-09-01')
    const late = await city.do('reporter', ctx => askExtension(ctx, id, { newDueOn: '2025-09-30', reason: '再等' }))
    await city.do('leader', ctx => decideExtension(ctx, id, { extensionId: late.extensionId, grant: true }))
    expect((await city.ask('staff', read(id))).extensions[1]?.late).toBe(true)
    await expect(
      city.do('reporter', ctx => askExtension(ctx, id, { newDueOn: '2025-12-31', reason: '又等' })),
    ).rejects.toEqual(refusal('matters.extensions-used-up'))
  })
})

describe('a unit', () => {
  it('sees a matter from its assignment on, and only its own', async () => {
    on('2025-05-08')
    const id = await drafted('看得见')
    await expect(city.ask('reporter', read(id))).rejects.toEqual(refusal('matters.not-found'))
    await city.do('staff', ctx => propose(ctx, id, {}))
    await city.do('head', ctx => approve(ctx, id, {}))
    await city.do('staff', ctx => assign(ctx, id, {}))
    expect((await city.ask('reporter', read(id))).parts.map(part => part.mine)).toEqual([true, false])
    await expect(city.ask('district', read(id))).rejects.toEqual(refusal('matters.not-found'))
    await expect(city.ask('citizen', read(id))).rejects.toEqual(refusal('matters.not-found'))
    await expect(city.ask('audit', read(id))).rejects.toEqual(refusal('matters.not-found'))
  })

  it('signs before it reports; the matter is signed when its lead has signed', async () => {
    const id = await assigned('签收')
    await expect(city.do('reporter', ctx => report(ctx, id, { text: '开始', percent: 10 }))).rejects.toEqual(
      refusal('matters.not-signed'),
    )
    expect((await city.do('reporter2', ctx => signFor(ctx, id, {}))).state).toBe('assigned')
    expect((await city.do('reporter', ctx => signFor(ctx, id, {}))).state).toBe('signed')
    await expect(city.do('reporter', ctx => signFor(ctx, id, {}))).rejects.toEqual(refusal('matters.already-signed'))
    expect((await city.do('reporter', ctx => report(ctx, id, { text: '开始', percent: 10 }))).state).toBe('in_progress')
  })

  it('may give an assignment back, and the office assigns it anew', async () => {
    const id = await assigned('退回交办')
    expect((await city.do('reporter', ctx => decline(ctx, id, { reason: '职责不符' }))).state).toBe('declined')
    expect((await city.do('staff', ctx => assign(ctx, id, {}))).state).toBe('assigned')
  })

  it('moves the percentage by the weights of the parts, and a withdrawn report falls back and stays in sight', async () => {
    const id = await signed('进度')
    await city.do('reporter', ctx => report(ctx, id, { text: '半数', percent: 50 }))
    await city.do('reporter2', ctx => report(ctx, id, { text: '名册', percent: 100 }))
    expect((await city.ask('staff', read(id))).actualPercent?.value).toBe(70)
    const wrong = await city.do('reporter', ctx => report(ctx, id, { text: '已签', percent: 90 }))
    expect((await city.ask('staff', read(id))).actualPercent?.value).toBe(94)
    await expect(
      city.do('reporter2', ctx => withdrawReport(ctx, id, { reportId: wrong.reportId, reason: '不是我的' })),
    ).rejects.toEqual(refusal('kernel.not-permitted'))
    await city.do('reporter', ctx => withdrawReport(ctx, id, { reportId: wrong.reportId, reason: '将签读成已签' }))
    const found = await city.ask('staff', read(id))
    expect(found.actualPercent?.value).toBe(70)
    expect(found.reports.map(each => [each.text, each.withdrawn])).toEqual([
      ['半数', false],
      ['名册', false],
      ['已签', true],
    ])
  })

  it('joins a matter that is going on, and what the others reported stays', async () => {
    const id = await signed('加入单位')
    await city.do('reporter', ctx => report(ctx, id, { text: '半数', percent: 50 }))
    const science = { role: 'lead' as const, unitId: city.unit('science'), weight: 50 }
    const chongchuan = { role: 'responsible' as const, unitId: city.unit('chongchuan'), weight: 50 }
    await expect(city.do('staff', ctx => editMatter(ctx, id, { fields: { parts: [chongchuan] } }))).rejects.toEqual(
      refusal('matters.lead-missing'),
    )
    await city.do('staff', ctx => editMatter(ctx, id, { fields: { parts: [science, chongchuan] } }))
    const found = await city.ask('district', read(id))
    expect([found.actualPercent?.value, found.parts.map(part => part.actual?.value ?? null)]).toEqual([25, [50, null]])
    await expect(city.ask('reporter2', read(id))).rejects.toEqual(refusal('matters.not-found'))
  })

  it('cannot write over what another has changed since it was read', async () => {
    const id = await signed('版本')
    const { version } = await city.ask('reporter', read(id))
    await city.do('staff', ctx => remind(ctx, id, { version }))
    await expect(city.do('reporter', ctx => report(ctx, id, { version, text: '旧版' }))).rejects.toEqual(
      refusal('matters.changed-conflict'),
    )
  })
})

describe('finishing', () => {
  it('goes by confirmation, submission by the unit’s head, review, closing by another, and striking off after verification', async () => {
    on('2025-05-08')
    const id = await signed('办结')
    await city.do('reporter', ctx => report(ctx, id, { text: '完成', percent: 100 }))
    await expect(city.do('reporter', ctx => submit(ctx, id, { result: '已完成' }))).rejects.toEqual(
      refusal('kernel.not-permitted'),
    )
    await expect(city.do('unithead', ctx => submit(ctx, id, { result: '已完成' }))).rejects.toEqual(
      refusal('matters.needs-confirmations'),
    )
    const part = (await city.ask('reporter2', read(id))).parts.find(each => each.mine)
    await city.do('reporter2', ctx => confirmPart(ctx, id, { partId: part?.id ?? '' }))
    await city.do('unithead', ctx => submit(ctx, id, { result: '已完成' }))
    await city.do('staff', ctx => review(ctx, id, {}))
    await city.do('staff', ctx => returnMatter(ctx, id, { reasonCode: 'unsolved', reason: '问题没有解决' }))
    expect((await city.ask('staff', read(id))).parts.map(each => each.confirmedOn)).toEqual([null, null])
    await city.do('reporter', ctx => report(ctx, id, { text: '补办', percent: 100 }))
    await city.do('reporter2', ctx => confirmPart(ctx, id, { partId: part?.id ?? '' }))
    await city.do('unithead', ctx => submit(ctx, id, { result: '再次完成' }))
    await expect(city.do('staff', ctx => close(ctx, id, { opinion: '同意' }))).rejects.toEqual(
      refusal('kernel.not-permitted'),
    )
    await city.do('leader', ctx => close(ctx, id, { opinion: '同意' }))
    await expect(city.do('staff', ctx => strike(ctx, id, { method: 'on-site', verification: '看过' }))).rejects.toEqual(
      refusal('kernel.not-permitted'),
    )
    await city.do('head', ctx => strike(ctx, id, { method: 'on-site', verification: '现场看过' }))
    const found = await city.ask('staff', read(id))
    expect([found.state, found.returns, found.light, found.struckOn]).toEqual(['written_off', 1, 'green', '2025-05-08'])
    await city.do('staff', ctx => planLookBack(ctx, id, { on: '2025-06-09' }))
    await city.do('staff', ctx => lookBack(ctx, id, { method: 'on-site', text: '又堆满了', relapsed: true }))
    const again = await city.do('head', ctx => reopen(ctx, id, { reason: '反弹', dueOn: '2025-07-31' }))
    expect(again.state).toBe('assigned')
    expect(await city.ask('staff', read(id))).toMatchObject({
      reopened: 1,
      dueOn: '2025-07-31',
      dueOriginal: '2025-06-30',
      lookBackResult: 'relapsed',
    })
  })

  it('stops the unit’s clock while the office reviews, and lets it run on after a return', async () => {
    on('2025-05-08')
    const id = await signed('审核不算逾期', {
      dueOn: '2025-05-12',
      parts: [{ role: 'lead', unitId: city.unit('science') }],
      feedback: { kind: 'none', count: null },
    })
    await city.do('reporter', ctx => report(ctx, id, { text: '完成', percent: 100 }))
    on('2025-05-12')
    await city.do('unithead', ctx => submit(ctx, id, { result: '完成' }))
    on('2025-05-20')
    expect((await city.ask('staff', read(id))).light).toBe('orange')
    await city.do('staff', ctx => returnMatter(ctx, id, { reasonCode: 'format', reason: '格式' }))
    expect((await city.ask('staff', read(id))).light).toBe('red')
  })

  it('may be put off, joined or ended only by who may, and a suspended matter is not judged', async () => {
    on('2025-05-08')
    const [one, two] = [await signed('暂缓的'), await signed('并案的')]
    await expect(city.do('staff', ctx => suspend(ctx, one, { reason: '等' }))).rejects.toEqual(
      refusal('kernel.not-permitted'),
    )
    await city.do('leader', ctx => suspend(ctx, one, { reason: '等规划' }))
    expect((await city.ask('staff', read(one))).light).toBe('grey')
    expect((await city.do('leader', ctx => resume(ctx, one, {}))).state).toBe('signed')
    await expect(city.do('staff', ctx => merge(ctx, two, { intoId: two, reason: '重复' }))).rejects.toEqual(
      refusal('matters.merge-into-itself'),
    )
    await city.do('staff', ctx => merge(ctx, two, { intoId: one, reason: '重复' }))
    expect((await city.ask('staff', read(one))).children.map(each => each.id)).toEqual([two])
    await expect(city.do('head', ctx => terminate(ctx, one, { reason: '不办' }))).rejects.toEqual(
      refusal('kernel.not-permitted'),
    )
    expect((await city.do('leader', ctx => terminate(ctx, one, { reason: '政策调整' }))).state).toBe('terminated')
  })
})

describe('another light', () => {
  it('needs a second person, stands beside the computed one, and ends by itself', async () => {
    on('2025-05-08')
    const id = await signed('改灯', { dueOn: '2025-05-12' })
    const asked = await city.do('staff', ctx =>
      askOverride(ctx, id, { light: 'green', reason: '已公示', until: '2025-05-09' }),
    )
    await expect(
      city.do('staff', ctx => decideOverride(ctx, id, { overrideId: asked.overrideId, agree: true })),
    ).rejects.toEqual(refusal('matters.own-override-not-permitted'))
    await expect(
      city.do('reporter', ctx => decideOverride(ctx, id, { overrideId: asked.overrideId, agree: true })),
    ).rejects.toEqual(refusal('kernel.not-permitted'))
    expect((await city.ask('staff', read(id))).light).toBe('orange')
    await city.do('staff2', ctx => decideOverride(ctx, id, { overrideId: asked.overrideId, agree: true }))
    const shown = await city.ask('staff', read(id))
    expect([shown.light, shown.lightComputed, shown.overridden]).toEqual(['green', 'orange', true])
    const line = await city.ask('staff', ctx => listMatters(ctx, { limit: 50, find: '改灯', light: ['green'] }))
    expect(line.rows.map(row => row.id)).toEqual([id])
    on('2025-05-10')
    expect((await city.ask('staff', read(id))).overridden).toBe(false)
    expect(
      (await city.ask('staff', ctx => listMatters(ctx, { limit: 50, find: '改灯', light: ['green'] }))).total,
    ).toBe(0)
  })
})

describe('as of an earlier day', () => {
  it('shows the light, the limit and the state as they were known then', async () => {
    on('2025-05-08')
    const id = await signed('回看', {
      dueOn: '2025-05-30',
      feedback: { kind: 'none', count: null },
      parts: [{ role: 'lead', unitId: city.unit('science') }],
    })
    city.clock.pass(60_000)
    const early = city.clock.now()
    on('2025-06-03')
    const late = new Date('2025-06-03T00:59:00.000Z')
    expect((await city.ask('staff', read(id))).light).toBe('red')
    const asked = await city.do('reporter', ctx => askExtension(ctx, id, { newDueOn: '2025-12-31', reason: '补' }))
    await city.do('leader', ctx => decideExtension(ctx, id, { extensionId: asked.extensionId, grant: true }))
    const then = await city.ask('staff', read(id), { asOf: early })
    expect([then.light, then.dueOn, then.may]).toEqual(['blue', '2025-05-30', ['matters.read']])
    expect((await city.ask('staff', read(id), { asOf: late })).light).toBe('red')
    expect((await city.ask('staff', read(id))).light).toBe('green')
    city.clock.pass(60_000)
    const changed = await city.ask('staff', ctx => changesBetween(ctx, early, city.clock.now()))
    expect(changed.find(each => each.id === id)).toMatchObject({
      before: { light: 'blue' },
      after: { light: 'green' },
      extended: true,
    })
    const packed = await city.ask('staff', mattersForPack, { asOf: late })
    expect(packed.find(each => each.id === id)).toMatchObject({
      light: 'red',
      workdaysLeft: -1,
      because: '逾期1个工作日',
    })
  })

  it('gives in lists, by SQL, the light that the rules give one by one, on any day', async () => {
    on('2025-05-08')
    for (const [index, due] of ['2025-05-08', '2025-05-13', '2025-05-31', '2025-06-30', '2025-09-30'].entries()) {
      const id = await signed(`同判${index}`, { dueOn: due, startOn: '2025-03-03' })
      if (index % 2 === 0) await city.do('reporter', ctx => report(ctx, id, { text: '报', percent: index * 20 }))
    }
    for (const day of [
      '2025-05-08',
      '2025-05-09',
      '2025-05-31',
      '2025-06-02',
      '2025-06-03',
      '2025-07-15',
      '2025-12-31',
    ]) {
      on(day)
      const { rows } = await city.ask('staff', ctx => listMatters(ctx, { limit: 100, find: '同判' }))
      expect(rows).toHaveLength(5)
      for (const light of ['green', 'blue', 'yellow', 'orange', 'red', 'grey'] as const) {
        const listed = await city.ask('staff', ctx => listMatters(ctx, { limit: 100, find: '同判', light: [light] }))
        expect([day, light, listed.rows.map(row => row.title).sort()]).toEqual([
          day,
          light,
          rows
            .filter(row => row.light === light)
            .map(row => row.title)
            .sort(),
        ])
      }
    }
  })
})

describe('two regions', () => {
  it('share a matter: the partner reads all, and writes only its own part', async () => {
    on('2025-05-08')
    const id = await signed('两地共办', {
      parts: [
        { role: 'lead', unitId: city.unit('science'), weight: 50 },
        { role: 'co-owner', unitId: city.unit('putuo'), unitRegion: 310107, weight: 50, what: '可外溢环节清单' },
      ],
    })
    const there = { region: NANTONG }
    await expect(city.ask('partner', read(id), there)).rejects.toEqual(refusal('matters.not-found'))
    await expect(city.do('staff', ctx => share(ctx, id, { regions: [310107] }))).rejects.toEqual(
      refusal('kernel.not-permitted'),
    )
    await city.do('head', ctx => share(ctx, id, { regions: [310107] }))
    const seen = await city.ask('partner', read(id), there)
    expect(seen.parts.map(part => [part.role, part.mine])).toEqual([
      ['lead', false],
      ['co-owner', true],
    ])
    const [lead, own] = seen.parts
    await expect(
      city.do('partner', ctx => report(ctx, id, { partId: lead?.id ?? '', text: '越界' }), there),
    ).rejects.toEqual(refusal('kernel.not-permitted'))
    await expect(city.do('partner', ctx => remind(ctx, id, {}), there)).rejects.toEqual(refusal('kernel.not-permitted'))
    await city.do('partner', ctx => report(ctx, id, { partId: own?.id ?? '', text: '清单已列', percent: 40 }), there)
    expect((await city.ask('staff', read(id))).actualPercent?.value).toBe(20)
    const list = await city.ask('partner', ctx => listMatters(ctx, { limit: 50 }), there)
    expect(list.rows.map(row => row.id)).toEqual([id])
  })
})

describe('what waits', () => {
  it('is told to each person: the approver, the unit, the reviewer, the second person', async () => {
    on('2025-05-08')
    const id = await drafted('待办')
    await city.do('staff', ctx => propose(ctx, id, {}))
    const waits = async (who: string) =>
      (await city.ask(who, mattersNeeding)).filter(each => each.id === id).map(each => each.reason)
    expect(await waits('leader')).toEqual(['approve'])
    expect(await waits('reporter')).toEqual([])
    await city.do('leader', ctx => approve(ctx, id, {}))
    expect(await waits('staff')).toEqual(['assign'])
    await city.do('staff', ctx => assign(ctx, id, {}))
    expect(await waits('reporter2')).toEqual(['sign'])
    await city.do('staff', ctx => askOverride(ctx, id, { light: 'yellow', reason: '提前警示', until: '2025-05-30' }))
    expect(await waits('staff')).toEqual([])
    expect(await waits('staff2')).toEqual(['decide-override'])
  })
})
