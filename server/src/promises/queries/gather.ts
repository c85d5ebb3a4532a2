import type { Ctx } from '#kernel/context.ts'
import { dayAsked } from '#kernel/context.ts'
import { spokenOf } from '#kernel/evidence/passages.ts'
import { type Day, dayOf } from '#kernel/time/index.ts'
import { promisedMatters } from '../../matters/index.ts'
import { promisedProjects } from '../../projects/index.ts'
import { organisationNames } from '../../registry/index.ts'
import { promiseRule } from '../mechanism.ts'
import { judge } from '../rules.ts'
import type { Own, PromiseFound } from './found.ts'
import { ofAgreement, ofMatter } from './ofMatter.ts'
import { ofBatch, ofProject } from './ofProject.ts'

export type Gathered = { promises: PromiseFound[]; batchNames: Map<string, string>; day: Day }

/**
 * Every promise the actor may see (说了什么): projects, agreements and batches as they were signed, and the tasks that pages tell of or that
 * carry out an agreement; each with what was heard of it since, judged on the day of the context's instant.
 */
export async function gather(ctx: Ctx): Promise<Gathered> {
  const { projects, agreements, batches, order } = await promisedProjects(ctx)
  const spoken = await spokenOf(ctx, ['project', 'project-stage', 'project-amount', 'agreement', 'batch', 'matter'])
  const matters = (await promisedMatters(ctx)).filter(
    matter => spoken.has(`matter:${matter.id}`) || ['media', 'agreement'].includes(matter.sourceKind),
  )
  const names = await organisationNames(ctx, [
    ...projects.flatMap(({ parties }) => parties.flatMap(({ id }) => id ?? [])),
    ...agreements.flatMap(agreement => agreement.organisationIds),
  ])
  const registered = ({ id, name }: { id: string | null; name: string }) => {
    const found = id === null ? undefined : names.get(id)
    return found ? { id: found.id, name: found.name } : { id: null, name }
  }
  const ofProjects = projects.map(project => ofProject(project, order, spoken, project.parties.map(registered)))
  const own: Own[] = [
    ...ofProjects,
    ...agreements.map(agreement =>
      ofAgreement(
        agreement,
        spoken,
        agreement.organisationIds.map(id => names.get(id) ?? { id, name: id }),
        ofProjects,
        matters,
      ),
    ),
    ...matters.map(matter => ofMatter(matter, spoken)),
    ...batches.map(batch => ofBatch(batch, spoken, ofProjects)),
  ]
  const day = dayAsked(ctx, dayOf)
  return {
    promises: own.map(({ told, ...promise }) => ({ ...promise, ...judge(told, promiseRule.silentAfterDays, day) })),
    batchNames: new Map(batches.map(({ id, name }) => [id, name])),
    day,
  }
}
