import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPlace, type Place, type Product, startProduct } from './product.ts'

let place: Place
beforeAll(async () => {
  place = await aPlace()
})
afterAll(() => place.remove())

const setUp = {
  region: { id: 320600, nameZh: '南通市', nameEn: 'Nantong' },
  unitZh: '科创委办公室',
  username: 'first',
  name: '第一位',
  password: 'long-enough-for-the-test',
}

/** A request whose head the server has taken up and whose body it still waits for; `finish` sends the rest and gives the status. */
async function begun({ url }: Product, path: string, body: object) {
  const text = JSON.stringify(body)
  const half = Math.floor(text.length / 2)
  const sent = request(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'x-jianghai': '1',
      expect: '100-continue',
    },
  })
  sent.flushHeaders()
  await once(sent, 'continue')
  sent.write(text.slice(0, half))
  return {
    async finish(): Promise<number | undefined> {
      sent.end(text.slice(half))
      const [answer] = (await once(sent, 'response')) as [IncomingMessage]
      answer.resume()
      await once(answer, 'end')
      return answer.statusCode
    },
  }
}

/** Waits until the product has said something. */
async function says(product: Product, what: string): Promise<void> {
  while (!product.said().includes(what)) await new Promise(resolve => setTimeout(resolve, 20))
}

describe('given a request that is running', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'when the product is told to stop by %s, then the request is finished, kept, and the exit is clean',
    async signal => {
      const product = await startProduct({ place, empty: true })
      await says(product, 'Ctrl-C')
      const token = /\/setup#(\S+)/.exec(product.said())?.[1]
      // The first start sets the installation up; the second finds what was done while the first stopped, and signs in.
      const running = token
        ? await begun(product, '/api/session/first-run', { ...setUp, token })
        : await begun(product, '/api/session', { username: setUp.username, password: setUp.password })
      const stopped = product.stop(signal)
      await says(product, '正在停止')
      expect(await running.finish()).toBe(signal === 'SIGTERM' ? 204 : 200)
      expect(await stopped).toBe(0)
      expect(token !== undefined).toBe(signal === 'SIGTERM')
    },
  )
})
