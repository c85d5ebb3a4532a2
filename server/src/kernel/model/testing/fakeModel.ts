import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Model, modelAt } from '../client.ts'

/** A question as the server received it. */
export type Received = { method: string; path: string; key: string | undefined; body: ReceivedBody }
type ReceivedBody = {
  model: string
  messages: Array<{ role: string; content: string }>
  response_format: { type: string; json_schema: { name: string; strict: boolean; schema: unknown } }
}

/** How it answers one question: the number counts from 1. */
export type Behaviour = (response: ServerResponse, received: Received, number: number) => void

/**
 * A real server on this machine that is spoken to as to a model, answers as it is told, and keeps all it received. `model` waits
 * shortly, so that a test of waiting takes no time.
 */
export async function aFakeModel(first: Behaviour = answering('{"proposals":[]}')) {
  const received: Received[] = []
  let behaviour = first
  const open = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    open.add(response)
    void textOf(request).then(text => {
      const got: Received = {
        method: request.method ?? '',
        path: request.url ?? '',
        key: request.headers.authorization,
        // What our own client sent; a test that reads it says what stands there.
        body: JSON.parse(text) as ReceivedBody,
      }
      received.push(got)
      behaviour(response, got, received.length)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/v1`
  return {
    url,
    received,
    behave(next: Behaviour) {
      behaviour = next
      received.splice(0)
    },
    model(
      parts: { key?: string; perHour?: number; atOnce?: number; patienceMs?: number; secondMs?: number } = {},
    ): Model {
      const { key, perHour = 1000, atOnce = 2, patienceMs = 60_000, secondMs = 1 } = parts
      const limits = { perHour, atOnce, seconds: 60 }
      return modelAt({
        address: new URL(`${url}/chat/completions`),
        name: 'test-model',
        key,
        limits,
        patienceMs,
        secondMs,
      })
    },
    async close() {
      for (const each of open) each.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** Answers well-formed completions whose content is a text. */
export const answering =
  (content: string | ((received: Received, number: number) => string), finish = 'stop'): Behaviour =>
  (response, received, number) => {
    const said = typeof content === 'string' ? content : content(received, number)
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({ choices: [{ finish_reason: finish, message: { role: 'assistant', content: said } }] }),
    )
  }

/** Answers a status, with headers. */
export const status =
  (code: number, headers: Record<string, string> = {}): Behaviour =>
  response => {
    response.writeHead(code, headers)
    response.end('{"error":{"message":"no"}}')
  }

/** How long to wait where an answer ends with this code: shortly for what never comes, else as long as a busy machine takes. */
export const patienceFor = (code: string) => (code === 'model.timed-out' ? 200 : 60_000)

/** Every way of answering badly that the client must live with, and what it then says. */
export const misbehaving: ReadonlyArray<readonly [name: string, code: string, behave: Behaviour]> = [
  ['hangs', 'model.timed-out', () => undefined],
  [
    'lets the answer drip',
    'model.timed-out',
    response => {
      response.write('{')
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    },
  ],
  [
    'closes in the middle',
    'model.broke-off',
    response => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"choices":[')
      setTimeout(() => response.destroy(), 20)
    },
  ],
  ['closes before it says anything', 'model.unreachable', response => void response.destroy()],
  ['is too busy each time', 'model.busy', status(429)],
  ['is too busy for an hour', 'model.busy', status(429, { 'retry-after': '3600' })],
  ['fails each time', 'model.status', status(500)],
  ['knows no such key', 'model.status', status(401)],
  ['points elsewhere', 'model.redirected', status(307, { location: 'http://127.0.0.1:9/v1/chat/completions' })],
  [
    'answers a page of HTML',
    'model.answer-unfit',
    response => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html><h1>It works</h1></html>'),
  ],
  ['answers broken JSON', 'model.answer-unfit', response => void response.end('{"choices":[{"message":')],
  ['answers JSON of another kind', 'model.answer-unfit', response => void response.end('{"choices":[]}')],
  ['is cut off by its own limit', 'model.answer-cut', answering('{"proposals":[{"kind":"per', 'length')],
  [
    'answers without end',
    'model.answer-too-large',
    response => {
      const block = Buffer.alloc(64 * 1024, ' ')
      const pour = () => {
        while (!response.destroyed && response.write(block));
      }
      response.on('drain', pour)
      pour()
    },
  ],
]

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
