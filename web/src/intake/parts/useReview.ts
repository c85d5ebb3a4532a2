import { type RefObject, useEffect, useRef, useState } from 'react'
import { useKeys } from '#ui/keys.ts'
import { usePathText, useUrlState } from '#ui/urlState.ts'
import type { ArticleDetail, FactView, PageDetail } from '../api.ts'
import type { Editing } from './FactActs.tsx'
import { thresholds } from './FactsHead.tsx'
import type { Desk } from './useDesk.ts'
import { useVerdicts } from './useVerdicts.ts'

type Spec = {
  page: PageDetail
  article: ArticleDetail | null
  from: number
  desk: Desk
  mayReview: boolean
  /** Something else has the keys: a form, or a field being put right. */
  isEditing: boolean
  onEdit: (editing: Editing | null) => void
  list: RefObject<HTMLElement | null>
}

/** Which fact is in hand, what the list shows, and the acts on it by key; where one is stands in the address. */
export function useReview({ page, article, from, desk, mayReview, isEditing, onEdit, list }: Spec) {
  const [values, set] = useUrlState()
  const inPath = usePathText('fact')
  const [threshold, setThreshold] = useState<number>(thresholds[1])
  const onlyPending = values.only === 'pending'
  const facts = (article?.facts ?? []).map(desk.show)
  const [inHand, take] = useInHand(values.fact)
  // What a person went to by hand is what they mean by U, before the last thing they did.
  const isChosen = useRef(false)
  const current = chosenOf(facts, inHand ?? values.fact ?? inPath, values.span)
  const shown = onlyPending ? facts.filter(({ state, id }) => state === 'pending' || id === current?.id) : facts

  const stand = (id: string) => {
    take(id)
    set({ fact: id, article: article?.id }, { replace: true })
  }
  const choose = (id: string) => {
    onEdit(null)
    desk.forget(...(current ? [current.id] : []))
    isChosen.current = true
    stand(id)
  }
  const goToArticle = (id: string) => set({ article: id, fact: undefined, span: undefined, from: undefined })
  const goTo = (start: number) =>
    set({ from: start > 0 ? String(start) : undefined, fact: undefined, article: article?.id })
  const step = (by: 1 | -1) => {
    const at = shown.findIndex(({ id }) => id === current?.id)
    const to = shown[at < 0 ? 0 : at + by]
    if (to) choose(to.id)
  }
  /** The articles in the order of the page, beginning behind this one. */
  const others = article ? inTurn(page.items, article.id) : []
  /** On to the next undecided fact: below, else above, else further on in the page; when all are decided, the one in hand stays. */
  const goOn = (decided: FactView) => {
    isChosen.current = false
    const at = facts.findIndex(({ id }) => id === decided.id)
    const [below, above] = [facts.slice(at + 1), facts.slice(0, Math.max(0, at))].map(part =>
      part.find(({ state }) => state === 'pending'),
    )
    const further = others.find(({ counts }) => counts.pending > 0)
    const waiting = below ?? above
    if (waiting) stand(waiting.id)
    else if (article && article.nextFrom !== null) goTo(article.nextFrom)
    else if (from > 0 && article && article.counts.pending > facts.length) goTo(0)
    else if (further) goToArticle(further.id)
    else stand(decided.id)
  }
  /** What the key decides is shown and left at once; a refusal stays with its fact. */
  const act = (work: (fact: FactView) => unknown) => {
    if (current?.state !== 'pending') return
    void work(current)
    goOn(current)
  }
  const accept = () => act(fact => desk.accept(fact))
  const verdicts = useVerdicts({ current, desk, onNext: goOn, onAccept: accept })
  const reject = () => act(fact => desk.reject(fact))
  const setAside = () => act(fact => desk.reject(fact, { misread: false }))
  const undo = () => {
    if (!current || current.state === 'pending') return
    void desk.undo(current)
    stand(current.id)
  }
  const undoLast = () => {
    const id = desk.undoLast()
    isChosen.current = false
    if (id === null) undo()
    else if (facts.some(fact => fact.id === id)) stand(id)
  }
  const undoThisOrLast = () => (isChosen.current && current?.state !== 'pending' ? undo() : undoLast())
  const acceptAbove = async () => {
    isChosen.current = false
    // What is left waits for a person, beginning with the first.
    if (article && (await desk.acceptAbove(threshold, article.id))) {
      take(null)
      set({ fact: undefined, article: article.id }, { replace: true })
    }
  }
  const neighbour = (by: 1 | -1) => {
    const to = by === 1 ? others[0] : others.at(-1)
    if (to) goToArticle(to.id)
  }
  const shift = (by: 1 | -1) => {
    const to = thresholds[thresholds.findIndex(each => each === threshold) + by]
    if (to !== undefined) setThreshold(to)
  }

  useKeys(
    {
      j: () => step(1),
      k: () => step(-1),
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      n: () => neighbour(1),
      p: () => neighbour(-1),
    },
    !isEditing,
  )
  useKeys(
    {
      a: () => verdicts.give('this') || accept(),
      b: () => verdicts.give('both'),
      o: () => verdicts.give('open'),
      x: () => verdicts.give('earlier') || reject(),
      'shift+x': setAside,
      e: () => current?.state === 'pending' && onEdit({}),
      u: undoThisOrLast,
      'ctrl+z': undoLast,
      'shift+a': () => void acceptAbove(),
      '[': () => shift(1),
      ']': () => shift(-1),
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
    /** Enter: of what contradicts others it asks once more, as a person says first which stands. */
    acceptOnly: () => verdicts.acceptOpen() || accept(),
    acceptOpen: verdicts.acceptOpen,
    verdict: verdicts.asked,
    isAsking: verdicts.isAsking,
    giveVerdict: verdicts.give,
    decideOpen: verdicts.decide,
    closeVerdict: verdicts.close,
    reject,
    setAside,
    undo,
    acceptAbove,
  }
}

/**
 * The fact in hand before the address says so: keys may be pressed faster than the address moves. It gives way when the address has come
 * to it, so that going back in the browser goes back here too.
 */
function useInHand(inAddress: string | undefined): [string | null, (id: string | null) => void] {
  const [own, setOwn] = useState<string | null>(null)
  if (own !== null && own === inAddress) setOwn(null)
  return [own, setOwn]
}

function inTurn<Item extends { id: string }>(items: readonly Item[], id: string): Item[] {
  const at = items.findIndex(each => each.id === id)
  return [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))]
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
