import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCertificate } from '#server/testing/certificate.ts'
import { databaseAddress } from './databaseAddress.ts'
import { openDatabase } from './installation.ts'

const good = 'tide-and-harbour-4711'

describe('the address of the database', () => {
  it.each([
    'postgres://jianghai@localhost/jianghai',
    'postgresql://postgres:postgres@127.0.0.1:5433/city?sslmode=disable',
    'postgres://postgres@[::1]/city',
    'postgres:///city?host=/var/run/postgresql',
  ])('on this machine is taken as it is: %s', given => {
    expect(databaseAddress(given)).toBe(given)
  })

  it('on another machine is reached by TLS with the certificate checked, said or not', () => {
    for (const more of ['', '?sslmode=verify-full'])
      expect(databaseAddress(`postgres://city:${good}@db.example:5432/city${more}`)).toBe(
        `postgres://city:${good}@db.example:5432/city?sslmode=verify-full`,
      )
    expect(databaseAddress(`postgres://city:${good}@10.0.0.5/city?sslrootcert=/etc/ca.pem`)).toContain('verify-full')
  })

  it.each(['disable', 'allow', 'prefer', 'require', 'verify-ca', 'no-verify', ''])(
    'on another machine is refused with sslmode=%s, but for a network that is said to be private',
    mode => {
      const given = `postgres://city:${good}@db.example/city?sslmode=${mode}`
      expect(() => databaseAddress(given)).toThrow('app.database-tls-needed')
      expect(databaseAddress(given, 'private-network')).toBe(given)
      expect(() => databaseAddress(given, 'off')).toThrow('app.database-tls-needed')
    },
  )

  it.each(['', ':postgres', ':password', ':jianghai', ':1234567890', ':city-city-1', ':Admin@123456', ':short'])(
    'on another machine is refused with the password “%s”',
    password => {
      for (const tls of ['', 'private-network'])
        expect(() => databaseAddress(`postgres://city${password}@db.example/city`, tls)).toThrow(
          'app.database-password-plain',
        )
    },
  )

  it.each([
    'db.example',
    'mysql://a@localhost/x',
    'http://localhost',
    'postgres:///city',
    'postgres://city:%zz@db.example/city',
    'postgres:///city?host=localhost&host=db.example',
    `postgres://city:${good}@db.example/city?sslmode=verify-full&sslmode=disable`,
  ])('is none: %s', given => {
    expect(() => databaseAddress(given)).toThrow('app.database-url-unfit')
  })

  it('hides nowhere: one host of this machine does not cover for another', () => {
    expect(() => databaseAddress('postgres://city:x@localhost/city?host=db.example')).toThrow()
    expect(() => databaseAddress(`postgres://city:${good}@db.example/city?password=x`)).toThrow(
      'app.database-password-plain',
    )
  })
})

/* Something that speaks PostgreSQL's TLS and nothing more (frontend/backend protocol, SSLRequest), under a certificate of ours. */
describe('the certificate of the database', () => {
  const own = aCertificate('localhost')
  const other = aCertificate('elsewhere.example')
  let directory: string
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'jianghai-certificate-'))
    await writeFile(join(directory, 'own.pem'), own.cert)
    await writeFile(join(directory, 'other.pem'), other.cert)
  })
  afterAll(() => rm(directory, { recursive: true }))

  /** What was said in the clear and what under TLS, when the product connects to a server with the certificate. */
  async function heard(certificate: { cert: string; key: string } | undefined, authority?: string) {
    const said = { clear: '', sealed: '' }
    const sockets = new Set<Socket>()
    const server = createServer(socket => {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.once('data', request => {
        said.clear += request.subarray(8).toString('latin1')
        if (!certificate) return socket.end('N')
        socket.write('S')
        const sealed = new TLSSocket(socket, { isServer: true, ...certificate })
        sealed.on('error', () => undefined)
        sealed.once('data', startup => {
          said.sealed += startup.toString('latin1')
          sealed.destroy()
        })
      })
    })
    await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
    const { port } = server.address() as AddressInfo
    const root = authority === undefined ? '' : `&sslrootcert=${join(directory, authority)}`
    const databaseUrl = `postgres://harbour:${good}@localhost:${port}/city?sslmode=verify-full${root}`
    const error = await openDatabase({ data: directory, databaseUrl }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    for (const socket of sockets) socket.destroy()
    await new Promise(resolve => server.close(resolve))
    return { ...said, error }
  }

  it('that nobody vouches for is refused, and nothing was said to its holder', async () => {
    expect(await heard(own)).toMatchObject({ clear: '', sealed: '', error: { code: 'kernel.database-unreachable' } })
  })

  it('of another host is refused, whoever vouches for it', async () => {
    const found = await heard(other, 'other.pem')
    expect(found).toMatchObject({ clear: '', sealed: '', error: { code: 'kernel.database-unreachable' } })
  })

  it('that is missing keeps the product from going on in the clear', async () => {
    expect(await heard(undefined)).toMatchObject({ clear: '', error: { code: 'kernel.database-unreachable' } })
  })

  it('that the named authority vouches for lets the product speak, under TLS only', async () => {
    const { clear, sealed } = await heard(own, 'own.pem')
    expect(clear).toBe('')
    expect(sealed).toContain('harbour')
  })
})
