import { describe, expect, it } from 'vitest'
import { judge, lateDays, ofMembers, ofStages, type Told } from './rules.ts'

const told = (more: Partial<Told>): Told => ({
  announcedOn: '2025-01-01',
  dueOn: null,
  heardOn: [],
  partlyDone: false,
  done: false,
  withdrawn: false,
  ...more,
})

describe('a promise', () => {
  it.each([
    ['heard of within the limit is open', {}, '2025-03-31', 'open', 89, null],
    ['of the last day of the limit is silent', {}, '2025-04-01', 'silent', 90, null],
    ['heard of again is open again', { heardOn: ['2025-03-30'] }, '2025-04-01', 'open', 2, null],
    ['due today is not overdue', { dueOn: '2025-02-01' }, '2025-02-01', 'open', 31, null],
    ['due yesterday is overdue by a day', { dueOn: '2025-02-01' }, '2025-02-02', 'overdue', 32, 1],
    [
      'half done and past its day is overdue',
      { dueOn: '2025-02-01', partlyDone: true },
      '2025-02-11',
      'overdue',
      41,
      10,
    ],
    [
      'half done and heard of is in part',
      { heardOn: ['2025-02-01'], partlyDone: true },
      '2025-02-11',
      'part',
      10,
      null,
    ],
    ['half done and not heard of is silent', { partlyDone: true }, '2025-06-01', 'silent', 151, null],
    ['done late is proved all the same', { dueOn: '2025-02-01', done: true }, '2025-06-01', 'proved', null, null],
    [
      'given up is withdrawn, whatever was done',
      { done: true, withdrawn: true },
      '2025-06-01',
      'withdrawn',
      null,
      null,
    ],
    ['of which no day is known is open and not counted', { announcedOn: null }, '2025-06-01', 'open', null, null],
    [
      'told of on a later day than asked about is not known to be',
      { heardOn: ['2025-06-02'] },
      '2025-06-01',
      'silent',
      151,
      null,
    ],
  ] satisfies Array<[string, Partial<Told>, string, string, number | null, number | null]>)(
    '%s',
    (_, more, day, standing, silentDays, overdueDays) => {
      expect(judge(told(more), 90, day)).toMatchObject({ standing, silentDays, overdueDays })
    },
  )

  it('says when it was last heard of', () => {
    expect(judge(told({ heardOn: ['2025-02-03', '2025-01-15', '2025-09-09'] }), 90, '2025-03-01').lastWordOn).toBe(
      '2025-02-03',
    )
  })
})

const order = ['lead', 'signed', 'landed', 'started', 'completed', 'in-production', 'at-capacity']
const rule = { provedAt: 'in-production', withdrawnAt: ['terminated'] }
const stage = (
  code: string,
  plannedOn: string | null,
  claimedOn: string | null,
  recognisedOn: string | null = null,
) => ({
  stage: code,
  plannedOn,
  claimedOn,
  recognisedOn,
})

describe('a project', () => {
  it.each([
    [
      'that was only signed has done nothing yet',
      [stage('signed', null, '2024-09-20', '2024-09-20')],
      { partlyDone: false, done: false, dueOn: null },
    ],
    [
      'that claims a start has done part of it',
      [stage('started', null, '2025-01-02')],
      { partlyDone: true, done: false },
    ],
    [
      'that only claims production is not kept',
      [stage('in-production', null, '2025-01-02')],
      { partlyDone: true, done: false },
    ],
    ['recognised in production is kept', [stage('in-production', null, '2025-01-02', '2025-01-09')], { done: true }],
    ['recognised beyond production is kept', [stage('at-capacity', null, null, '2025-01-09')], { done: true }],
    [
      'is due at the next planned stage that nobody says was reached',
      [
        stage('landed', '2024-10-01', '2024-10-05'),
        stage('started', '2025-03-01', null),
        stage('completed', '2026-01-01', null),
      ],
      { dueOn: '2025-03-01', dueStage: 'started' },
    ],
    [
      'is not due at a stage that was passed over',
      [stage('landed', '2024-10-01', null), stage('started', '2025-03-01', '2025-03-02', '2025-03-09')],
      { dueOn: null, dueStage: null },
    ],
    [
      'that ended last is withdrawn',
      [stage('started', null, '2025-01-02', '2025-01-02'), stage('terminated', null, '2025-04-08', '2025-04-08')],
      { withdrawn: true },
    ],
    [
      'that was taken up again after its end is not',
      [stage('started', null, '2025-05-02', '2025-05-02'), stage('terminated', null, '2025-04-08', '2025-04-08')],
      { withdrawn: false },
    ],
    ['that is suspended is not withdrawn', [stage('suspended', null, '2025-04-08')], { withdrawn: false }],
  ] as const)('%s', (_, stages, expected) => {
    expect(ofStages(stages, order, rule)).toMatchObject(expected)
  })

  it.each([
    [stage('started', '2025-03-01', '2025-03-01'), null],
    [stage('started', '2025-03-01', '2025-03-02', '2025-03-11'), 10],
    [stage('started', null, '2025-03-02'), null],
    [stage('started', '2025-03-01', null), null],
  ])('counts how late a stage came: %j → %s', (given, days) => {
    expect(lateDays(given)).toBe(days)
  })
})

describe('a batch', () => {
  const member = (done: boolean, withdrawn = false) => ({ partlyDone: done, done, withdrawn, heardOn: [] })

  it.each([
    ['of which as many are kept as were stated is kept', 2, [member(true), member(true)], { done: true }],
    [
      'of which the known ones are kept is not, when more were stated',
      3,
      [member(true), member(true)],
      { done: false, partlyDone: true },
    ],
    ['of which no number was stated is kept with its known members', null, [member(true)], { done: true }],
    [
      'of which nothing is known is neither kept nor withdrawn',
      19,
      [],
      { done: false, partlyDone: false, withdrawn: false },
    ],
    ['of which every member was given up is withdrawn', 1, [member(false, true)], { withdrawn: true }],
    ['of which one is not known of is not withdrawn', 2, [member(false, true)], { withdrawn: false }],
  ] as const)('%s', (_, stated, members, expected) => {
    expect(ofMembers(stated, members)).toMatchObject(expected)
  })
})
