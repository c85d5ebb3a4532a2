import { type RefObject, useEffect, useState } from 'react'
import { useKeys } from '#ui/keys.ts'
import { usePathText, useUrlState } from '#ui/urlState.ts'
import type { ArticleDetail, FactView, PageDetail } from '../api.ts'
import { thresholds } from './FactsHead.tsx'
import type { Desk } from './useDesk.ts'

type Spec = {
  page: PageDetail
  article: ArticleDetail | null
  desk: Desk
  mayReview: boolean
  isEditing: boolean
  onEdit: (editing: boolean) => void
  list: RefObject<HTMLElement | null>
}

/** Which fact is in hand, what the list shows, and the acts on it by key; where one is stands in the address. */
export function useReview({ page, article, desk, mayReview, isEditing, onEdit, list }: Spec) {
  const [values, set] = useUrlState()
  const inPath = usePathText('fact')
  const [threshold, setThreshold] = useState<number>(thresholds[1])
  const onlyPending = values.only === 'pending'
  const facts = article?.facts ?? []
  const current = chosenOf(facts, values.fact ?? inPath, values.span)
  const shown = onlyPending ? facts.filter(({ state, id }) => state === 'pending' || id === current?.id) : facts

  const choose = (id: string) => {
    onEdit(false)
    desk.forget()
    set({ fact: id, article: article?.id }, { replace: true })
  }
  const goToArticle = (id: string) => set({ article: id, fact: undefined, span: undefined, from: undefined })
  const goTo = (from: number) =>
    set({ from: from > 0 ? String(from) : undefined, fact: undefined, article: article?.id })
  const step = (by: 1 | -1) => {
    const at = shown.findIndex(({ id }) => id === current?.id)
    const to = shown[at < 0 ? 0 : at + by]
    if (to) choose(to.id)
  }
  /** On to the next undecided fact below, else the first above; when all are decided, the one in hand stays. */
  const goOn = (decided: FactView) => {
    const at = facts.findIndex(({ id }) => id === decided.id)
    const waiting = [...facts.slice(at + 1), ...facts.slice(0, Math.max(0, at))].find(
      ({ state }) => state === 'pending',
    )
    if (waiting) set({ fact: waiting.id, article: article?.id }, { replace: true })
    else set({ fact: decided.id, article: article?.id }, { replace: true })
  }
  const act = async (work: (fact: FactView) => Promise<boolean>) => {
    if (current?.state === 'pending' && (await work(current))) goOn(current)
  }
  const accept = () => act(fact => desk.accept(fact))
  const reject = () => act(fact => desk.reject(fact))
  const takeThis = () => act(fact => desk.accept(fact, { insteadOf: fact.differs.map(each => each.factId) }))
  const undo = async () => {
    const target = current && current.state !== 'pending' ? current : desk.last
    if (target && (await desk.undo(target))) set({ fact: target.id }, { replace: true })
  }
  const acceptAbove = async () => {
    // What is left waits for a person, beginning with the first.
    if (article && (await desk.acceptAbove(threshold, article.id)))
      set({ fact: undefined, article: article.id }, { replace: true })
  }

  useKeys({ j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1) }, !isEditing)
  useKeys(
    {
      a: () => void (current && current.differs.length > 0 ? takeThis() : accept()),
      b: () => void (current && current.differs.length > 0 && accept()),
      x: () => void reject(),
      e: () => current?.state === 'pending' && onEdit(true),
      u: () => void undo(),
      'shift+a': () => void acceptAbove(),
    },
    mayReview && !isEditing,
  )

  const id = current?.id
  useEffect(() => {
    if (id) list.current?.querySelector(`[data-fact="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [id, list])

  return {
    facts,
    shown,
    current,
    onlyPending,
    setOnlyPending: (only: boolean) => set({ only: only ? 'pending' : undefined }, { replace: true }),
    threshold,
    setThreshold,
    choose,
    goToArticle,
    goTo,
    accept,
    reject,
    undo,
    acceptAbove,
    pageId: page.id,
  }
}

/** The fact of the address, the one whose passage the address names, else the first that waits, else the first. */
function chosenOf(facts: readonly FactView[], id: string, span: string | undefined): FactView | undefined {
  const [start, end] = (span ?? '').split('-').map(Number)
  return (
    facts.find(fact => fact.id === id) ??
    facts.find(({ fact }) => fact.evidence.start === start && fact.evidence.end === end) ??
    facts.find(({ state }) => state === 'pending') ??
    facts[0]
  )
}
