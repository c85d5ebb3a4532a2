import { describe, expect, it } from 'vitest'
import { passwordUnfit } from './passwords.ts'

describe('a password', () => {
  it.each([
    ['nine chars', 'ninechars', 'accounts.password-short'],
    ['九个汉字不够长的', '九个汉字不够长的', 'accounts.password-short'],
    ['emoji counted as characters, not as code units', '😀😁😂😃😄', 'accounts.password-short'],
    ['129 characters', 'ab3'.repeat(43), 'accounts.password-long'],
    ['the user name and a year', 'Ye.ZhiXin2025!', 'accounts.password-names-account'],
    ['the user name among words', 'ye.zhixin likes tea', 'accounts.password-names-account'],
    ['the user name in full width', 'ｙｅ.ｚｈｉｘｉｎ喜欢喝茶', 'accounts.password-names-account'],
    ['one character', 'aaaaaaaaaaaa', 'accounts.password-plain'],
    ['two characters in turn', 'abababababab', 'accounts.password-plain'],
    ['two Chinese characters over and over', '江海江海江海江海江海', 'accounts.password-plain'],
    ['digits that rise', '1234567890', 'accounts.password-plain'],
    ['digits that fall', '9876543210', 'accounts.password-plain'],
    ['a row of keys', 'qwertyuiop', 'accounts.password-plain'],
    ['columns of keys', '1qaz2wsx3edc', 'accounts.password-plain'],
    ['walks one after another', 'Qwerty!@#456', 'accounts.password-plain'],
    ['a mobile number', '13812345679', 'accounts.password-plain'],
    ['a citizen’s number', '32060019900307551X', 'accounts.password-plain'],
    ['我爱你一生一世', 'woaini1314520', 'accounts.password-plain'],
    ['5201314 and more', '5201314520', 'accounts.password-plain'],
    ['the city and a year', 'Nantong@2025', 'accounts.password-plain'],
    ['the product and a year', 'jianghai2026!', 'accounts.password-plain'],
    ['管理员 as delivered', 'Admin@123456', 'accounts.password-plain'],
    ['what meets every rule of composition', 'P@ssw0rd2026', 'accounts.password-plain'],
    ['a common one', 'christopher', 'accounts.password-plain'],
    ['another, whatever its case', 'ManChesteR', 'accounts.password-plain'],
    ['digits in an order everybody thinks of', '1357924680', 'accounts.password-plain'],
    ['a common Chinese habit', 'a123456789', 'accounts.password-plain'],
  ])('of %s does not do', (_, password, code) => {
    expect(passwordUnfit(password, 'ye.zhixin', 'password')?.code).toBe(code)
  })

  it.each([
    'ten-letter',
    '江海之滨有一座通达之城',
    `${'ab3'.repeat(42)}cd`,
    '三江口的早潮与晚潮之间',
    'no digits no capitals',
    '     ten spaces count     ',
    'nantong is by the sea',
  ])('%s does', password => {
    expect(passwordUnfit(password, 'ye.zhixin', 'password')).toBeUndefined()
  })

  it('that is long and almost a walk is judged at once', () => {
    expect(passwordUnfit(`${'a'.repeat(127)}b`, 'ye.zhixin', 'password')?.code).toBe('accounts.password-plain')
    expect(passwordUnfit(`${'123'.repeat(42)}ck`, 'ye.zhixin', 'password')).toBeUndefined()
  })

  it('of somebody whose name is two letters may hold them within a word', () => {
    expect(passwordUnfit('literature at night', 'li', 'password')).toBeUndefined()
    expect(passwordUnfit('li2025-2026', 'li', 'password')?.code).toBe('accounts.password-names-account')
  })
})
