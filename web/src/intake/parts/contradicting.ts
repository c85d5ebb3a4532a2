import type { Contradiction, FactView } from '../api.ts'

/** The contradiction of a fact that is to be decided first, if any is. */
export const openOf = (view: FactView | undefined): Contradiction | undefined =>
  view?.disagrees.find(({ isOpen }) => isOpen)

/** Sums and chains have many on the other side, and which of them is wrong nobody has said. */
const ofTwo: ReadonlySet<Contradiction['kind']> = new Set(['amount', 'figure', 'post', 'stage'])

/** Whether it can be said of a contradiction that this fact is right and the other is not. */
export const isOfTwo = ({ kind }: Contradiction) => ofTwo.has(kind)
