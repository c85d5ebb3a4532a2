import { randomInt } from 'node:crypto'
import { members } from '#kernel/accounts/members.ts'
import { prizesOf } from '../participation/store/prizes.ts'
import { aDraw, aPlayedQuiz, aSourceFrom } from '../participation/testing/aPublishedDraw.ts'
import { aBank } from '../participation/testing/aQuiz.ts'
import { aQuizToDraw } from './aFrozenDraw.ts'
import { type City, NANTONG } from './city.ts'

/** A write as the web sends it, which changes the test city whenever it is made anew. */
export type Write = { method: 'POST' | 'PUT'; url: string; body: object }

/** What a room's write needs beforehand is done through the same server, and its answers are read loosely. */
type Send = (username: string, write: Write) => Promise<Record<string, unknown>>
export type WriteOfRoom = { name: string; as: string; make(send: Send, city: City): Promise<Write> | Write }

const post = (path: string, body: object): Write => ({ method: 'POST', url: `/api/${NANTONG}${path}`, body })
const [FIRST, LAST] = [0x4e00, 0x9000]

/** A name nobody has used and none is like: the registry asks about names that are alike. */
const name = (length = 8) => String.fromCodePoint(...Array.from({ length }, () => randomInt(FIRST, LAST)))
/** Letters that no reading takes for a fact, whichever they are: each page must be another, and read as all the others. */
const foreign = (length: number) => String.fromCodePoint(...Array.from({ length }, () => randomInt(0x3b1, 0x3c2)))
const code = () => `w${randomInt(2 ** 40).toString(36)}`

/** One write of each room that has any, and of the matters, whose lifecycle is longest, several. */
export const writesOfRooms: readonly WriteOfRoom[] = [
  {
    name: 'registry: an organisation',
    as: 'staff',
    make: () => post('/registry/organisations', { name: name(), type: 'firm' }),
  },
  {
    name: 'registry: a unit',
    as: 'head',
    make: () => post('/registry/units', { code: code(), nameZh: name(), kind: 'government' }),
  },
  { name: 'matters: a draft', as: 'staff', make: () => post('/matters', matter()) },
  {
    name: 'matters: a proposal',
    as: 'staff',
    async make(send, city) {
      const parts = [{ role: 'lead', unitId: city.unit('science') }]
      const { id, version } = await send('staff', post('/matters', { ...matter(), parts, dueOn: '2025-09-30' }))
      return post(`/matters/${id}/propose`, { version: version ?? 1 })
    },
  },
  {
    name: 'indicators: an indicator',
    as: 'staff',
    make: () => post('/indicators/indicators', { code: code(), nameZh: name(), unit: '%', kind: 'ratio' }),
  },
  { name: 'projects: a project', as: 'staff', make: () => post('/projects', { name: name() }) },
  {
    name: 'gatherings: a meeting',
    as: 'staff',
    make: () => post('/gatherings', { title: name(), heldOn: '2025-06-12' }),
  },
  {
    name: 'participation: a quiz',
    as: 'staff',
    async make(_send, city) {
      const { id: bankId } = await aBank(city)
      const times = { opensAt: '2025-06-01T00:00:00Z', closesAt: '2025-06-15T00:00:00Z' }
      const fields = { titleZh: name(), organiser: name(), bankId, bankVersion: 1, ...times, rules: {}, draws: null }
      return post('/participation/quizzes', fields)
    },
  },
  {
    name: 'participation: a frozen draw',
    as: 'staff',
    async make(_send, city) {
      const quizId = await aQuizToDraw(city)
      return post(`/participation/quizzes/${quizId}/draws`, { number: 1, sources: [aSourceFrom(city.clock.now())] })
    },
  },
  {
    name: 'participation: a prize that goes to the next reserve',
    as: 'head',
    async make(_send, city) {
      const { quizId } = await aPlayedQuiz(city, 4)
      const draw = await aDraw(city, quizId, 1)
      const [won] = await city.do('staff', ctx => prizesOf(ctx, draw))
      return post(`/participation/prizes/${won?.id}/refuse`, { version: won?.version ?? 1, reason: '放弃' })
    },
  },
  {
    name: 'intake: a page',
    as: 'staff',
    make: () =>
      post('/intake/pages', {
        name: name(),
        text: `会议听取了汇报，决定由市科技局列出清单。${foreign(24)}`,
      }),
  },
  {
    name: 'accounts: a lock on a name',
    as: 'security',
    // Made without its password, which takes longer to hash than all the rest.
    async make(_send, city) {
      const made = {
        accountId: code(),
        username: code(),
        name: name(3),
        unitId: null,
        roles: ['viewer' as const],
        active: true,
      }
      const { id } = await city.do('system', ctx => members.insert(ctx, made))
      return post(`/accounts/${id}/lock`, { days: 2 })
    },
  },
]

function matter() {
  return { title: name(12), goal: name(12) }
}
