import type { FastifyInstance } from 'fastify'
import type { Kernel } from '../run.ts'

/**
 * No answer of the API leaves before everything committed so far stands on the disk: also what is written outside of commands
 * (sessions, the first set-up), and what a reader sees of somebody else's command, such as a signed checkpoint of the log, which
 * must never be taken back. It costs nothing while nothing is owed; a server's database never owes anything.
 */
export function answerAfterSync(app: FastifyInstance, kernel: Kernel): void {
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && reply.statusCode < 400) await kernel.database.durable()
  })
}
