import { role } from '#contract/kernel.ts'
import { allUnits, members, putRegion, systemActor } from '#kernel/accounts/members.ts'
import { addAccount } from '#kernel/accounts/signIn.ts'
import { heldClock } from '#kernel/clock.ts'
import { command } from '#kernel/run.ts'
import { keepSetting } from '#kernel/settings.ts'
import { importTable } from '../../registry/index.ts'
import type { Installation } from '../installation.ts'
import { list, table } from './tables.ts'
import type { Shared } from './timeline.ts'

/** One password for all: these accounts exist only with the demonstration city, which says so wherever they are shown. */
export const DEMONSTRATION_PASSWORD = 'jianghai-demo'

/** The day before the story begins. */
export const BEGINNING = '2022-06-30T01:00:00.000Z'

/** Regions, units and people of the demonstration city. Units without a person of their own get a liaison who cannot sign in. */
export async function peopleTheCity(installation: Installation): Promise<Shared> {
  const { kernel, auth } = installation
  const past = { ...kernel, clock: heldClock(BEGINNING), committed: () => undefined }
  const regions = await table('regions')
  for (const region of regions)
    await putRegion(kernel.database.db, {
      regionId: Number(region.region),
      nameZh: region.name_zh ?? '',
      nameEn: region.name_en ?? '',
      demonstration: region.demonstration === 'true',
    })

  const unitRows = await table('units')
  const accountRows = await table('accounts')
  for (const { region } of regions) {
    const regionId = Number(region)
    await command(past, systemActor(regionId), regionId, ctx => importTable(ctx, 'units', unitRows))
  }
  const found = await allUnits(kernel.database.db)
  const shared: Shared = {
    ids: new Map(),
    units: new Map(found.map(unit => [unit.code, { id: unit.id, region: unit.regionId }])),
  }

  const accountIds = new Map<string, string>()
  for (const account of accountRows) {
    const username = account.username ?? ''
    accountIds.set(
      username,
      await addAccount(auth, Number(account.region), username, account.name_zh ?? username, DEMONSTRATION_PASSWORD),
    )
  }
  const staffed = (code: string) =>
    ['unit-reporter', 'unit-head'].every(need =>
      accountRows.some(account => account.unit_code === code && list(account.roles).includes(need)),
    )
  for (const { region } of regions) {
    const regionId = Number(region)
    await command(past, systemActor(regionId), regionId, async ctx => {
      for (const account of accountRows.filter(each => each.region === region))
        await members.insert(ctx, {
          accountId: accountIds.get(account.username ?? '') ?? '',
          username: account.username ?? '',
          name: account.name_zh ?? '',
          unitId: shared.units.get(account.unit_code ?? '')?.id ?? null,
          roles: list(account.roles).map(each => role.parse(each)),
          active: true,
        })
      for (const unit of found.filter(each => each.regionId === regionId && !staffed(each.code)))
        await members.insert(ctx, {
          accountId: `none:${unit.code}`,
          username: `liaison.${unit.code}`,
          name: `${unit.shortZh ?? unit.nameZh}联络员`,
          unitId: unit.id,
          roles: ['unit-reporter', 'unit-head'],
          active: true,
        })
      await ctx.record('kernel.members-added', { kind: 'region', id: region ?? '' }, { count: accountRows.length })
    })
  }
  await keepSetting(kernel.database.db, 'demonstration', { password: DEMONSTRATION_PASSWORD })
  return shared
}

/** Who acts for a unit: its own reporter or head where it has one, else its liaison. */
export function personOf(
  accountRows: ReadonlyArray<Record<string, string>>,
  unit: string,
  need: 'reporter' | 'head',
): string {
  const own = accountRows.find(account => account.unit_code === unit && list(account.roles).includes(`unit-${need}`))
  return own?.username ?? `liaison.${unit}`
}
