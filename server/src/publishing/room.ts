import { room } from '#kernel/room.ts'
import { agendaEvidence } from './evidence.ts'
import { policy } from './policy.ts'
import { routes } from './routes.ts'

export const publishing = room({
  name: 'publishing',
  directory: import.meta.dirname,
  policy,
  routes,
  evidence: { agenda: agendaEvidence },
})
