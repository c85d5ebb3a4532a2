import type { Kinds } from './kept.ts'
import { holds, type Somebody } from './sentences.ts'

/** Words the world holds in one place each, so that an answer that carries one says where it was read from. */
export const secret = {
  phone: '13900000001',
  note: '约谈要点如下',
  internal: '内部测算的缺口',
  page: '版面末尾的批注',
  pending: '未经审读',
  batch: '南通五月集中签约',
  child: '未共享的子项目',
}

/** What is sensitive: how it shows in an answer, on which records it stands, and who may be given it, in words of the table. */
export type Secret = { what: string; shows: string | RegExp; of: string; scopes: readonly string[]; may: string }

export const secrets: readonly Secret[] = [
  {
    what: 'phone of a contact',
    shows: secret.phone,
    of: 'matter',
    scopes: ['science'],
    may: 'office leader viewer inside@unit',
  },
  {
    what: 'note on a matter',
    shows: secret.note,
    of: 'matter',
    scopes: ['office'],
    may: 'office leader viewer inside@unit',
  },
  // Shared with Putuo: its people read the matter, and of its source not a word.
  {
    what: 'text of an internal source',
    shows: secret.internal,
    of: 'matter',
    scopes: ['shared'],
    may: 'office leader viewer inside@unit',
  },
  {
    what: 'page under review',
    shows: `science ${secret.page}`,
    of: 'page',
    scopes: ['science'],
    may: 'office leader unit@unit',
  },
  { what: 'page of the office', shows: `office ${secret.page}`, of: 'page', scopes: ['office'], may: 'office leader' },
  { what: 'page of Putuo', shows: `putuo ${secret.page}`, of: 'page', scopes: ['putuo'], may: 'office leader' },
  {
    what: 'fact that waits',
    shows: `science${secret.pending}`,
    of: 'page',
    scopes: ['science'],
    may: 'office leader unit@unit',
  },
  {
    what: 'fact that waits at the office',
    shows: `office${secret.pending}`,
    of: 'page',
    scopes: ['office'],
    may: 'office leader',
  },
  { what: 'batch of another region', shows: secret.batch, of: 'batch', scopes: ['nantong'], may: 'inside' },
  { what: 'project below a shared one', shows: secret.child, of: 'batch', scopes: ['nantong'], may: 'inside' },
  { what: 'user name', shows: '"username":"reporter2"', of: 'member', scopes: ['nantong'], may: 'administrators' },
  {
    what: 'lock of an account',
    shows: /"lockedUntil":"2/,
    of: 'member',
    scopes: ['nantong'],
    may: 'security-officer auditor',
  },
  {
    what: 'actor in the log',
    shows: /"subjectKind":"[^"]+","subjectId"/,
    of: 'member',
    scopes: ['nantong', 'putuo'],
    may: 'auditor',
  },
  {
    what: 'job',
    shows: '"kind":"test.work","state"',
    of: 'job',
    scopes: ['nantong', 'putuo'],
    may: 'all@asker system-operator',
  },
]

/** The secrets an answer carries. */
export const carried = (body: string): Secret[] =>
  secrets.filter(({ shows }) => (typeof shows === 'string' ? body.includes(shows) : shows.test(body)))

/** Whether somebody may be given a secret: of one of the records it stands on. */
export function mayHave({ of, scopes, may, what }: Secret, who: Somebody, kinds: Kinds): boolean {
  return scopes.some(scope => {
    const thing = kinds[of]?.[scope]
    if (!thing) throw new Error(`${what}: the world keeps no ${scope} ${of}`)
    return holds(may, who, thing)
  })
}
