import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { hasCode } from '#kernel/database/directoryLock.ts'
import { httpServer } from '#kernel/http/server.ts'
import { startJobs } from '#kernel/jobs/index.ts'
import { startSequencer } from '#kernel/log/sequencer.ts'
import { refuse } from '#kernel/refusal.ts'
import { keepBackups } from '../backups/keepBackups.ts'
import { demonstrationAccounts, loadDemonstration } from '../demonstration/load.ts'
import { isEmpty } from '../firstRun.ts'
import type { Installation } from '../installation.ts'
import type { Command, Io } from '../io.ts'
import { placeOf, placeOptions, withInstallation } from '../place.ts'
import { rooms } from '../rooms.ts'
import { version } from '../version.ts'

const webRoot = join(import.meta.dirname, '../../../../web/dist')

export const serve: Command = {
  name: 'serve',
  usage: 'serve [--data DIR] [--port N] [--host H] [--empty] [--lang zh|en]',
  zh: '提供网页和接口；第一次启动时装入演示城',
  en: 'runs the server and the web application; loads the demonstration city on first start',
  options: {
    ...placeOptions,
    port: { type: 'string', zh: '端口，默认 8080', en: 'the port, 8080 by default' },
    host: { type: 'string', zh: '地址，默认 127.0.0.1', en: 'the address, 127.0.0.1 by default' },
    empty: { type: 'boolean', zh: '不装演示城', en: 'without the demonstration city' },
  },
  async run({ values }, io) {
    const port = portOf(values.port)
    const host = typeof values.host === 'string' ? values.host : '127.0.0.1'
    if (!existsSync(join(webRoot, 'index.html'))) throw refuse('app.not-built', { path: join(webRoot, 'index.html') })
    io.progress('正在打开数据库……', 'Opening the database…')
    const place = { ...placeOf(values), baseUrl: `http://${host}:${port}` }
    await withInstallation(place, async installation => {
      if ((await isEmpty(installation)) && !values.empty) await loadDemonstration(installation, io)
      await keepBackups(installation, io, () => listen(installation, host, port, io))
    })
  },
}

/** Serves until the process is told to stop; what is running is finished first. */
async function listen(installation: Installation, host: string, port: number, io: Io): Promise<void> {
  const { kernel, auth, signer } = installation
  const faults = (error: unknown, reference: string) =>
    process.stderr.write(
      `${new Date().toISOString()} fault ${reference} ${error instanceof Error ? error.stack : String(error)}\n`,
    )
  const sequencer = startSequencer(kernel.database, kernel.clock, signer, error => faults(error, 'log'))
  const jobs = await startJobs(kernel, { onFault: faults })
  kernel.committed = () => {
    sequencer.hint()
    jobs.hint()
  }
  const waiting = await isEmpty(installation)
  const firstRunToken = waiting ? randomBytes(12).toString('base64url') : undefined
  const app = await httpServer({
    kernel,
    auth,
    rooms,
    webRoot,
    version,
    onFault: faults,
    ...(firstRunToken === undefined ? {} : { firstRunToken }),
    demonstration: () => demonstrationAccounts(installation),
  })
  try {
    await app.listen({ host, port }).catch(error => {
      if (hasCode(error, 'EADDRINUSE')) throw refuse('app.port-in-use', { port })
      if (hasCode(error, 'EACCES')) throw refuse('app.port-not-permitted', { port })
      if (hasCode(error, 'ENOTFOUND', 'EADDRNOTAVAIL', 'EAI_AGAIN')) throw refuse('app.host-unfit', { host })
      throw error
    })
    await announce(installation, portOfServer(app.server.address()) ?? port, host, firstRunToken, io)
    await stopAsked()
    io.say('正在停止……', 'Stopping…')
  } finally {
    await app.close()
    await jobs.stop()
    await sequencer.stop()
  }
}

async function announce(
  installation: Installation,
  port: number,
  host: string,
  token: string | undefined,
  io: Io,
): Promise<void> {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  io.say(`江海协同已启动：http://${shown}:${port}/`, `Jianghai is running: http://${shown}:${port}/`)
  if (token !== undefined)
    io.say(
      `还没有设置。打开 http://${shown}:${port}/setup#${token}`,
      `Not set up yet. Open http://${shown}:${port}/setup#${token}`,
    )
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
 * Resolves when the process is told to stop. A group signal may arrive twice within a moment; a second one later means that the person
 * does not want to wait.
 */
function stopAsked(): Promise<void> {
  return new Promise(resolve => {
    let first = 0
    const stop = () => {
      const now = performance.now()
      if (first === 0) resolve()
      else if (now - first > 1500) process.exit(130)
      first ||= now
    }
    process.on('SIGINT', stop).on('SIGTERM', stop)
  })
}

function portOf(given: string | boolean | undefined): number {
  if (given === undefined) return 8080
  const port = Number(given)
  if (!/^\d{1,5}$/.test(String(given)) || port > 65535) throw refuse('app.port-unfit', { port: String(given) })
  return port
}
