import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'

const script = 'console.log("as long as it is written")\n'.repeat(50)
let city: City
let server: Awaited<ReturnType<typeof aServer>>
let webRoot: string
beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'jianghai-web-'))
  await mkdir(join(webRoot, 'assets'))
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>the office</title>')
  await writeFile(join(webRoot, 'assets/page-1.js'), script)
  await writeFile(join(webRoot, 'assets/page-1.js.gz'), gzipSync(script))
  await writeFile(join(webRoot, 'assets/page-2.js'), script)
  city = await aCity()
  server = await aServer(city, { webRoot })
})
afterAll(async () => {
  await server.close()
  await city.close()
  await rm(webRoot, { recursive: true })
})

const get = (url: string, encoding?: string) =>
  server.app.inject({ url, headers: encoding === undefined ? {} : { 'accept-encoding': encoding } })

describe('a script of the web application', () => {
  it('goes compressed to who takes it, as what it is, and is kept for ever in each form', async () => {
    const { statusCode, headers, rawPayload } = await get('/assets/page-1.js', 'gzip, deflate, br')
    expect(statusCode).toBe(200)
    expect(headers).toMatchObject({
      ...{
        'content-encoding': 'gzip',
        vary: 'accept-encoding',
        'cache-control': 'public, max-age=31536000, immutable',
      },
      'content-type': expect.stringMatching(/^(text|application)\/javascript/),
    })
    expect(rawPayload.length).toBeLessThan(script.length / 3)
    expect(gunzipSync(rawPayload).toString()).toBe(script)
  })

  it('goes as it is to who takes no compressed one, and where there is none', async () => {
    for (const [url, encoding] of [
      ['/assets/page-1.js', undefined],
      ['/assets/page-1.js', 'identity'],
      ['/assets/page-2.js', 'gzip'],
    ] as const) {
      const { headers, body } = await get(url, encoding)
      expect([url, headers['content-encoding'], headers.vary]).toEqual([url, undefined, 'accept-encoding'])
      expect(body).toBe(script)
    }
  })

  it('has one address: the compressed copy is none of its own', async () => {
    expect((await get('/assets/page-1.js.gz')).statusCode).toBe(404)
  })
})
