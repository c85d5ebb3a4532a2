import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { threeAdministrators } from '#contract/accounts.ts'
import type { Role } from '#contract/kernel.ts'
import type { Actor } from '#kernel/context.ts'
import type { Sentence } from '#kernel/policy.ts'
import { rooms } from './rooms.ts'

/*
 * The three administrators (三员分立): what each may do, as a table that is held against every verb of every room. A new verb that one of
 * them would hold fails here until somebody decides on it.
 */

const UNIT = '00000000-0000-7000-8000-00000000000a'
const OTHER = '00000000-0000-7000-8000-00000000000b'

/** What each of the three may do and no other of them. */
const own: Record<(typeof threeAdministrators)[number], readonly string[]> = {
  'system-operator': ['accounts.add', 'accounts.change', 'accounts.reset-password', 'accounts.set-rights'],
  'security-officer': [
    'accounts.lock',
    'accounts.reset-second-factor',
    'accounts.set-second-factor-rule',
    'accounts.unlock',
  ],
  auditor: ['accounts.read-log'],
}
/** What all three may see of accounts, and the officer and the auditor besides. */
const seen = ['accounts.list', 'accounts.read', 'accounts.read-second-factor-rule']
const watched = ['accounts.see-failures']
/** Of the machine: the operator keeps backups and the model, the auditor watches that backups are kept. */
const machine: Record<(typeof threeAdministrators)[number], readonly string[]> = {
  'system-operator': ['intake.see-model', 'intake.see-sources', 'jobs.read-backups'],
  'security-officer': [],
  auditor: ['jobs.read-backups'],
}
/** What everybody may who works here: see what every unit sees, follow their own long work, and keep their own account. */
const everybody = [
  'accounts.own-password',
  'accounts.own-second-factor',
  'accounts.own-sessions',
  'gatherings.pack',
  'gatherings.read',
  'indicators.read',
  'jobs.cancel',
  'jobs.read',
  'matters.list',
  'matters.read',
  'participation.portal',
  'projects.read',
  'promises.read',
  'publishing.read',
  'registry.read',
]

describe('the three administrators', () => {
  it.each(threeAdministrators)('the %s holds what the table says, on whatever record, and nothing else', role => {
    const shared = [...seen, ...(role === 'system-operator' ? [] : watched), ...machine[role]]
    expect(held([role])).toEqual([...own[role], ...shared, ...everybody].toSorted())
  })

  it('share no power to change anything but their own account and their own long work', () => {
    const all = threeAdministrators.flatMap(role => own[role])
    expect(new Set(all).size).toBe(all.length)
    const readers = [...seen, ...watched, ...machine['system-operator'], ...everybody].filter(
      verb => !/\.(own-|cancel$)/.test(verb),
    )
    expect(readers.filter(verb => !/\.(read|list|pack|portal|see|read-[a-z-]+|see-[a-z-]+)$/.test(verb))).toEqual([])
    // Nobody gets into somebody's account alone: the password and the second factor are two persons' to take away.
    expect(own['system-operator']).toContain('accounts.reset-password')
    expect(own['security-officer']).toContain('accounts.reset-second-factor')
  })

  it('read of the business what a viewer reads, not more, and change none of it', () => {
    const viewer = held(['viewer'])
    for (const role of threeAdministrators) {
      const business = held([role]).filter(verb => !verb.startsWith('accounts.'))
      expect(business.filter(verb => !viewer.includes(verb) && !machine[role].includes(verb))).toEqual([])
    }
  })

  it('never act on their own account but as everybody does', () => {
    const acting = ['set-rights', 'reset-password', 'lock', 'unlock', 'reset-second-factor'].map(
      verb => `accounts.${verb}`,
    )
    for (const role of threeAdministrators)
      expect(held([role], { id: 'me' }).filter(verb => acting.includes(verb))).toEqual([])
    expect(held(['security-officer']).filter(verb => acting.includes(verb))).toHaveLength(3)
  })
})

describe('the log', () => {
  it('is written to by nothing but adding, and no route leads to more than reading it', async () => {
    const statements = (await sources()).flatMap(({ path, text }) =>
      changesOfLog(text).map(words => `${path}: ${words}`),
    )
    expect(statements).toEqual([])
    expect(
      rooms.flatMap(({ routes }) => routes).filter(({ method, path }) => method !== 'GET' && /\blog\b/.test(path)),
    ).toEqual([])
  })

  it('is seen by this search where it would be changed', () => {
    expect(
      changesOfLog('sql`Delete\n  from log_entry where id = 1` + sql`update log_leaf set index = 2`'),
    ).toHaveLength(2)
    expect(changesOfLog('sql`delete from log_pending`; sql`insert into log_entry`')).toEqual([])
  })
})

/**
 * The verbs that roles hold on at least one record of their region: sentences look at different columns, so each is asked on records
 * whose columns are all the own unit, all another's, all true and so on.
 */
function held(roles: readonly Role[], fixed: Record<string, unknown> = {}): string[] {
  const actor: Actor = {
    id: 'me',
    name: '某人',
    regionId: 320600,
    unitId: UNIT,
    unitIds: [UNIT],
    roles: new Set(roles),
  }
  const columns = [UNIT, [UNIT], OTHER, [OTHER], true, false, null, 'me'].map(
    value => new Proxy({}, { get: (_, name) => (name === 'regionId' ? 320600 : (fixed[String(name)] ?? value)) }),
  )
  const holds = (sentence: Sentence<never>) =>
    columns.some(row => {
      try {
        return sentence.test(actor, row as never)
      } catch {
        // The sentence looks for a list where this record has none: it does not hold on it.
        return false
      }
    })
  return rooms
    .flatMap(({ policy }) => Object.entries<Sentence<never>>(policy))
    .filter(([, sentence]) => holds(sentence))
    .map(([verb]) => verb)
    .toSorted()
}

/** Statements that would change or take away what the log holds. */
const changesOfLog = (text: string) =>
  [
    ...text.matchAll(
      /\b(update|delete\s+from|truncate(?:\s+table)?|drop\s+table)\s+(log_(?:entry|leaf|checkpoint))\b/gi,
    ),
  ].map(([words]) => words)

async function sources(): Promise<Array<{ path: string; text: string }>> {
  const root = join(import.meta.dirname, '..')
  const names = await readdir(root, { recursive: true })
  const own = names.filter(name => /\.(ts|sql)$/.test(name) && !/\.test\.ts$|^testing\//.test(name))
  return Promise.all(own.map(async path => ({ path, text: await readFile(join(root, path), 'utf8') })))
}
