import type { Fact } from '#contract/extraction.ts'
import type { DropReason } from './check.ts'
import { beside } from './merge.ts'

type There = { id: string; articleId: string; fact: Fact }

/** What comes of the proposals of one part, held one after another against what stands on the page and against each other. */
export class Counted {
  readonly added: Array<{ fact: Fact; articleId: string }> = []
  /** Facts that stood there and that the model has now said too. */
  readonly agreeing: string[] = []
  readonly dropped: Partial<Record<DropReason, number>> = {}
  /** How many facts each article had before. */
  readonly standing: ReadonlyMap<string, number>
  readonly #there: ReadonlyMap<string, readonly There[]>
  readonly #proposed: Set<string>

  /** `there` are all facts of the page, decided ones too; `proposed` those that a model proposed or agreed with before. */
  constructor(there: readonly There[], proposed: ReadonlySet<string>) {
    this.#there = Map.groupBy(there, ({ articleId }) => articleId)
    this.standing = new Map([...this.#there].map(([article, facts]) => [article, facts.length]))
    this.#proposed = new Set(proposed)
  }

  drop(why: DropReason, times = 1): void {
    if (times > 0) this.dropped[why] = (this.dropped[why] ?? 0) + times
  }

  /** Takes a fact that was checked: it is new, one that is there, or said before. */
  take(fact: Fact, articleId: string): void {
    const twin = this.added.some(each => each.articleId === articleId && beside(fact, each.fact) !== 'other')
    if (twin) {
      this.drop('repeated')
      return
    }
    const near = (this.#there.get(articleId) ?? []).map(each => ({ id: each.id, how: beside(fact, each.fact) }))
    const same = near.find(({ how }) => how === 'agrees')
    if (same && this.#proposed.has(same.id)) this.drop('repeated')
    else if (same) {
      this.#proposed.add(same.id)
      this.agreeing.push(same.id)
    } else if (near.some(({ how }) => how === 'read-already')) this.drop('read-already')
    else this.added.push({ fact, articleId })
  }
}
