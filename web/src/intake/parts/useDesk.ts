import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { type Problem, useApi } from '#ui/api.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { dayOfInstant, formatDay } from '#ui/days/days.ts'
import { useCommand, writingInThePast } from '#ui/form/useCommand.ts'
import { useLanguage } from '#ui/language/language.ts'
import {
  bulkAnswer,
  type Contradiction,
  decidedFact,
  type FactRow,
  type FactView,
  factRow,
  type PageDetail,
  type Span,
  undoneAnswer,
  type Verdict,
  type WrittenFact,
} from '../api.ts'
import { useIntakeWords } from '../words.ts'
import type { Laying } from './LayForm.tsx'
import { type Act, Outbox, type Seen, shownWith, type VersionOf } from './outbox.ts'
import { summaryOf } from './summary.ts'
import { useLaying } from './useLaying.ts'

export type Correction = { corrected?: WrittenFact; span?: Span }

export type Desk = {
  accept(fact: FactView, told?: Correction): Promise<boolean>
  correct(fact: FactView, told: Correction): Promise<boolean>
  /** Rejects a fact; `misread` false says that it was read right and is not wanted, which teaches the reader nothing. */
  reject(fact: FactView, told?: { misread: boolean }): Promise<boolean>
  /** Takes the decision about this fact back. */
  undo(fact: FactView): Promise<boolean>
  /** Takes back the last thing done here, whatever it was; gives the fact to look at, or null where there is nothing left. */
  undoLast(): string | null
  withdraw(fact: FactView, reason: string): Promise<boolean>
  /** Says what is right where a fact contradicts others. */
  decide(fact: FactView, item: Contradiction, told: { verdict: Verdict; reason: string | undefined }): Promise<boolean>
  /** Takes such a decision back. */
  undecide(fact: FactView, item: Contradiction): Promise<boolean>
  add(span: Span, fact: WrittenFact): Promise<string | null>
  acceptAbove(atLeast: number, articleId: string): Promise<boolean>
  /** Lays a line otherwise; the articles it touches are read again. */
  lay(laying: Laying): Promise<boolean>
  /** The fact as it stands with what was done here and is still on its way. */
  show(fact: FactView): FactView
  isRunning: boolean
  /** What was refused about this fact, or of adding and accepting in bulk where no fact is named. */
  problemOf(id: string | null): Problem | null
  /** The facts about which something was refused that nobody has looked at. */
  refused: readonly string[]
  forget(...ids: readonly string[]): void
  /** What was done, in one sentence. */
  told: string | null
}

/** Something done here: what it is called, the fact it is about, and how it is taken back. */
type Done = { said: string; id: string; takeBack: () => Promise<boolean> }

const READ_AGAIN_MS = 250
const undecided = { state: 'pending', decidedBy: null, decidedAt: null, reason: null } as const

/**
 * The decisions of a review, each one command. They are shown at once and sent in order behind the reader's back; what was refused stays
 * with its fact until it is looked at. Everything done here can be taken back, the last first.
 */
export function useDesk({ id: pageId, version }: Pick<PageDetail, 'id' | 'version'>): Desk {
  const say = useIntakeWords()
  const api = useApi()
  const language = useLanguage()
  const { instant } = useAsOf()
  const [outbox] = useState(() => new Outbox())
  const state = useSyncExternalStore(outbox.subscribe, outbox.state)
  const readSoon = useReadSoon(outbox)
  const post = useCommand({ path: `/intake/pages/${pageId}/facts`, gives: factRow })
  const bulk = useCommand({ path: `/intake/pages/${pageId}/acceptances`, gives: bulkAnswer })
  const unbulk = useCommand({ path: `/intake/pages/${pageId}/undoing`, gives: undoneAnswer })
  const past = instant === undefined ? null : writingInThePast(formatDay(dayOfInstant(instant), language))
  const laid = useLaying(pageId, version, past)
  const [told, setTold] = useState<string | null>(null)
  const stack = useRef<Done[]>([])
  const all = [post, bulk, unbulk, laid]

  const begin = () => {
    for (const each of all) each.forget()
    setTold(null)
  }
  const add = async (act: Act): Promise<readonly FactRow[] | undefined> => {
    begin()
    const rows = await outbox.add(past ? { ...act, patch: {}, send: () => Promise.reject(past) } : act)
    readSoon()
    return rows
  }
  const send = (fact: Seen, path: string, body: object, method: 'POST' | 'PUT' = 'POST') => {
    return async (versionOf: VersionOf, idempotencyKey: string) => {
      const whole = { version: versionOf(fact), ...body }
      return [await api.send(`/intake/facts/${fact.id}${path}`, whole, factRow, { method, idempotencyKey })]
    }
  }
  /** Does it, and remembers how it is taken back; what is refused was not done. */
  const doing = async (said: string, act: Act, id: string, takeBack: () => Promise<boolean>) => {
    const done: Done = { said, id, takeBack }
    stack.current.push(done)
    const rows = await add(act)
    if (rows === undefined) stack.current = stack.current.filter(each => each !== done)
    return rows !== undefined
  }
  const nameOf = ({ fact }: FactView) => {
    const { about, said } = summaryOf(fact)
    return [...(about || said)].slice(0, 20).join('')
  }
  /** The fact back to how it was written before, while it is pending. */
  const restore = (fact: FactView): Act => ({
    facts: [fact],
    patch: { fact: fact.fact, corrected: fact.corrected },
    send: send(fact, '', { corrected: writtenOf(fact), span: spanOf(fact) }, 'PUT'),
  })
  const undo = async (fact: FactView) =>
    (await add({ facts: [fact], patch: undecided, send: send(fact, '/undoing', {}) })) !== undefined
  const undoing = (fact: Seen, made: Seen): Act => ({
    facts: [fact],
    patch: {},
    send: send(fact, '/contradictions/undoing', { decision: { id: made.id, version: made.version } }),
  })
  /** A verdict on its way, and how it is taken back: by the decision it made. */
  const decision = (fact: FactView, item: Contradiction, told: { verdict: Verdict; reason: string | undefined }) => {
    let made: Seen | undefined
    const path = `/intake/facts/${fact.id}/contradictions`
    const act: Act = {
      facts: [fact],
      patch: { disagrees: fact.disagrees.filter(each => each !== item), ...patchOf(fact, told.verdict) },
      async send(versionOf, idempotencyKey) {
        const others = item.others.map(({ factId }) => factId)
        const body = {
          version: versionOf(fact),
          kind: item.kind,
          others,
          ...told,
          seen: item.decision?.version ?? null,
        }
        const decided = await api.send(path, body, decidedFact, { method: 'POST', idempotencyKey })
        made = decided.decision
        return [decided.fact]
      },
    }
    return { act, takeBack: async () => made !== undefined && (await add(undoing(fact, made))) !== undefined }
  }
  const decide = (
    said: string,
    fact: FactView,
    act: string,
    patch: Partial<FactView>,
    body: Correction & { reason?: string; misread?: boolean },
  ) =>
    doing(`${said} ${nameOf(fact)}`, { facts: [fact], patch, send: send(fact, act, body) }, fact.id, async () => {
      const isUndone = await undo(fact)
      const isAsBefore = body.corrected === undefined && body.span === undefined
      return isUndone && (isAsBefore || (await add(restore(fact))) !== undefined)
    })

  return {
    accept: (fact, body = {}) =>
      decide(say('accept'), fact, '/acceptance', { ...rewritten(fact, body), state: 'accepted' }, body),
    reject: (fact, told = { misread: true }) =>
      decide(say(told.misread ? 'reject' : 'set-aside'), fact, '/rejection', { state: 'rejected' }, told),
    undo,
    undoLast() {
      const last = stack.current.pop()
      if (!last) return null
      void last.takeBack().then(isDone => isDone && setTold(say('undone-this', { what: last.said })))
      return last.id
    },
    withdraw: async (fact, reason) =>
      (await add({
        facts: [fact],
        patch: { state: 'withdrawn' },
        send: send(fact, '/withdrawal', { reason }),
      })) !== undefined,
    correct: (fact, body) => {
      const act = { facts: [fact], patch: rewritten(fact, body), send: send(fact, '', body, 'PUT') }
      return doing(`${say('edit')} ${nameOf(fact)}`, act, fact.id, async () => (await add(restore(fact))) !== undefined)
    },
    decide: (fact, item, told) => {
      const { act, takeBack } = decision(fact, item, told)
      return doing(`${say(`verdict-${told.verdict}`)} ${nameOf(fact)}`, act, fact.id, takeBack)
    },
    undecide: async (fact, item) => {
      const { decision: made } = item
      if (!made) return false
      const patch = {
        disagrees: fact.disagrees.map(each => (each === item ? { ...each, isOpen: true, decision: null } : each)),
      }
      const isDone = (await add({ ...undoing(fact, made), patch })) !== undefined
      if (isDone) setTold(say('verdict-undone'))
      return isDone
    },
    async add(span, fact) {
      begin()
      await outbox.settled()
      const row = await post.run({ span, fact })
      if (!row) return null
      stack.current.push({
        said: say('by-hand'),
        id: row.id,
        takeBack: async () =>
          (await add({ facts: [row], patch: { state: 'rejected' }, send: send(row, '/undoing', {}) })) !== undefined,
      })
      return row.id
    },
    async acceptAbove(atLeast, articleId) {
      begin()
      await outbox.settled()
      const done = await bulk.run({ atLeast, articleId })
      if (!done) return false
      const said = say('accepted-bulk', { accepted: done.accepted })
      const why = done.why.map(({ kind, count }) => `${say(`left-${kind}`)} ${count}`).join(say('bulk-comma'))
      setTold(said + (done.differing > 0 ? say('bulk-differing', { count: done.differing, why }) : ''))
      const [first] = done.facts
      if (first)
        stack.current.push({
          said: say('bulk-of', { count: done.facts.length }),
          id: first.id,
          takeBack: async () => {
            await outbox.settled()
            return (await unbulk.run({ facts: done.facts })) !== undefined
          },
        })
      return true
    },
    async lay(laying) {
      begin()
      await outbox.settled()
      const done = await laid.lay(laying)
      if (!done) return false
      const differing = done.decidedDiffering.length
      setTold(say('laid', { reread: done.reread }) + (differing > 0 ? say('laid-differing', { count: differing }) : ''))
      stack.current.push({
        said: say(`lay-${laying.act}`),
        id: '',
        takeBack: async () => {
          await outbox.settled()
          return (await laid.undo()) !== undefined
        },
      })
      return true
    },
    show: fact => shownWith(state, fact),
    isRunning: state.waiting.length > 0 || all.some(each => each.isRunning),
    problemOf: id =>
      id === null ? (all.find(each => each.problem !== null)?.problem ?? null) : (state.problems.get(id) ?? null),
    refused: [...state.problems.keys()],
    forget(...ids) {
      begin()
      outbox.forget(ids)
    },
    told,
  }
}

/** Has everything on the page read again a moment after the last act was answered, so that a fast reader is not read against. */
function useReadSoon(outbox: Outbox): () => void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      if (outbox.state().waiting.length === 0) void client.invalidateQueries({ queryKey: ['api'] })
    }, READ_AGAIN_MS)
  }
}

/** What a verdict makes of the fact in hand. */
function patchOf({ state }: FactView, verdict: Verdict): Partial<FactView> {
  if (verdict === 'open') return {}
  if (verdict === 'earlier') return { state: state === 'pending' ? 'rejected' : 'withdrawn' }
  return { state: 'accepted' }
}

const spanOf = ({ fact }: FactView): Span => ({ start: fact.evidence.start, end: fact.evidence.end })

function writtenOf({ fact }: FactView): WrittenFact {
  const { evidence: _, confidence: __, ...written } = fact
  return written
}

/** How a fact reads with a correction, before the server has said so; a new passage is cut from the page when it has. */
function rewritten(view: FactView, { corrected }: Correction): Partial<FactView> {
  if (corrected === undefined) return {}
  const { evidence, confidence } = view.fact
  return { fact: { ...corrected, evidence, confidence } }
}
