import { room } from '#kernel/room.ts'
import { collectSource } from './commands/collectSource.ts'
import { lookRound } from './commands/planLooks.ts'
import { proposeFacts } from './commands/proposeFacts.ts'
import { policy } from './policy.ts'
import { evidenceOfFact, subjectOfFact, subjectOfPage } from './queries/evidence.ts'
import { routes } from './routes.ts'

/** Intake (来稿审读): from page to accepted facts. */
export const intake = room({
  name: 'intake',
  directory: import.meta.dirname,
  policy,
  routes,
  announces: ['intake.fact-accepted', 'intake.fact-withdrawn'],
  evidence: { fact: evidenceOfFact },
  jobs: { 'intake.propose': proposeFacts, 'intake.collect': collectSource },
  rounds: { look: lookRound },
  subjects: { fact: subjectOfFact, page: subjectOfPage },
})
