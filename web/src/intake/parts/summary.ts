import type { Fact, Quantity } from '#contract/extraction.ts'

const bounds = { '>': '超过', '<': '近', '~': '约' } as const

/** The number of a fact as it is told, in the page's language: a bound goes before it, so that nobody takes it for exact. */
export function amountOf({
  value,
  unit,
  bound = null,
}: {
  value: number
  unit: string
  bound?: '>' | '<' | '~' | null
}): string {
  return `${bound === null ? '' : bounds[bound]}${value}${unit}`
}

const quantityOf = ({ what, value, unit }: Quantity) => `${what}${value}${unit}`
const joined = (parts: ReadonlyArray<string | null | undefined>, by = '，') => parts.filter(Boolean).join(by)

/**
 * A fact in one line: what it is about, then what is said. Names and numbers are the page's own words and stay in its language,
 * whichever language the screen speaks.
 */
export function summaryOf(fact: Fact): { about: string; said: string } {
  switch (fact.kind) {
    case 'person':
      return { about: fact.name, said: joined([withoutOrganisation(fact.post, fact.organisation), fact.role]) }
    case 'organisation':
    case 'place':
      return { about: fact.name, said: fact.type }
    case 'event':
      return { about: fact.name, said: joined([fact.dateText, fact.place, fact.organiser]) }
    case 'project':
      return {
        about: fact.count === undefined ? fact.name : `${fact.name}，${fact.count}个`,
        said: joined([
          fact.stage,
          ...fact.amounts.map(quantityOf),
          ...fact.capacity.map(quantityOf),
          joined(fact.parties, '、'),
        ]),
      }
    case 'agreement':
      return { about: joined(fact.parties, '、'), said: joined([fact.form, fact.subject, fact.dateText]) }
    case 'figure':
      return {
        about: joined([fact.subject, fact.indicator === fact.subject ? null : fact.indicator], ' '),
        said: joined([fact.period, `${fact.comparison ?? ''}${amountOf(fact)}`], ' '),
      }
    case 'task':
      return { about: fact.assignee ?? '', said: joined([fact.what, fact.statedBy]) }
    case 'agenda-item':
      return { about: `${fact.order}`, said: joined([fact.mode, fact.item]) }
  }
}

/** A post is often printed with its organisation before it; both are then the post alone. */
function withoutOrganisation(post: string | null, organisation: string | null): string | null {
  if (post === null || organisation === null || post.startsWith(organisation)) return post ?? organisation
  return organisation + post
}
