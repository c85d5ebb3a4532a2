import { sequenceAll } from '#kernel/log/sequencer.ts'
import { regionsOfLog, verifyLog } from '#kernel/log/verify.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Installation } from '../installation.ts'
import { type Command, Refusal } from '../io.ts'
import { placeOf, placeOptions, withInstallation } from '../place.ts'

/** So many things that do not fit are printed; the first is what matters, the others say how far it goes. */
const SHOWN = 20

export const logVerify: Command = {
  name: 'log verify',
  usage: 'log verify [--data DIR]',
  zh: '重算只增日志，并逐条核对记录的每个版本；逐地区给出条数与根，指出第一条对不上的',
  en: 're-computes the append-only log and holds every version of every record against it; names the first entry that does not fit',
  options: placeOptions,
  async run({ values }, io) {
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
    })
  },
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
