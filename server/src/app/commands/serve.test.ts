import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCertificate } from '#server/testing/certificate.ts'
import { certificateOf, frontOf } from './serve.ts'

describe('what stands before the server', () => {
  it.each([
    [{}, {}],
    [{ public: 'https://jianghai.example' }, { publicOrigin: 'https://jianghai.example' }],
    [
      { public: 'https://jianghai.example/', proxy: '10.0.0.1, 10.1.0.0/24,::1' },
      { publicOrigin: 'https://jianghai.example', trustedProxies: ['10.0.0.1', '10.1.0.0/24', '::1'] },
    ],
  ])('is read from %j', (values, front) => {
    expect(frontOf(values)).toEqual(front)
  })

  it.each([
    [{ public: 'jianghai.example' }, 'app.public-unfit'],
    [{ public: 'https://jianghai.example/office' }, 'app.public-unfit'],
    [{ public: 'https://a@jianghai.example' }, 'app.public-unfit'],
    [{ public: 'https://jianghai.example', proxy: 'nginx' }, 'app.proxy-unfit'],
    [{ public: 'https://jianghai.example', proxy: '10.0.0.0/0' }, 'app.proxy-unfit'],
    [{ proxy: '10.0.0.1' }, 'app.proxy-needs-public'],
  ])('is refused as %j', (values, code) => {
    expect(() => frontOf(values)).toThrow(code)
  })
})

describe('the certificate to serve under', () => {
  let directory: string
  const [own, other] = [aCertificate('localhost'), aCertificate('localhost')]
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'jianghai-serve-'))
    await writeFile(join(directory, 'cert.pem'), own.cert)
    await writeFile(join(directory, 'key.pem'), own.key)
    await writeFile(join(directory, 'other.pem'), other.key)
    await writeFile(join(directory, 'empty.pem'), '')
  })
  afterAll(() => rm(directory, { recursive: true }))
  const of = (cert: string, key: string) =>
    certificateOf({ ...(cert ? { cert: join(directory, cert) } : {}), ...(key ? { key: join(directory, key) } : {}) })

  it('is read with its key, and is none where neither is named', async () => {
    expect(await of('cert.pem', 'key.pem')).toEqual({ tls: own })
    expect(await of('', '')).toEqual({})
  })

  it.each([
    ['cert.pem', ''],
    ['', 'key.pem'],
    ['cert.pem', 'other.pem'],
    ['none.pem', 'key.pem'],
    ['empty.pem', 'key.pem'],
    ['key.pem', 'cert.pem'],
  ])('is refused with the certificate “%s” and the key “%s”', async (cert, key) => {
    await expect(of(cert, key)).rejects.toMatchObject({ code: 'app.certificate-unfit' })
  })
})
