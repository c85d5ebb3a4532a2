import type { Fact } from '#contract/extraction.ts'
import type { FactView, WrittenFact } from '#contract/intake.ts'
import type { City } from '#server/testing/city.ts'
import { acceptFact, rejectFact } from '../../commands/decideFact.ts'
import { undoFact } from '../../commands/withdrawFact.ts'
import { correctedFields, inAcceptingOrder } from '../../rules.ts'
import { added, whole } from '../../testing/desk.ts'
import type { Bulletin } from './bulletins.ts'

/** Whether a reading is a try at a fact: of one kind and, whatever else is wrong with it, of the same name or number. */
function isTryAt(read: Fact, meant: WrittenFact): boolean {
  if (read.kind === 'figure') return meant.kind === 'figure' && read.value === meant.value
  if (read.kind !== meant.kind || !('name' in read) || !('name' in meant)) return false
  return read.name.includes(meant.name)
}

const asMeant = (read: Fact, meant: WrittenFact) =>
  correctedFields(read, { ...meant, evidence: read.evidence, confidence: 1 }).filter(
    // What somebody did there is of the day; a person keeps it as it was read.
    field => !['evidence', 'role', 'confidence'].includes(field),
  ).length === 0

type Step = { fact: FactView; meant: WrittenFact | null } | { words: string; meant: WrittenFact }

/** What a careful person does with a page: each fact taken, taken otherwise or not taken, and what is missing added. */
async function steps(city: City, page: string, { truth }: Bulletin): Promise<Step[]> {
  const { facts } = await whole(city, page)
  const waiting = [...truth]
  const read = inAcceptingOrder(facts.map(fact => ({ ...fact, kind: fact.fact.kind }))).map((fact): Step => {
    const at = waiting.findIndex(({ fact: meant }) => isTryAt(fact.fact, meant))
    const [found] = at < 0 ? [] : waiting.splice(at, 1)
    return { fact, meant: found?.fact ?? null }
  })
  return [...read, ...waiting.map(({ words, fact }) => ({ words, meant: fact }))]
}

const isCorrection = (step: Step) => 'words' in step || step.meant === null || !asMeant(step.fact.fact, step.meant)

/** How many corrections a page needs: facts to be put right, not taken, or added. */
export async function correctionsNeeded(city: City, page: string, bulletin: Bulletin): Promise<number> {
  return (await steps(city, page, bulletin)).filter(isCorrection).length
}

/** Reviews a page to its end by commands; gives how many corrections it took. */
export async function review(city: City, page: string, bulletin: Bulletin): Promise<number> {
  const all = await steps(city, page, bulletin)
  for (const step of all) {
    if ('words' in step) {
      const { id, version } = await added(city, page, step.words, step.meant)
      await city.do('staff', ctx => acceptFact(ctx, id, { version }))
      continue
    }
    const { fact, meant } = step
    const { id, version } = fact
    if (meant === null) await city.do('staff', ctx => rejectFact(ctx, id, { version }))
    else if (!isCorrection(step)) await city.do('staff', ctx => acceptFact(ctx, id, { version }))
    else {
      const kept = fact.fact.kind === 'person' && meant.kind === 'person' ? { ...meant, role: fact.fact.role } : meant
      await city.do('staff', ctx => acceptFact(ctx, id, { version, corrected: kept }))
    }
  }
  return all.filter(isCorrection).length
}

/** Takes every decision about a page back, the last first. */
export async function undoAll(city: City, page: string): Promise<void> {
  const { facts } = await whole(city, page)
  const decided = facts.filter(({ state }) => state === 'accepted' || state === 'rejected')
  for (const { id, version } of inAcceptingOrder(decided.map(fact => ({ ...fact, kind: fact.fact.kind }))).toReversed())
    await city.do('staff', ctx => undoFact(ctx, id, { version }))
}
