import { expect, it } from 'vitest'
import { FaultError, RefusalError } from '#ui/api.ts'
import type { FactRow, FactView } from '../api.ts'
import { type Act, Outbox, shownWith } from './outbox.ts'

const row = (id: string, version: number, state: FactRow['state']): FactRow => ({
  id,
  version,
  state,
  pageId: 'p',
  articleId: 'a',
  sourceId: 's',
  position: 1,
  fact: { kind: 'place', name: '崇川区', type: '区', evidence: { start: 0, end: 3, text: '崇川区' }, confidence: 0.9 },
  original: null,
  corrected: [],
  proposed: null,
  resolved: null,
  reason: null,
  decidedBy: null,
  decidedAt: null,
  may: [],
})
const read = (id: string, version = 1): FactView => ({
  ...row(id, version, 'pending'),
  disagrees: [],
  disputed: false,
  rests: [],
})
const conflict = new RefusalError(409, { code: 'intake.changed-conflict', params: {}, field: null, fields: [] })

/** An act that moves a fact one version on, and says what was sent. */
function moving(sent: string[], id: string, state: FactRow['state'], fails?: Error): Act {
  return {
    facts: [{ id, version: 1 }],
    patch: { state },
    async send(versionOf) {
      const version = versionOf({ id, version: 1 })
      sent.push(`${id} ${state} ${version}`)
      if (fails) throw fails
      return [row(id, version + 1, state)]
    },
  }
}

it('sends every press in its order, each on the version the one before left, and shows them at once', async () => {
  const box = new Outbox([])
  const sent: string[] = []
  void box.add(moving(sent, 'one', 'accepted'))
  void box.add(moving(sent, 'two', 'rejected'))
  void box.add(moving(sent, 'one', 'pending'))
  expect(shownWith(box.state(), read('one')).state).toBe('pending')
  expect(shownWith(box.state(), read('two')).state).toBe('rejected')
  await box.settled()
  expect(sent).toEqual(['one accepted 1', 'two rejected 1', 'one pending 2'])
  expect(shownWith(box.state(), read('one'))).toMatchObject({ state: 'pending', version: 3 })
})

it('shows what others made of a fact since, not what we knew', async () => {
  const box = new Outbox([])
  await box.add(moving([], 'one', 'accepted'))
  expect(shownWith(box.state(), { ...read('one', 9), state: 'rejected' }).state).toBe('rejected')
})

it('does not send what rested on a refused act, and says what was refused beside its fact', async () => {
  const box = new Outbox([])
  const sent: string[] = []
  void box.add(moving(sent, 'one', 'pending', conflict))
  void box.add(moving(sent, 'one', 'accepted'))
  void box.add(moving(sent, 'two', 'accepted'))
  await box.settled()
  expect(sent).toEqual(['one pending 1', 'two accepted 1'])
  expect([...box.state().problems]).toEqual([['one', conflict]])
  expect(shownWith(box.state(), read('one')).state).toBe('pending')
  expect(box.state().waiting).toEqual([])
})

it('asks again under the same key where no answer came, and not where a rule refused', async () => {
  const keys: string[] = []
  const act = (error: Error, times: number): Act => ({
    facts: [{ id: 'one', version: 1 }],
    patch: {},
    async send(_, key) {
      keys.push(key)
      if (keys.length <= times) throw error
      return []
    },
  })
  const box = new Outbox([0, 0])
  await box.add(act(new FaultError('network', null), 2))
  expect(keys).toHaveLength(3)
  expect(new Set(keys).size).toBe(1)
  keys.length = 0
  await box.add(act(conflict, 9))
  expect(keys).toHaveLength(1)
})
