import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal, refuse } from '../refusal.ts'

/**
 * How long a stream lasts, in seconds: then the server ends it and the browser comes again. Without it one event is sent, as to whoever
 * asks once.
 */
export const streamQuery = z.object({ for: z.coerce.number().int().min(0).max(900).default(0) })

/** So many streams of one session (a few windows) and of all together [C]: each holds a connection and asks the database again and again. */
const most = { ofSession: 4, ofAll: 200 }

declare module 'fastify' {
  interface FastifyInstance {
    streams: Streams
  }
}

/** The streams that are open, and what ends them when the server stops. */
export type Streams = {
  /** Refuses `kernel.streams-too-many`. Gives what ends the stream, and what tells that it has ended. */
  open(session: string): { stopping: AbortSignal; close(): void }
  count(): number
}

/** Counts event streams, and ends them all when the server begins to close: it waits for what is running. */
export function countStreams(app: FastifyInstance): void {
  const stopping = new AbortController()
  const open = new Map<string, number>()
  let all = 0
  app.decorate('streams', {
    count: () => all,
    open(session) {
      const before = open.get(session) ?? 0
      if (before >= most.ofSession || all >= most.ofAll)
        throw refuse('kernel.streams-too-many', { most: most.ofSession }, { status: 429, retryAfter: 30 })
      open.set(session, before + 1)
      all += 1
      let isOpen = true
      return {
        stopping: stopping.signal,
        close() {
          if (!isOpen) return
          isOpen = false
          all -= 1
          const left = (open.get(session) ?? 1) - 1
          if (left === 0) open.delete(session)
          else open.set(session, left)
        },
      }
    },
  })
  app.addHook('preClose', async () => stopping.abort())
}

type Stream = {
  session: string
  everyMs: number
  /** The first answer, made before anything is sent: a refusal of it is an answer like any other. */
  first: unknown
  /** Asks again, with who asks looked up anew: rights may be gone, or the session over. */
  again: () => Promise<unknown>
  onFault: (error: unknown, reference: string) => void
}

/**
 * Sends the same answer again and again as server-sent events, for as long as `for` says. A refusal at a later turn is sent as the event
 * `ended` with its code; a fault as `fault` with its reference. Both end the stream.
 */
export function sendEvents(request: FastifyRequest, reply: FastifyReply, stream: Stream): FastifyReply {
  const { for: seconds } = streamQuery.parse(request.query)
  const { stopping, close } = request.server.streams.open(stream.session)
  const gone = new AbortController()
  const hangUp = () => gone.abort()
  request.raw.socket.once('close', hangUp)
  const signal = AbortSignal.any([stopping, gone.signal])
  const events = Readable.from(turns(stream, Math.floor((seconds * 1000) / stream.everyMs), signal, request.id))
  events.once('close', () => {
    gone.abort()
    request.raw.socket.off('close', hangUp)
    close()
  })
  reply.headers({
    'content-type': 'text/event-stream; charset=utf-8',
    // Said to proxies that keep answers back until they are whole.
    'x-accel-buffering': 'no',
    // A server that stops would wait for the connection that the stream leaves behind.
    connection: 'close',
  })
  return reply.send(events)
}

async function* turns({ everyMs, first, again, onFault }: Stream, count: number, signal: AbortSignal, id: string) {
  yield event(first)
  try {
    for (let turn = 0; turn < count; turn++) {
      await pause(everyMs, undefined, { signal })
      yield event(await again())
    }
  } catch (error) {
    if (signal.aborted) return
    if (error instanceof Refusal) yield event({ code: error.code }, 'ended')
    else {
      onFault(error, id)
      yield event({ reference: id }, 'fault')
    }
  }
}

const event = (data: unknown, name?: string): string =>
  `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`
