import type { FactKind } from '#contract/extraction.ts'
import type { Calibration } from '../calibration/calibrate.ts'
import { type Judged, judgedOf } from './confidence.ts'
import type { AnnotatedPage } from './gold.ts'

/** What the grammar says counts as much as so many facts, so that six right of six are not taken for certain. */
const PRIOR = 4
/** Our own pages cannot tell finer than one in a hundred. */
const MOST = 0.99

/**
 * The calibration that pages give: for each kind, at each confidence the grammar gives, the share that was right, drawn towards what was
 * said by four facts, and made to rise by pooling neighbours that fall (isotonic regression, pool adjacent violators). To three decimals, and never
 * above 0.99.
 */
export function fitted(pages: readonly AnnotatedPage[]): Calibration {
  const judged = judgedOf(pages, {})
  const kinds = [...new Set(judged.map(({ kind }) => kind))].sort()
  return Object.fromEntries(kinds.map(kind => [kind, rising(judged, kind)]))
}

type Block = { said: number[]; right: number; of: number }

function rising(judged: readonly Judged[], kind: FactKind): Array<readonly [number, number]> {
  const bySaid = Map.groupBy(
    judged.filter(each => each.kind === kind),
    ({ said }) => said,
  )
  const blocks: Block[] = []
  for (const [said, facts] of [...bySaid].sort(([a], [b]) => a - b)) {
    let block = {
      said: [said],
      right: facts.filter(({ right }) => right).length + PRIOR * said,
      of: facts.length + PRIOR,
    }
    for (let last = blocks.at(-1); last && share(last) > share(block); last = blocks.at(-1)) {
      block = { said: [...last.said, ...block.said], right: last.right + block.right, of: last.of + block.of }
      blocks.pop()
    }
    blocks.push(block)
  }
  return blocks.flatMap(block =>
    block.said.map(said => [said, Math.min(MOST, Math.round(share(block) * 1000) / 1000)] as const),
  )
}

const share = ({ right, of }: Block) => right / of
