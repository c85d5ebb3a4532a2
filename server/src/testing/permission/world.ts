import { z } from 'zod'
import type { Role } from '#contract/kernel.ts'
import { jobKind, jobKindsOf } from '#kernel/jobs/kinds.ts'
import { type City, NANTONG, PUTUO } from '../city.ts'
import { aServer } from '../server.ts'
import type { Kinds, Make } from './kept.ts'
import type { Somebody } from './sentences.ts'
import { gatherings } from './worldGatherings.ts'
import { knowledge } from './worldKnowledge.ts'
import { matters } from './worldMatters.ts'
import { participation } from './worldParticipation.ts'

export type Server = Awaited<ReturnType<typeof aServer>>

/** Everybody who walks: each role once in Nantong but for the partner, and those of Putuo that speak for it, with two that do not. */
export const walkers: readonly Somebody[] = [
  somebody('viewer', NANTONG, 'office', 'viewer'),
  somebody('reporter', NANTONG, 'science', 'unit-reporter'),
  somebody('unithead', NANTONG, 'science', 'unit-head'),
  somebody('staff', NANTONG, 'office', 'office-staff'),
  somebody('head', NANTONG, 'office', 'office-head'),
  somebody('leader', NANTONG, 'office', 'leader'),
  somebody('system', NANTONG, 'office', 'system-operator'),
  somebody('security', NANTONG, 'office', 'security-officer'),
  somebody('audit', NANTONG, 'office', 'auditor'),
  somebody('citizen', NANTONG, 'office', 'citizen'),
  somebody('partner', PUTUO, 'putuo', 'partner'),
  somebody('putuostaff', PUTUO, 'putuo', 'office-staff'),
  somebody('putuoviewer', PUTUO, 'putuo', 'viewer'),
  somebody('putuoreporter', PUTUO, 'putuo', 'unit-reporter'),
]

function somebody(username: string, region: number, unit: string, role: Role): Somebody {
  return { username, region, unit, role }
}

/**
 * Two regions with records of every kind, made through the routes themselves by those who may, so that each of these writes is also a
 * permitted one that succeeds.
 */
export async function aWorld(city: City) {
  await city.join('putuohead', PUTUO, 'putuo', 'office-head')
  await city.join('putuoviewer', PUTUO, 'putuo', 'viewer')
  await city.join('putuoreporter', PUTUO, 'putuo', 'unit-reporter')
  city.kernel.jobs = jobKindsOf([
    { jobs: { 'test.work': jobKind({ input: z.object({}), run: async () => undefined }) } },
  ])
  const server = await aServer(city)
  const make = maker(server)
  const kinds: Kinds = {
    ...(await matters(city, make)),
    ...(await knowledge(city, make)),
    ...(await gatherings(city, make)),
    ...(await participation(city, make)),
    member: {
      nantong: { region: NANTONG, id: (await city.as('reporter2')).id },
      putuo: { region: PUTUO, id: (await city.as('putuohead')).id },
    },
    job: {
      nantong: { region: NANTONG, asker: 'reporter', id: await endedJob(city, make, 'reporter', NANTONG) },
      putuo: { region: PUTUO, asker: 'putuostaff', id: await endedJob(city, make, 'putuostaff', PUTUO) },
    },
  }
  await make('security', NANTONG, 'post', `/accounts/${kinds.member?.nantong?.id}/lock`, { days: 1 })
  await city.sequence(NANTONG)
  await city.sequence(PUTUO)
  // What was just recorded is known from the next second on.
  city.clock.pass(1000)
  return { server, kinds, make }
}

async function endedJob(city: City, make: Make, by: string, region: number): Promise<string> {
  const id = await city.do(by, ctx => ctx.enqueue('test.work', {}))
  await make(by, region, 'post', `/jobs/${id}/cancel`, {})
  return id
}

/** Writes through a route and gives what it answered; anything but 200 stops the test. */
function maker(server: Server): Make {
  const answered = z.object({ id: z.string().default(''), version: z.int().default(1) })
  return async (by, region, method, path, body) => {
    const answer = await server.as(by)[method](`/api/${region}${path}`, body)
    if (answer.status !== 200)
      throw new Error(
        `${by} ${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)} ${server.faults.join()}`,
      )
    return answered.parse(answer.body)
  }
}
