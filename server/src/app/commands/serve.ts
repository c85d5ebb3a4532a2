import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { senderOf } from '#kernel/citizens/sender.ts'
import { hasCode } from '#kernel/database/directoryLock.ts'
import { httpServer } from '#kernel/http/server.ts'
import type { Certificate } from '#kernel/http/tls.ts'
import { startJobs } from '#kernel/jobs/index.ts'
import { verifierKey } from '#kernel/log/checkpoint.ts'
import { startSequencer } from '#kernel/log/sequencer.ts'
import { type Model, modelOf } from '#kernel/model/index.ts'
import { refuse } from '#kernel/refusal.ts'
import { startRounds } from '#kernel/rounds.ts'
import { sourcesOf } from '#kernel/sources/settings.ts'
import { keepBackups } from '../backups/keepBackups.ts'
import { emptyCutOffCity, wasCutOff } from '../demonstration/cutOff.ts'
import { demonstrationAccounts, loadDemonstration } from '../demonstration/load.ts'
import { faultLine } from '../faultLine.ts'
import { isEmpty } from '../firstRun.ts'
import type { Installation } from '../installation.ts'
import type { Command, Io } from '../io.ts'
import { type LimitSettings, limitSettings } from '../limitSettings.ts'
import { placeOf, placeOptions, withInstallation } from '../place.ts'
import { rooms } from '../rooms.ts'
import { tellStrangeSources } from '../strangeSources.ts'
import { version } from '../version.ts'

/** Long enough to install in the morning and set up in the afternoon; a restart prints another. */
export const FIRST_RUN_HOURS = 24

const webRoot = join(import.meta.dirname, '../../../../web/dist')

export const serve: Command = {
  name: 'serve',
  usage:
    'serve [--data DIR] [--port N] [--host H] [--cert F --key F] [--public URL] [--proxy IP,…] [--empty] [--lang zh|en]',
  zh: '提供网页和接口；第一次启动时装入演示城',
  en: 'runs the server and the web application; loads the demonstration city on first start',
  options: {
    ...placeOptions,
    port: { type: 'string', zh: '端口，默认 8080', en: 'the port, 8080 by default' },
    host: { type: 'string', zh: '地址，默认 127.0.0.1', en: 'the address, 127.0.0.1 by default' },
    cert: {
      type: 'string',
      zh: '证书文件（PEM，带中间证书）；有了它直接用 https 提供服务',
      en: 'a certificate file (PEM with its chain): the server speaks https by itself',
    },
    key: { type: 'string', zh: '证书的私钥文件（PEM）', en: 'the key file of the certificate (PEM)' },
    public: {
      type: 'string',
      zh: '人们打开的地址，例如 https://jianghai.example；https 时登录凭据只走加密',
      en: 'the address people open, e.g. https://jianghai.example; with https sessions never go in the clear',
    },
    proxy: {
      type: 'string',
      zh: '前面的代理的地址，逗号分开；只信它们说的客户地址和 https',
      en: 'addresses of the proxies in front, by commas; only their word on clients and https is taken',
    },
    empty: { type: 'boolean', zh: '不装演示城', en: 'without the demonstration city' },
  },
  async run({ values }, io) {
    const port = portOf(values.port)
    const host = typeof values.host === 'string' ? values.host : '127.0.0.1'
    if (!existsSync(join(webRoot, 'index.html'))) throw refuse('app.not-built', { path: join(webRoot, 'index.html') })
    // Heard from here on, so that a Ctrl-C at any moment ends what is going on instead of cutting it off.
    const stop = stopAsked()
    stop.addEventListener('abort', () => io.say('正在停止……', 'Stopping…'))
    io.progress('正在打开数据库……', 'Opening the database…')
    const front = { ...frontOf(values), ...(await certificateOf(values)) }
    // Read before the database is opened: a slip in a setting is found at once.
    const sender = senderOf(process.env.JIANGHAI_SENDER, process.env.JIANGHAI_SENDER_SECRET)
    const model = modelOf({
      url: process.env.JIANGHAI_LLM_URL,
      model: process.env.JIANGHAI_LLM_MODEL,
      key: process.env.JIANGHAI_LLM_KEY,
      limits: process.env.JIANGHAI_LLM_LIMITS,
      network: process.env.JIANGHAI_LLM_NETWORK,
    })
    const settings = limitSettings(process.env.JIANGHAI_LIMITS)
    const { firstPasswordDays } = settings
    const where = placeOf(values)
    const sources = await sourcesOf(process.env.JIANGHAI_SOURCES, join(where.data, 'sources.json'))
    const place = {
      ...where,
      firstPasswordDays,
      baseUrl: front.publicOrigin ?? `${front.tls ? 'https' : 'http'}://${host}:${port}`,
    }
    await withInstallation(
      place,
      async installation => {
        installation.kernel.sender = sender
        installation.kernel.sources = sources
        if (await wasCutOff(installation)) {
          io.say(
            '上次装演示城没有装完，清空后从头再装。',
            'The demonstration city was not loaded to its end; starting over.',
          )
          await emptyCutOffCity(installation)
        }
        if (!stop.aborted && (await isEmpty(installation)) && !values.empty)
          await loadDemonstration(installation, io, stop)
        if (!stop.aborted)
          await keepBackups(installation, io, () =>
            // Named only now: the pages of the demonstration city are not for a model that an installation tries out.
            listen(installation, { host, port, front, settings, model }, io, stop),
          )
      },
      { cutOff: true },
    )
  },
}

/** Serves until the process is told to stop; what is running is finished first. */
async function listen(
  installation: Installation,
  {
    host,
    port,
    front,
    settings,
    model,
  }: {
    host: string
    port: number
    front: Front & { tls?: Certificate }
    settings: LimitSettings
    model: Model | undefined
  },
  io: Io,
  stop: AbortSignal,
): Promise<void> {
  const { kernel, auth, signer } = installation
  const faults = (error: unknown, reference: string) =>
    process.stderr.write(`${faultLine(error, reference, new Date())}\n`)
  const sequencer = startSequencer(kernel.database, kernel.clock, signer, error => faults(error, 'log'))
  kernel.model = model
  // What waits for a model and what waits for a source do not wait for each other.
  const aside = (model?.limits.atOnce ?? 0) + (kernel.sources?.length ? 1 : 0)
  const jobs = await startJobs(kernel, { onFault: faults, ...(aside > 0 ? { aside } : {}) })
  kernel.committed = () => {
    sequencer.hint()
    jobs.hint()
  }
  const rounds = startRounds(kernel, rooms, error => faults(error, 'rounds'))
  const waiting = await isEmpty(installation)
  const firstRun = waiting
    ? { token: randomBytes(16).toString('base64url'), until: new Date(Date.now() + FIRST_RUN_HOURS * 3_600_000) }
    : undefined
  const app = await httpServer({
    kernel,
    auth,
    rooms,
    webRoot,
    version,
    onFault: faults,
    verifierKey: verifierKey(signer),
    limits: settings.limits,
    refusedLog: settings.refusedLog,
    ...front,
    ...(firstRun === undefined ? {} : { firstRun }),
    demonstration: () => demonstrationAccounts(installation),
  })
  try {
    await app.listen({ host, port }).catch(error => {
      if (hasCode(error, 'EADDRINUSE')) throw refuse('app.port-in-use', { port })
      if (hasCode(error, 'EACCES')) throw refuse('app.port-not-permitted', { port })
      if (hasCode(error, 'ENOTFOUND', 'EADDRNOTAVAIL', 'EAI_AGAIN')) throw refuse('app.host-unfit', { host })
      throw error
    })
    const address = `${front.tls ? 'https' : 'http'}://${shownHost(host)}:${portOfServer(app.server.address()) ?? port}`
    await announce(installation, address, firstRun?.token, io)
    await tellStrangeSources(kernel, io)
    if (!stop.aborted) await new Promise(resolve => stop.addEventListener('abort', resolve, { once: true }))
  } finally {
    await app.close()
    await rounds.stop()
    await jobs.stop()
    await sequencer.stop()
  }
}

const shownHost = (host: string) => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host)

async function announce(installation: Installation, address: string, token: string | undefined, io: Io): Promise<void> {
  io.say(`江海协同已启动：${address}/`, `Jianghai is running: ${address}/`)
  // Behind the #, where browsers keep it to themselves: it is in no request, and in no log of a proxy.
  if (token !== undefined)
    io.say(`还没有设置。打开 ${address}/setup#${token}`, `Not set up yet. Open ${address}/setup#${token}`)
  const accounts = await demonstrationAccounts(installation)
  if (accounts.length > 0) {
    io.say('演示账号（仅演示城有）：', 'Demonstration accounts (only with the demonstration city):')
    for (const each of accounts)
      io.say(
        `  ${each.username}  ${each.password}  ${each.name} ${each.unitZh ?? ''} ${each.roles.join('、')}`,
        `  ${each.username}  ${each.password}  ${each.name} ${each.unitEn ?? each.unitZh ?? ''} ${each.roles.join(', ')}`,
      )
  }
  io.say('按 Ctrl-C 停止。', 'Press Ctrl-C to stop.')
}

/** The port the system chose, for `--port 0`. */
function portOfServer(address: ReturnType<Server['address']>): number | undefined {
  return address && typeof address === 'object' ? address.port : undefined
}

/**
 * Aborts when the process is told to stop. A group signal may arrive twice within a moment; a second one later means that the person
 * does not want to wait.
 */
function stopAsked(): AbortSignal {
  const asked = new AbortController()
  let first = 0
  const stop = () => {
    const now = performance.now()
    if (first === 0) asked.abort()
    else if (now - first > 1500) process.exit(130)
    first ||= now
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return asked.signal
}

function portOf(given: string | boolean | undefined): number {
  if (given === undefined) return 8080
  const port = Number(given)
  if (!/^\d{1,5}$/.test(String(given)) || port > 65535) throw refuse('app.port-unfit', { port: String(given) })
  return port
}

/** The certificate to serve under. Refuses `app.certificate-unfit`: one without its key, or files that cannot be read or do not belong together. */
export async function certificateOf(
  values: Readonly<Record<string, string | boolean | undefined>>,
): Promise<{ tls?: Certificate }> {
  if (values.cert === undefined && values.key === undefined) return {}
  try {
    const [cert, key] = await Promise.all([values.cert, values.key].map(path => readFile(String(path), 'utf8')))
    if (!new X509Certificate(cert ?? '').checkPrivateKey(createPrivateKey(key ?? ''))) throw new Error('two keys')
    return { tls: { cert: cert ?? '', key: key ?? '' } }
  } catch (error) {
    throw refuse('app.certificate-unfit', { why: error instanceof Error ? error.message : '' })
  }
}

type Front = { publicOrigin?: string; trustedProxies?: string[] }

/** What stands before this server. Refuses `app.public-unfit`, `app.proxy-unfit` and
 * `app.proxy-needs-public`: a slip here would open what it is to close. */
export function frontOf(values: Readonly<Record<string, string | boolean | undefined>>): Front {
  const front: Front = {}
  if (typeof values.public === 'string') {
    const url = URL.canParse(values.public) ? new URL(values.public) : undefined
    if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.username)
      throw refuse('app.public-unfit', { given: values.public })
    front.publicOrigin = url.origin
  }
  if (typeof values.proxy === 'string') {
    const addresses = values.proxy.split(',').map(each => each.trim())
    const wrong = addresses.find(each => !isAddress(each))
    if (wrong !== undefined) throw refuse('app.proxy-unfit', { given: wrong })
    // Without it the cookie could not be bound to the host: whether people come by https would be each request's word.
    if (front.publicOrigin === undefined) throw refuse('app.proxy-needs-public')
    front.trustedProxies = addresses
  }
  return front
}

/** An address, or a network as `10.0.0.0/24`. */
function isAddress(given: string): boolean {
  const [address = '', bits, ...more] = given.split('/')
  const most = isIP(address) === 4 ? 32 : 128
  return (
    isIP(address) > 0 &&
    more.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most))
  )
}
