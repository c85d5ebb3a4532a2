import type { FastifyInstance } from 'fastify'
import type { ServerParts } from './parts.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Work that goes on after its answer went out; empty when all is done. */
    undone: Set<Promise<void>>
  }
}

/** Lets the server stop only when what goes on after the answers is done. */
export function keepAfterwards(app: FastifyInstance): void {
  app.decorate('undone', new Set<Promise<void>>())
  app.addHook('onClose', async () => {
    // What is begun meanwhile is waited for as well.
    while (app.undone.size > 0) await Promise.all(app.undone)
  })
}

/** Does work after an answer has gone out; what fails is reported under `reference`. */
export function afterwards(
  { undone }: FastifyInstance,
  { onFault }: Pick<ServerParts, 'onFault'>,
  reference: string,
  work: Promise<void>,
): void {
  const guarded = work.catch(error => onFault(error, reference)).finally(() => undone.delete(guarded))
  undone.add(guarded)
}
