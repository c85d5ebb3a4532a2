import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { patience } from './connections.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let port = 0
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city, {
    patience: { headersMs: 300, requestMs: 600, silenceMs: 5_000, lookEveryMs: 50, connections: 20 },
  })
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  const address = server.app.server.address()
  port = typeof address === 'object' ? (address?.port ?? 0) : 0
})
afterAll(async () => {
  await server.close()
  await city.close()
})

/** Sends some bytes and then, again and again, a few more; gives what was answered when the server hangs up. */
function trickle(first: string, more: string): Promise<string> {
  return new Promise(resolve => {
    let said = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(first))
    const dripping = setInterval(() => socket.writable && socket.write(more), 40)
    socket.on('data', chunk => {
      said += String(chunk)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearInterval(dripping)
      resolve(said)
    })
  })
}

const post = 'POST /api/session HTTP/1.1\r\nHost: city.test\r\nX-Jianghai: 1\r\nContent-Type: application/json\r\n'

describe('a client that never ends its request', () => {
  test.each([
    ['in its headers', post, 'X-A: b\r\n'],
    ['in a body of a told length', `${post}Content-Length: 100000\r\n\r\n{`, ' '],
    ['in a body of chunks', `${post}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`, '1\r\n \r\n'],
  ])('is cut off %s, with a refusal', async (_, first, more) => {
    const said = await trickle(first, more)
    expect(said).toMatch(/^HTTP\/1\.1 408 /)
    expect(said).toContain('kernel.request-too-slow')
  })

  test('keeps nobody else waiting, however many of them there are', async () => {
    const slow = Array.from({ length: 60 }, () => trickle(post, 'X-A: b\r\n'))
    // More than the server holds at once: some are turned away, all are cut, and then everybody is served again.
    await Promise.all(slow)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => fetch(`http://127.0.0.1:${port}/api/session/first-run`)),
    )
    expect(answers.map(each => each.status)).toEqual(Array(10).fill(200))
    expect(await connections()).toBeLessThanOrEqual(20)
  })

  test('has as much time as the largest file needs on a slow line, and no more than minutes', () => {
    const largest = 44 * 1024 * 1024 * 8
    expect(largest / (patience.requestMs / 1000)).toBeLessThan(3_000_000)
    expect(patience.requestMs).toBeLessThanOrEqual(300_000)
    expect(patience.headersMs).toBeLessThanOrEqual(patience.requestMs)
  })
})

describe('what is no request', () => {
  test.each([
    ['another protocol', '\u0016\u0003\u0001\u0000\u0005hello\r\n\r\n', 400],
    ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400],
    ['a length and chunks', `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ['a negative length', `${post}Content-Length: -1\r\n\r\n`, 400],
    ['a header with a line in it', `${post}X-A: b\rc\r\n\r\n`, 400],
    ['headers over the limit', `${post}X-A: ${'b'.repeat(20_000)}\r\n\r\n`, 431],
    ['ten thousand headers', `${post}${'X-A: b\r\n'.repeat(10_000)}\r\n`, 431],
    ['a path over the limit', `GET /api/${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ['no host', 'GET /api/session HTTP/1.1\r\n\r\n', 400],
  ])('%s is refused', async (_, bytes, status) => {
    const said = await trickle(bytes, '')
    expect(said.slice(0, 40)).toContain(`HTTP/1.1 ${status} `)
    expect(said).not.toMatch(/\bat .*\.(js|ts):\d+/)
    expect(server.faults).toEqual([])
  })
})

function connections(): Promise<number> {
  return new Promise((resolve, reject) =>
    server.app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  )
}
