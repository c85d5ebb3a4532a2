import { expect, test } from 'vitest'
import { contentDisposition } from './contentDisposition.ts'

test.each([
  ['matters-2025-05-08.csv', 'matters-2025-05-08.csv', 'matters-2025-05-08.csv'],
  ['点评册 2025-05-22 草稿.docx', '___ 2025-05-22 __.docx', '点评册 2025-05-22 草稿.docx'],
  ['a"; filename="b.exe', 'a__ filename=_b.exe', 'a"; filename="b.exe'],
  ["it's (1)*.csv", "it's (1)*.csv", "it's (1)*.csv"],
  ['a\r\nSet-Cookie: x=1', 'a__Set-Cookie_ x=1', 'a__Set-Cookie_ x=1'],
  ['../../etc/passwd', '__.._etc_passwd', '__.._etc_passwd'],
  ['..\\..\\x', '__.._x', '__.._x'],
  ['报告\u202Excod.exe', '___xcod.exe', '报告_xcod.exe'],
  ['a\u0000\ud800b', 'a__b', 'a_\ufffdb'],
  ['100%41.csv', '100_41.csv', '100%41.csv'],
])('the download name of %j is safe for old programs and whole for new ones', (name, plain, whole) => {
  const header = contentDisposition(name)
  expect(header).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+$/)
  expect(/filename="([^"]*)"/.exec(header)?.[1]).toBe(plain)
  expect(decodeURIComponent(header.slice(header.lastIndexOf("''") + 2))).toBe(whole)
})
