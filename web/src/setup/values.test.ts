import { describe, expect, it } from 'vitest'
import { bodyOf, type SetUpValues, tokenOf, unfit } from './values.ts'

const fitting: SetUpValues = {
  token: 'Zm9vYmFyYmF6cXV4',
  region: { id: '320600', nameZh: '南通市', nameEn: 'Nantong' },
  unitZh: '科创委办公室',
  name: '阮青石',
  username: 'ruan.qingshi',
  password: 'ten-letter',
  again: 'ten-letter',
}

describe('the form of the first set-up', () => {
  it.each<[string, Partial<SetUpValues>, string]>([
    ['a token is missing', { token: ' ' }, 'token setup.token-needed'],
    ['a region has five digits', { region: { ...fitting.region, id: '32060' } }, 'region.id setup.region-unfit'],
    ['a region begins with nought', { region: { ...fitting.region, id: '020600' } }, 'region.id setup.region-unfit'],
    ['a user name has a space', { username: 'ruan qingshi' }, 'username setup.username-unfit'],
    ['a password has nine characters', { password: 'ten-lette', again: 'ten-lette' }, 'password setup.password-short'],
    ['the second password differs', { again: 'ten-Letter' }, 'again setup.password-differs'],
  ])('is stopped when %s', (_, change, expected) => {
    expect(unfit({ ...fitting, ...change }).map(({ path, code }) => `${path} ${code}`)).toEqual([expected])
  })

  it('passes when everything fits, and sends no second password', () => {
    expect(unfit(fitting)).toEqual([])
    expect(bodyOf(fitting)).toEqual({
      token: 'Zm9vYmFyYmF6cXV4',
      region: { id: 320600, nameZh: '南通市', nameEn: 'Nantong' },
      unitZh: '科创委办公室',
      name: '阮青石',
      username: 'ruan.qingshi',
      password: 'ten-letter',
    })
  })

  it('takes the token from the address the terminal printed, and nothing else from it', () => {
    expect(tokenOf('#Zm9vYmFyYmF6cXV4')).toBe('Zm9vYmFyYmF6cXV4')
    expect(tokenOf('')).toBe('')
    expect(tokenOf('#<script>')).toBe('')
  })
})
