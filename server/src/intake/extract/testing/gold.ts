import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** One annotated fact: its passage with all white space removed, and where that stands in the page once white space is removed. */
const spot = z.object({ evidence: z.string().min(1), offset_ns: z.int().min(0), optional: z.boolean().optional() })
const named = spot.extend({ name: z.string() })

export const goldFacts = {
  people: named.extend({ post: z.string().nullish() }),
  organisations: named,
  places: named,
  events: named,
  projects: named.extend({
    stage: z.string().nullish(),
    stage_also: z.array(z.string()).optional(),
    amounts: z.array(z.object({ value: z.number() })).optional(),
  }),
  agreements: spot.extend({ parties: z.array(z.string()) }),
  figures: spot.extend({
    subject: z.string().nullish(),
    indicator: z.string(),
    value: z.number(),
    unit: z.string(),
    comparison: z.string().nullish(),
    bound: z.string().nullish(),
    approx: z.boolean().nullish(),
  }),
  tasks: spot.extend({ modality: z.string().nullish(), stated_by: z.string().nullish() }),
  agenda: spot.extend({ item: z.string() }),
}

const facts = z.object({
  people: z.array(goldFacts.people).default([]),
  organisations: z.array(goldFacts.organisations).default([]),
  places: z.array(goldFacts.places).default([]),
  events: z.array(goldFacts.events).default([]),
  projects: z.array(goldFacts.projects).default([]),
  agreements: z.array(goldFacts.agreements).default([]),
  figures: z.array(goldFacts.figures).default([]),
  tasks: z.array(goldFacts.tasks).default([]),
  agenda: z.array(goldFacts.agenda).default([]),
})
export type GoldFacts = z.infer<typeof facts>
export type GoldFact = GoldFacts[keyof GoldFacts][number]

/** A hand-made annotation of a page, in the format of the annotated pages that stand beside the project (jianghai-gold/1). */
export const gold = z.object({
  page: z.string(),
  issue: z.object({ issue_date: z.string().nullable() }),
  articles: z.array(
    z.object({
      kicker: z.string().nullish(),
      title: z.string(),
      subtitle: z.string().nullish(),
      dateline: z.array(z.object({ text: z.string(), normalised: z.string().nullish() })),
      bylines: z.array(z.object({ name: z.string(), evidence: z.string(), offset_ns: z.int() })),
      facts,
    }),
  ),
})
export type Gold = z.infer<typeof gold>
export type AnnotatedPage = { name: string; gold: Gold; text: string }

/** The annotated pages of a folder: each `NAME.txt` with the annotation `NAME.json` in `golds`, in order of their names. */
export function annotatedPages(pages: URL, golds: URL = pages): AnnotatedPage[] {
  return readdirSync(golds)
    .filter(file => file.endsWith('.json'))
    .sort()
    .map(file => {
      const name = file.replace(/\.json$/, '')
      return {
        name,
        gold: gold.parse(JSON.parse(readFileSync(new URL(file, golds), 'utf8'))),
        text: readFileSync(new URL(`${name}.txt`, pages), 'utf8'),
      }
    })
}

/** our own annotated pages, on which the grammar is fitted; pages of newspapers and cities that do not exist. */
export const ownAnnotated = (): AnnotatedPage[] => annotatedPages(new URL('annotated/', import.meta.url))
