import { readFile } from 'node:fs/promises'
import { hasCode } from '#kernel/database/directoryLock.ts'
import { holdCheckpoint } from '#kernel/log/heldCheckpoint.ts'
import { sequenceAll } from '#kernel/log/sequencer.ts'
import { regionsOfLog, verifyLog } from '#kernel/log/verify.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Installation } from '../installation.ts'
import { type Command, type Io, Refusal } from '../io.ts'
import { placeOf, placeOptions, withInstallation } from '../place.ts'

/** So many things that do not fit are printed; the first is what matters, the others say how far it goes. */
const SHOWN = 20
/** A checkpoint is some two hundred bytes. */
const LONGEST = 10_000

export const logVerify: Command = {
  name: 'log verify',
  usage: 'log verify [--checkpoint FILE] [--data DIR]',
  zh: '重算只增日志，并逐条核对记录的每个版本；逐地区给出条数与根，指出第一条对不上的',
  en: 're-computes the append-only log and holds every version of every record against it; names the first entry that does not fit',
  options: {
    ...placeOptions,
    checkpoint: {
      type: 'string',
      zh: '再和从前存下的一个检查点比较：是不是这份日志的开头',
      en: 'also holds a checkpoint that was kept against it: whether it is a beginning of this log',
    },
  },
  async run({ values }, io) {
    const path = typeof values.checkpoint === 'string' ? values.checkpoint : undefined
    const kept = path === undefined ? undefined : { path, text: await textOf(path) }
    await withInstallation(placeOf(values, { mustExist: true }), async installation => {
      const { kernel, signer } = installation
      for (const regionId of await regionsOfLog(kernel.database.db)) {
        const unsigned = await takeIn(installation, regionId)
        const verdict = await verifyLog(kernel.database.db, regionId, signer, done =>
          io.progress(`${regionId}：已核 ${done} 条`, `${regionId}: ${done} checked`),
        )
        for (const { index, why, row } of verdict.faults.slice(0, SHOWN))
          io.print(`${regionId} entry ${index} ${why}${row === undefined ? '' : ` ${row}`}`)
        if (verdict.fault)
          throw refuse('app.log-broken', { index: verdict.fault.index, why: verdict.fault.why, region: regionId })
        if (unsigned) throw unsigned
        io.print(`${regionId} entries ${verdict.entries} root ${verdict.root}`)
        io.say(
          `${regionId}：${verdict.entries} 条日志、${verdict.versions} 个记录版本，全部相符`,
          `${regionId}: ${verdict.entries} entries and ${verdict.versions} versions of records, all as written`,
        )
      }
      if (kept) await compare(installation, kept, io)
    })
  },
}

/** Says that a checkpoint is a beginning of the log, or refuses with what it is instead. */
async function compare(
  { kernel, signer }: Installation,
  { path, text }: { path: string; text: string },
  io: Io,
): Promise<void> {
  const verdict = await holdCheckpoint(kernel.database.db, signer, text)
  if (verdict.found === 'unread') throw refuse('app.checkpoint-unfit', { path })
  if (verdict.found === 'not-ours') throw refuse('app.checkpoint-not-ours', { path })
  const { regionId: region, size } = verdict
  if (verdict.found === 'forked') throw refuse('app.checkpoint-forked', { region, size })
  if (verdict.found === 'restored') {
    const { index, seal, takenAt, size: kept } = verdict.restore
    throw refuse('app.checkpoint-restored', { region, size, index, seal, takenAt, kept, lost: size - kept })
  }
  io.print(`${region} checkpoint ${size} is a beginning of the log`)
  io.say(
    `${region}：检查点的 ${size} 条正是这份日志的开头`,
    `${region}: the ${size} entries of the checkpoint are the first of this log`,
  )
}

/** A file's text; what is longer than any checkpoint is none. */
async function textOf(path: string): Promise<string> {
  try {
    const bytes = await readFile(path)
    return bytes.length > LONGEST ? '' : bytes.toString('utf8')
  } catch (error) {
    throw hasCode(error, 'ENOENT')
      ? refuse('app.file-not-found', { path })
      : refuse('app.file-unreadable', { path, why: error instanceof Error ? error.message : String(error) })
  }
}

/** Gives waiting entries their place; a log that may not be signed on is told of after it was looked at, because that may say why. */
async function takeIn({ kernel, signer }: Installation, regionId: number): Promise<Refusal | undefined> {
  try {
    await sequenceAll(kernel.database, regionId, kernel.clock, signer)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
