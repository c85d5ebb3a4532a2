import { useState } from 'react'
import type { Problem } from '#ui/api.ts'
import { useCommand } from '#ui/form/useCommand.ts'
import { bulkAnswer, type FactView, factRow, type Span, type WrittenFact } from '../api.ts'
import { useIntakeWords } from '../words.ts'

export type Correction = { corrected?: WrittenFact; span?: Span }

export type Desk = {
  accept(fact: FactView, told?: Correction & { insteadOf?: readonly string[] }): Promise<boolean>
  correct(fact: FactView, told: Correction): Promise<boolean>
  reject(fact: FactView, reason?: string): Promise<boolean>
  undo(fact: { id: string; version: number }): Promise<boolean>
  withdraw(fact: FactView, reason: string): Promise<boolean>
  add(span: Span, fact: WrittenFact): Promise<string | null>
  acceptAbove(atLeast: number, articleId: string): Promise<boolean>
  isRunning: boolean
  problem: Problem | null
  forget(): void
  /** The last decision made here, which U takes back when the fact in hand is undecided. */
  last: { id: string; version: number } | null
  /** What was done, in one sentence. */
  told: string | null
}

/** The decisions of a review, each one command; what was refused stays beside the fact until the next act. */
export function useDesk(pageId: string): Desk {
  const say = useIntakeWords()
  const post = useCommand({ path: '/intake/facts', gives: factRow })
  const put = useCommand({ path: '/intake/facts', method: 'PUT', gives: factRow })
  const bulk = useCommand({ path: `/intake/pages/${pageId}/acceptances`, gives: bulkAnswer })
  const [last, setLast] = useState<Desk['last']>(null)
  const [told, setTold] = useState<string | null>(null)
  const all = [post, put, bulk]

  const begin = () => {
    for (const each of all) each.forget()
    setTold(null)
  }
  const decide = async (id: string, act: string, body: object, isDecision = true) => {
    begin()
    const done = await post.run(body, `/intake/facts/${id}/${act}`)
    if (done) setLast(isDecision ? { id: done.id, version: done.version } : null)
    return done !== undefined
  }
  return {
    accept: (fact, body = {}) => decide(fact.id, 'acceptance', { version: fact.version, ...body }),
    reject: (fact, reason) => decide(fact.id, 'rejection', { version: fact.version, ...(reason ? { reason } : {}) }),
    undo: ({ id, version }) => decide(id, 'undoing', { version }, false),
    withdraw: (fact, reason) => decide(fact.id, 'withdrawal', { version: fact.version, reason }, false),
    async correct(fact, body) {
      begin()
      return (await put.run({ version: fact.version, ...body }, `/intake/facts/${fact.id}`)) !== undefined
    },
    async add(span, fact) {
      begin()
      return (await post.run({ span, fact }, `/intake/pages/${pageId}/facts`))?.id ?? null
    },
    async acceptAbove(atLeast, articleId) {
      begin()
      const done = await bulk.run({ atLeast, articleId })
      if (!done) return false
      const left = done.differing > 0 ? say('bulk-differing', { count: done.differing }) : ''
      setTold(say('accepted-bulk', { accepted: done.accepted }) + left)
      return true
    },
    isRunning: all.some(each => each.isRunning),
    problem: all.find(each => each.problem !== null)?.problem ?? null,
    forget: begin,
    last,
    told,
  }
}
