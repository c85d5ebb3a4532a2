import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { agendaModes, meetingStates, outcomeKinds } from '#contract/gatherings.ts'
import { roles } from '#contract/kernel.ts'
import { matterKinds, matterStates, sourceKinds } from '#contract/matters.ts'
import { organisationTypes, placeLevels, unitKind } from '#contract/registry.ts'
import { nationalCalendar, weekdayOf } from '#kernel/time/index.ts'
import { pageFiles, readCity } from './checks/city.ts'
import { misquotes, sharedRuns, shippedTexts } from './checks/evidence.ts'
import { actsOf, states, wrongLife } from './checks/matters.ts'
import { knownTotal, reachedBy, wrongStages } from './checks/projects.ts'
import { readTable, several } from './checks/readTable.ts'
import { dangling, references, repeated } from './checks/references.ts'

const city = readCity()
const rows = (name: string) => city.table(name).rows
const calendar = nationalCalendar()
const page = (number: string) => {
  const found = city.pages.find(each => each.file.startsWith(`${number}-`))
  if (!found) throw new Error(`no page ${number}`)
  return found
}
/** The demonstration's own last day: nothing in the tables has happened after it. */
const LAST_DAY = '2025-06-20'

describe('the pages', () => {
  test('are all listed, and all that is listed is there', () => {
    expect(city.pages.map(each => each.file).sort()).toEqual(pageFiles().sort())
    expect(city.pages.length).toBeGreaterThanOrEqual(12)
  })

  test.each(city.pages)('$file is as long as a newspaper page and carries the day of its name', each => {
    expect(each.text.length).toBeGreaterThanOrEqual(900)
    expect(each.text.length).toBeLessThanOrEqual(2500)
    expect(each.file.slice(3, 13)).toBe(each.issueDate)
    const [year, month, day] = each.issueDate.split('-').map(Number)
    const printed = `${year}年${month}月${day}日`
    const first = each.text.split('\n')[0] ?? ''
    expect(first.includes(printed)).toBe(each.printedIssueDate)
    const weekday = '日一二三四五六'.charAt(weekdayOf(each.issueDate) % 7)
    if (each.printedIssueDate) expect(first).toContain(`星期${weekday}`)
  })

  test('come in several layouts: with headings and without, both widths of punctuation, columns cut inside a sentence', () => {
    const count = (has: RegExp) => city.pages.filter(each => has.test(each.text)).length
    expect(count(/^# /m)).toBeGreaterThanOrEqual(4)
    expect(count(/^# /m)).toBeLessThanOrEqual(city.pages.length - 4)
    expect(count(/\p{Script=Han},\p{Script=Han}/u)).toBeGreaterThanOrEqual(3)
    expect(count(/\p{Script=Han}，\p{Script=Han}/u)).toBeGreaterThanOrEqual(3)
    expect(count(/[\p{Script=Han}，；,;]\n\n[^\n]{2,39}[，。,；]/u)).toBeGreaterThanOrEqual(5)
  })
})

describe('names', () => {
  test.each(references)('%s.%s names only what %s has', (...reference) => {
    expect(dangling(city, [reference])).toEqual([])
  })

  test('that point nowhere would be found', () => {
    expect(dangling(city, [['accounts', 'name_zh', 'units', 'code']]).length).toBe(rows('accounts').length)
  })

  test.each([
    ['units', 'region', 'code'],
    ['places', 'code'],
    ['organisations', 'code'],
    ['organisations', 'name_zh'],
    ['memberships', 'organisation', 'of_organisation', 'role', 'valid_from'],
    ['people', 'code'],
    ['accounts', 'username'],
    ['projects', 'code'],
    ['projects', 'name_zh'],
    ['project_stages', 'project', 'stage'],
    ['matters', 'key'],
    ['matters', 'title'],
    ['meetings', 'code'],
    ['agenda', 'meeting', 'position'],
    ['indicators', 'code'],
    ['observations', 'indicator', 'subject', 'period', 'comparison'],
  ])('%s has each key once', (table, ...columns) => {
    expect(repeated(city.table(table), ...columns)).toEqual([])
  })

  test('that stand twice would be found', () => {
    expect(repeated(readTable('planted', 'code\na\nb\na\n'), 'code')).toEqual(['planted: a stands twice'])
  })

  test('numbers of matters are given once and in the order of registration', () => {
    const numbered = rows('matters').filter(row => row('registered_on') !== '')
    expect(new Set(numbered.map(row => row('ref_no'))).size).toBe(numbered.length)
    for (const row of rows('matters')) expect(row('ref_no') === '').toBe(row('registered_on') === '')
    const order = numbered
      .map(row => ({ on: row('registered_on'), number: /^督〔(\d{4})〕(\d+)号$/.exec(row('ref_no')) }))
      .sort((a, b) => Number(a.number?.[1]) - Number(b.number?.[1]) || Number(a.number?.[2]) - Number(b.number?.[2]))
    expect(order.map(each => each.on)).toEqual(order.map(each => each.on).toSorted())
  })

  test('of codes are those of the contract', () => {
    const within = (table: string, column: string, allowed: readonly string[]) =>
      expect(
        rows(table)
          .map(row => row(column))
          .filter(value => value !== '' && !allowed.includes(value)),
        `${table}.${column}`,
      ).toEqual([])
    within('organisations', 'type', organisationTypes)
    within('places', 'level', placeLevels)
    within('units', 'kind', unitKind.options)
    within('matters', 'kind', matterKinds)
    within('matters', 'source_kind', sourceKinds)
    within('matters', 'state', matterStates)
    within('agenda', 'mode', agendaModes)
    within('agenda', 'outcome', outcomeKinds)
    within('meetings', 'state', meetingStates)
    within('observations', 'basis', ['fact', 'derived', 'computed', 'demonstration'])
    within('observations', 'bound', ['>', '<', '~'])
  })
})

describe('evidence', () => {
  test.each(city.tables.map(table => table.name))('%s quotes what stands in the page', name => {
    expect(misquotes(city.table(name), city.pages)).toEqual([])
  })

  test('a sentence that stands nowhere, a page that is not there and a page without a sentence would be found', () => {
    const planted = 'source_page,source_quote\nPAGE,从来没有这句话\nnone.txt,签约\nPAGE,\n,\n'
    const table = readTable('planted', planted.replaceAll('PAGE', page('01').file))
    expect(misquotes(table, city.pages).length).toBe(3)
  })

  test('no matter is drafted from a page that had not appeared, unless the note says that the page came after', () => {
    for (const row of rows('matters')) {
      const from = row('source_page').slice(3, 13)
      expect(from <= row('drafted_on') || row('note') === '版面是事后的报道', row('key')).toBe(true)
    }
  })

  test('most matters come from a sentence of a page', () => {
    const quoted = rows('matters').filter(row => row('source_quote') !== '')
    expect(quoted.length).toBeGreaterThan(rows('matters').length * 0.8)
  })
})

describe('words of others', () => {
  const shared = join(import.meta.dirname, '../../shared')
  const [real, look] = [join(shared, 'pages'), join(shared, 'design/look')]
  const absent = !existsSync(real) || !existsSync(look)
  const read = (folder: string, ending: string) =>
    readdirSync(folder)
      .filter(name => name.endsWith(ending))
      .map(name => [name, readFileSync(join(folder, name), 'utf8')] as const)
  const others = () => new Map(read(real, '.txt'))
  const screens = () =>
    new Map(
      read(look, '.html').map(([name, text]) => [
        name,
        text.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]+>|&#?\w+;/g, ''),
      ]),
    )

  test.skipIf(absent)(
    'no run of 12 characters is shared with the pages kept for reading or the drawn screens (skipped: ../shared absent)',
    () => {
      const texts = new Map([...others(), ...screens()])
      expect([...texts.keys()].some(name => name.endsWith('.txt'))).toBe(true)
      expect([...texts.keys()].some(name => name.endsWith('.html'))).toBe(true)
      for (const [name, text] of shippedTexts(city)) expect(sharedRuns(text, texts, 12), name).toEqual([])
    },
  )

  test.skipIf(absent)('nobody of the demonstration bears a name of those pages (skipped: ../shared absent)', () => {
    const all = [...others().values()].join('\n').replace(/\s/g, '')
    const people = [...rows('people'), ...rows('accounts')].map(row => row('name_zh'))
    expect(people.filter(name => all.includes(name))).toEqual([])
  })

  test('a copied sentence would be found behind other punctuation, and told whole', () => {
    const source = new Map([['page', '他说,要把每一件小事都办到老百姓心坎里去。']])
    expect(sharedRuns('会上讲到：要把每一件小事，都办到老百姓心坎里，才算办好', source, 12)).toEqual([
      { name: 'page', text: '要把每一件小事都办到老百姓心坎里' },
    ])
    expect(sharedRuns('要把每一件小事办好', source, 12)).toEqual([])
  })
})

describe('matters', () => {
  test.each(rows('matters').map(row => [row('key'), row] as const))('%s lives by the lifecycle', (key, row) => {
    expect(wrongLife(row, actsOf(city, key))).toEqual([])
  })

  test('an act out of place, a limit nobody granted and days that run backwards would be found', () => {
    const matter = 'key,drafted_on,registered_on,original_due_on,due_on,state,returns,reminders,closed_on'
    const report = 'plan_percent,actual_percent'
    const table = readTable(
      'planted',
      `${matter},${report}\nX,2025-05-08,2025-05-08,2025-05-30,2025-06-30,closed,0,0,,90,50\n`,
    )
    const [planted] = table.rows
    if (!planted) throw new Error('nothing planted')
    const found = wrongLife(planted, [
      { step: 1, on: '2025-05-09', verb: 'approve', row: planted },
      { step: 2, on: '2025-05-12', verb: 'report', row: planted },
      { step: 3, on: '2025-05-07', verb: 'close', row: planted },
    ])
    expect(found).toContain('X: approve may not start from drafted')
    expect(found).toContain('X: registered on another day')
    expect(found).toContain('X: the plan of 2025-05-12 is not the share of time gone by')
    expect(found).toContain('X: close on 2025-05-07 comes before 2025-05-12')
    expect(found).toContain('X: due on 2025-06-30, last granted 2025-05-30')
    expect(found).toContain('X: closed on another day')
  })

  test('stand in every state in which a matter can rest', () => {
    const reached = new Set(rows('matters').map(row => row('state')))
    expect(states.filter(state => !reached.has(state))).toEqual([])
    expect(rows('matters').length).toBeGreaterThanOrEqual(60)
  })

  test('are acted on, limited and closed on working days, none after the last day', () => {
    for (const row of rows('matters')) {
      for (const each of actsOf(city, row('key'))) {
        expect(calendar.isWorkday(each.on), `${row('key')} ${each.verb} ${each.on}`).toBe(true)
        expect(each.on <= LAST_DAY, `${row('key')} ${each.verb}`).toBe(true)
      }
      if (row('due_on') !== '') expect(calendar.isWorkday(row('due_on')), `${row('key')} due`).toBe(true)
    }
  })
})

describe('projects', () => {
  test.each(rows('projects').map(row => [row('code'), row] as const))(
    '%s went through its stages in order',
    (code, row) => {
      expect(
        wrongStages(
          row,
          rows('project_stages').filter(stage => stage('project') === code),
        ),
      ).toEqual([])
    },
  )

  test('a stage before its forerunner and a stage nobody recognised would be found', () => {
    const [project] = readTable('planted', 'code,stage\nX,completed\n').rows
    if (!project) throw new Error('nothing planted')
    const stages = readTable(
      'planted',
      'stage,planned_on,claimed_on,recognised_on\nstarted,,2025-03-03,2025-03-05\nlanded,,2025-04-01,2025-04-02\ncompleted,,2025-05-06,\n',
    ).rows
    expect(wrongStages(project, stages)).toEqual([
      'X: started stands before landed',
      'X: stands as completed, last recognised started',
    ])
  })

  test('the batch of 2024 has all its 19 members and no stated total', () => {
    const batch = rows('batches').find(row => row('code') === 'B2024-19')
    expect([batch?.('signed_on'), batch?.('stated_count'), batch?.('stated_total')]).toEqual(['2024-09-20', '19', ''])
    expect(knownTotal(city, 'B2024-19').members).toBe(19)
  })

  test('the batch of 2022 states 20 projects and 118.11亿元, of which 18 and 103.10亿元 are known', () => {
    const batch = rows('batches').find(row => row('code') === 'B2022-20')
    expect([batch?.('stated_count'), batch?.('stated_total'), batch?.('stated_total_unit')]).toEqual([
      '20',
      '118.11',
      '亿元',
    ])
    expect(knownTotal(city, 'B2022-20')).toEqual({ members: 18, withAmount: 17, hundredths: 10310 })
  })

  test('what the follow-up pages count is what the tables give on that day', () => {
    const told = (number: string, pattern: RegExp) => (pattern.exec(page(number).text) ?? []).slice(1).map(Number)
    const old = (day: string, ...stages: string[]) => reachedBy(city, 'B2022-20', day, ...stages)
    const young = (day: string, ...stages: string[]) => reachedBy(city, 'B2024-19', day, ...stages)
    const going = ['started', 'in-production']
    expect(told('02', /18个项目中,(\d+)个已注册公司或到资,(\d+)个开工/)).toEqual([
      old('2022-12-28', 'landed'),
      old('2022-12-28', ...going),
    ])
    expect(told('05', /18个列名项目中有(\d+)个开工或投产,其中(\d+)个投产/)).toEqual([
      old('2024-03-06', ...going),
      old('2024-03-06', 'in-production'),
    ])
    expect(told('09', /19个项目中已有(\d+)个注册落地/)).toEqual([young('2024-11-21', 'landed')])
    expect(told('10', /19个项目中(\d+)个完成公司注册/)).toEqual([young('2024-12-19', 'landed')])
    expect(young('2024-12-19', ...going)).toBe(0)
    expect(told('11', /19个项目中(\d+)个落地，(\d+)个已经开工或投产/)).toEqual([
      young('2025-03-20', 'landed'),
      young('2025-03-20', ...going),
    ])
    expect(told('15', /19个项目中(\d+)个开工或投产,其中(\d+)个已经投产/)).toEqual([
      young('2025-06-18', ...going),
      young('2025-06-18', 'in-production'),
    ])
    expect(told('15', /(\d+)个项目落地后在办手续,(\d+)个停在签约,(\d+)个终止/)).toEqual([
      young('2025-06-18', 'landed') - young('2025-06-18', ...going) - young('2025-06-18', 'terminated'),
      young('2025-06-18', 'signed') - young('2025-06-18', 'landed'),
      young('2025-06-18', 'terminated'),
    ])
    expect(told('15', /列名的18个里已有(\d+)个投产/)).toEqual([old('2025-06-18', 'in-production')])
  })
})

describe('meetings', () => {
  test('are held on working days, on the days the facts give', () => {
    for (const row of rows('meetings'))
      for (const day of [row('held_on'), row('until_on')]) expect(calendar.isWorkday(day), day).toBe(true)
    const held = rows('meetings').map(row => row('held_on'))
    expect(held).toContain('2024-09-19')
    expect(held).toContain('2025-05-12')
    expect(calendar.isWorkday('2024-09-16')).toBe(false)
  })

  test('three have a pack, frozen on a working day before the meeting, and one is still to come', () => {
    const packed = rows('meetings').filter(row => row('pack_frozen_at') !== '')
    expect(packed.length).toBe(3)
    for (const row of packed) {
      const day = row('pack_frozen_at').slice(0, 10)
      expect(day < row('held_on') && calendar.isWorkday(day), row('code')).toBe(true)
    }
    const planned = rows('meetings').filter(row => row('state') === 'planned')
    expect(planned.map(row => row('held_on') > LAST_DAY)).toEqual([true])
  })

  test('have an agenda that fits into the minutes of the series, in places from 1', () => {
    const budget = Number(rows('meeting_series')[0]?.('minutes_budget'))
    for (const meeting of rows('meetings')) {
      const agenda = rows('agenda').filter(row => row('meeting') === meeting('code'))
      expect(agenda.length, meeting('code')).toBeGreaterThan(0)
      expect(agenda.map(row => Number(row('position')))).toEqual(agenda.map((_, index) => index + 1))
      expect(agenda.reduce((sum, row) => sum + Number(row('minutes')), 0)).toBeLessThanOrEqual(budget)
    }
  })
})

describe('figures', () => {
  const value = (indicator: string, subject: string, period: string, comparison = '') =>
    rows('observations').find(
      row =>
        row('indicator') === indicator &&
        row('subject') === subject &&
        row('period') === period &&
        row('comparison') === comparison,
    )?.('value')

  test('are marked as invented unless a page gives them', () => {
    for (const row of rows('observations'))
      expect(row('basis') === 'demonstration' || row('source_quote') !== '', row('indicator')).toBe(true)
  })

  test('the prices of April 2025 agree with what they imply of March', () => {
    expect(value('cpi', '320600', '2025-04', 'yoy')).toBe('-0.6')
    expect(value('cpi', '320600', '2025-03', 'yoy')).toBe('-0.6')
    const rise = Number(value('cpi', '320600', '2025-04', 'mom')) - Number(value('cpi', '320600', '2025-03', 'mom'))
    expect(rise).toBeCloseTo(0.7, 10)
  })

  test('the city is the sum of its ten areas', () => {
    const areas = [
      '320613',
      '320612',
      '320614',
      '320623',
      '320681',
      '320682',
      '320685',
      '320671',
      '320600-Z01',
      '320600-Z02',
    ]
    const periods = ['2024-07', '2024-08', '2025-02', '2025-03', '2025-04', '2025-05']
    for (const indicator of ['project-starts', 'industrial-investment', 'hightech-firms-new'])
      for (const period of periods) {
        const sum = areas.reduce((total, area) => total + Number(value(indicator, area, period)), 0)
        expect(Number(value(indicator, '320600', period)), `${indicator} ${period}`).toBeCloseTo(sum, 6)
      }
  })

  test('of the pool of posts add up', () => {
    const of = (name: string) => Number(value(`pool-${name}`, '320600', '2024'))
    expect(of('used') + of('free')).toBe(of('total'))
  })
})

describe('people', () => {
  test('hold no post after it ended, and one went from acting to full the day after', () => {
    for (const row of rows('posts'))
      expect(row('valid_to') === '' || row('valid_to') >= row('valid_from'), row('person')).toBe(true)
    const mayor = rows('posts').filter(row => /^代?市长$/.test(row('post_zh')))
    expect(mayor.map(row => [row('post_zh'), row('valid_from'), row('valid_to')])).toEqual([
      ['市长', '2021-03-15', '2022-05-19'],
      ['代市长', '2022-05-20', '2023-01-11'],
      ['市长', '2023-01-12', ''],
    ])
  })

  test('every role has an account, and system, security and audit are three people', () => {
    const held = rows('accounts').map(row => ({ name: row('name_zh'), roles: several(row('roles')) }))
    const named = new Set(held.flatMap(each => each.roles))
    expect(roles.filter(role => !named.has(role))).toEqual([])
    expect([...named].filter(role => !roles.some(known => known === role))).toEqual([])
    const three = ['system-operator', 'security-officer', 'auditor']
    const guards = held.filter(each => each.roles.some(role => three.includes(role)))
    expect(guards.length).toBe(3)
    expect(guards.every(each => each.roles.length === 1)).toBe(true)
    expect(new Set(guards.map(each => each.name)).size).toBe(3)
  })
})
