import type { Fact } from '#contract/extraction.ts'
import { acceptFact, pendingFacts, readPage, rejectFact } from '../../../intake/index.ts'
import { type DemoPage, type Row, table } from '../tables.ts'
import type { Step } from '../timeline.ts'

const REGION = 320600

/** The newest pages are left as a morning's work: read, and only partly decided. */
const LEFT_OPEN = 2

/**
 * The pages of the demonstration city, read on the day they appeared. What a careful clerk would accept is accepted: names the city
 * keeps a record of, meetings, projects on file; tasks and figures that the tables carry are entered from the tables with the same
 * sentence as proof. What is left on the older pages is set aside with a reason; the newest stay open.
 */
export async function pageSteps(pages: readonly DemoPage[]): Promise<Step[]> {
  const known = await knownNames()
  return pages.flatMap((page, index) => {
    const open = index >= pages.length - LEFT_OPEN
    const key = `page:${page.file}`
    const step = (at: string, what: string, run: Step['run']): Step => ({
      on: page.issueDate,
      at,
      by: 'staff',
      region: REGION,
      what,
      run,
    })
    return [
      step('09:30', `page ${page.file}`, async (ctx, { ids }) => {
        const read = await readPage(ctx, {
          text: page.text,
          name: page.file,
          publication: page.publication,
          page: page.page,
          issueDate: page.issueDate,
        })
        ids.set(key, read.page.id)
      }),
      step('10:00', `review of ${page.file}`, async (ctx, { ids }) => {
        for (const { id, version, fact } of await pendingFacts(ctx, ids.get(key) ?? '')) {
          if (worthKeeping(fact, known)) await acceptFact(ctx, id, { version })
          else if (!open)
            await rejectFact(ctx, id, {
              version,
              // the office keeps it elsewhere; it was not read wrong
              misread: false,
              reason:
                fact.kind === 'task' || fact.kind === 'figure'
                  ? '按台账登记，此处不重复收'
                  : '与在案的人和事无关，不收',
            })
        }
      }),
    ]
  })
}

type Known = { organisations: Set<string>; people: Set<string>; places: Set<string>; projects: Set<string> }

async function knownNames(): Promise<Known> {
  const column = async (name: string, ...columns: string[]) =>
    new Set(
      (await table(name)).flatMap((row: Row) => columns.flatMap(each => (row[each] ?? '').split('｜')).filter(Boolean)),
    )
  return {
    organisations: await column('organisations', 'name_zh', 'aliases'),
    people: await column('people', 'name_zh', 'name'),
    places: await column('places', 'name_zh', 'name'),
    projects: await column('projects', 'name_zh'),
  }
}

function worthKeeping(fact: Fact, known: Known): boolean {
  switch (fact.kind) {
    case 'person':
      return known.people.has(fact.name) && fact.post !== null
    case 'organisation':
      return known.organisations.has(fact.name)
    case 'place':
      return known.places.has(fact.name)
    case 'project':
      return fact.count === undefined && known.projects.has(fact.name)
    case 'event':
      return fact.confidence >= 0.75 && fact.dateText !== null && fact.name.length >= 6
    case 'agenda-item':
      return true
    case 'agreement':
    case 'figure':
    case 'task':
      return false
  }
}
