import { regions } from '#kernel/accounts/members.ts'
import { sequenceAll } from '#kernel/log/sequencer.ts'
import { verifyLog } from '#kernel/log/verify.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Command } from '../io.ts'
import { placeOf, placeOptions, withInstallation } from '../place.ts'

export const logVerify: Command = {
  name: 'log verify',
  usage: 'log verify [--data DIR]',
  zh: '重算只增日志，逐地区给出条数与根；指出第一条对不上的',
  en: 're-computes the append-only log; names the first entry that does not fit',
  options: placeOptions,
  async run({ values }, io) {
    await withInstallation(placeOf(values, { mustExist: true }), async ({ kernel, signer }) => {
      for (const { regionId } of await regions(kernel.database.db)) {
        await sequenceAll(kernel.database, regionId, kernel.clock, signer)
        const verdict = await verifyLog(kernel.database.db, regionId, signer, done =>
          io.progress(`${regionId}：已核 ${done} 条`, `${regionId}: ${done} checked`),
        )
        if (verdict.fault)
          throw refuse('app.log-broken', { index: verdict.fault.index, why: verdict.fault.why, region: regionId })
        io.print(`${regionId} entries ${verdict.entries} root ${verdict.root}`)
      }
    })
  },
}
