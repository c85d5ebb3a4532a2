import { z } from 'zod'
import { eventFact, figureFact, personFact, projectFact, quantity, taskFact } from '#contract/extraction.ts'

/** What a model must say besides the fact: the passage that proves it, and some words beside it, where the passage stands twice. */
const said = { quote: z.string(), near: z.string() }
/** What no model may say: the passage is located by us, how sure one can be is ours to say, and nobody raises a modality without a person. */
const ours = { evidence: true, confidence: true, modality: true } as const

/**
 * What may be proposed: people with a post, events, projects, figures and tasks, in the very shapes of the contract. Organisations and
 * places stand in these; agreements and agenda items are left to the grammar, which reads their forms.
 */
export const proposal = z.discriminatedUnion('kind', [
  personFact.omit({ ...ours, role: true }).extend(said),
  eventFact.omit(ours).extend(said),
  projectFact
    .omit({ ...ours, count: true, capacity: true })
    .extend({ ...said, amounts: z.array(quantity.omit({ evidence: true })) }),
  figureFact.omit(ours).extend(said),
  taskFact.omit(ours).extend(said),
])
export type Proposal = z.infer<typeof proposal>

/** An answer as a whole; each proposal in it is judged by itself, so that one misfit does not take the others with it. */
export const answer = z.object({ proposals: z.array(z.unknown()) })

/**
 * The JSON Schema an answer is asked to have. Hosted models take a part of JSON Schema only when they must keep to it: no lengths, no
 * bounds, `anyOf` for a choice; what is left out here is checked by `proposal` all the same.
 */
export const answerSchema = { name: 'proposals', schema: plainSchema() }

function plainSchema(): object {
  const { $schema: _, ...schema } = z.toJSONSchema(z.object({ proposals: z.array(proposal) }), {
    override: ({ jsonSchema }) => {
      if (jsonSchema.oneOf) jsonSchema.anyOf = jsonSchema.oneOf
      for (const key of ['oneOf', 'minLength', 'minimum', 'maximum', 'exclusiveMinimum'] as const)
        delete jsonSchema[key]
    },
  })
  return schema
}
