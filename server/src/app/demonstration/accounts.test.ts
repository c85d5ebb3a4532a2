import { afterAll, beforeAll, expect, it } from 'vitest'
import { accounts, newSecret } from '#kernel/accounts/auth.ts'
import { addAccount } from '#kernel/accounts/signIn.ts'
import { keepSetting } from '#kernel/settings.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { DEMONSTRATION_PASSWORD } from './accounts.ts'
import { demonstrationAccounts } from './load.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

it('an installation without the demonstration city offers no account, and its password opens none', async () => {
  const auth = accounts(city.database.pool, {
    secret: newSecret(),
    baseUrl: 'http://city.test',
    secure: false,
    passwords: city.kernel.passwords,
  })
  await addAccount(auth, 320600, 'staff', '经办', 'a password of their own')
  const server = await aServer(city, { demonstration: () => demonstrationAccounts({ kernel: city.kernel }) })
  expect((await server.as().get('/api/session/demonstration')).body).toEqual([])
  for (const username of ['staff', 'head', 'system', 'security', 'audit'])
    expect((await server.as().post('/api/session', { username, password: DEMONSTRATION_PASSWORD })).status).toBe(401)

  await keepSetting(city.database.db, 'demonstration', { password: DEMONSTRATION_PASSWORD })
  const offered = (await server.as().get('/api/session/demonstration')).body
  expect(offered).toContainEqual(expect.objectContaining({ username: 'staff', password: DEMONSTRATION_PASSWORD }))
  await server.close()
})
