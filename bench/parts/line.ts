import { once } from 'node:events'
import { connect } from 'node:net'

export type Answered = { status: number; text: string; cookie: string | undefined }

/**
 * One connection that is kept, as a browser keeps it, with one request at a time. Of HTTP it knows what the product's answers need, so that
 * whoever sends the load takes as little of the machine as it can.
 */
export async function line(url: string) {
  const { hostname, port, host } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, 'connect')
  let waiting: { done(answer: Answered): void; failed(error: Error): void } | undefined
  let got = Buffer.alloc(0)
  let ended: Error | undefined

  socket.on('data', chunk => {
    got = got.length === 0 ? chunk : Buffer.concat([got, chunk])
    const head = got.indexOf('\r\n\r\n')
    if (head < 0) return
    const said = got.toString('latin1', 0, head)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(said)?.[1] ?? 0)
    if (got.length < head + 4 + length) return
    const cookie = /\r\nset-cookie: ([^;\r]+)/i.exec(said)?.[1]
    const answer = {
      status: Number(said.slice(9, 12)),
      text: got.toString('utf8', head + 4, head + 4 + length),
      cookie,
    }
    got = got.subarray(head + 4 + length)
    const asked = waiting
    waiting = undefined
    asked?.done(answer)
  })
  const fail = (error: Error) => {
    ended ??= error
    const asked = waiting
    waiting = undefined
    asked?.failed(error)
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the connection was closed')))

  return {
    /** Sends one request; rejects when the connection breaks before its answer. */
    ask(method: 'GET' | 'POST' | 'PUT', path: string, cookie: string, body?: object): Promise<Answered> {
      if (ended) return Promise.reject(ended)
      const payload = body === undefined ? '' : JSON.stringify(body)
      const type = body === undefined ? '' : 'content-type: application/json\r\n'
      return new Promise((done, failed) => {
        waiting = { done, failed }
        socket.write(
          `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\ncookie: ${cookie}\r\nx-jianghai: 1\r\n${type}content-length: ${Buffer.byteLength(payload)}\r\n\r\n${payload}`,
        )
      })
    },
    close: () => void socket.destroy(),
  }
}
export type Line = Awaited<ReturnType<typeof line>>
