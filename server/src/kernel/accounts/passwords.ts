import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Refusal, refuse } from '../refusal.ts'

/** At least as many characters as OWASP ASVS 5.0 asks (6.2.1: 8) and two more; at most what the accounts library hashes. */
export const PASSWORD_LEAST = 10
export const PASSWORD_MOST = 128

/** Days for which a first password lets in; [C] an operator meets a colleague within a week. An installation may set another number. */
export const FIRST_PASSWORD_DAYS = 7

/**
 * Why a password does not do: too short, too long, or among what is guessed first; undefined when it does. It is looked at as a whole, as
 * it was typed, and no kinds of characters are asked for: a sentence in Chinese does.
 */
export function passwordUnfit(password: string, username: string, field: string): Refusal | undefined {
  const length = [...password].length
  if (length < PASSWORD_LEAST) return refuse('accounts.password-short', { least: PASSWORD_LEAST }, { field })
  if (length > PASSWORD_MOST) return refuse('accounts.password-long', { most: PASSWORD_MOST }, { field })
  const small = password.normalize('NFKC').toLowerCase()
  if (namesAccount(small, username.normalize('NFKC').toLowerCase()))
    return refuse('accounts.password-names-account', {}, { field })
  return isPlain(small) || isCommon(small) ? refuse('accounts.password-plain', {}, { field }) : undefined
}

/** The user name stands in it. A name of two or three letters is found in many words: there it must be all but digits and signs. */
function namesAccount(password: string, username: string): boolean {
  if (username.length < 2 || !password.includes(username)) return false
  return username.length >= 4 || /^[\W\d_]*$/.test(password.replaceAll(username, ''))
}

const isPlain = (password: string) => isRepeated(password) || isWalk(password) || isNumber(password) || isStem(password)

/** At most two characters, or a short piece over and over: 江海江海江海江海江海, abcabcabcabc. */
const isRepeated = (password: string) => new Set(password).size <= 2 || /^(.{1,5})\1+$/u.test(password)

/** Rows, columns and counting, forwards and backwards: what a finger does without the head. */
const rows = [
  '12345678901234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  ...['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm', '!qaz', '@wsx', '#edc', '!@#$%^&*()'],
]
const walks = rows.flatMap(row => [row, [...row].reverse().join('')])

/**
 * Made of nothing but walks of three keys and more, or of one key several times: qwerty123456, 1qaz2wsx3edc, aaa111222. Each place is
 * reached once: a long password of one character must not cost all the ways to cut it.
 */
function isWalk(password: string): boolean {
  const reached = new Set([0])
  for (let start = 0; start + 3 <= password.length; start++)
    if (reached.has(start))
      for (let end = start + 3; end <= password.length && isOneWalk(password.slice(start, end)); end++) reached.add(end)
  return reached.has(password.length)
}

const isOneWalk = (piece: string) => walks.some(row => row.includes(piece)) || new Set(piece).size === 1

/** A mobile number or a citizen's number, which others know. */
const isNumber = (password: string) => /^(\+?86)?1[3-9]\d{9}$/.test(password) || /^\d{17}[\dx]$/.test(password)

/**
 * Words that people here put digits and signs around, and call it a password: the list of common passwords has some of the ways, this has
 * all. They are habits of the keyboard, in Latin letters: 我爱你, 密码, 中国, the city and its neighbours, the product.
 */
export const stems = new Set(
  `a aa aaa abc abcd abcde asd asdf asdfgh qwe qwer qwerty qaz qazwsx zxc zxcv zxcvbn zxcvbnm qq wx admin administrator root guest test user
  system sysadmin office manager password passwd passw0rd p@ssw0rd p@ssword pass welcome letmein login master hello iloveyou love
  woaini aini woaiwojia woaizhongguo wodemima mima nihao woshi laopo laogong baobao caonima zhongguo china beijing shanghai
  jiangsu nantong chongchuan tongzhou haimen qidong rugao rudong haian putuo sutong tongsu jianghai jianghaixietong kechuang kechuangwei kejiju
  zhengfu shiwei bangongshi keji xietong`
    .split(/\s+/)
    .filter(Boolean),
)

/** One of the words with nothing but digits and signs around it, or a number that is said: 5201314 (我爱你一生一世). */
function isStem(password: string): boolean {
  const word = password.replace(/^[\d\W_]+|[\d\W_]+$/gu, '')
  if (/\p{L}/u.test(word)) return stems.has(word)
  return (
    /^\d+$/.test(password) &&
    /^(520|521|1314|5201314|5211314|888|666|168|518|123|321|000|110|119|120)+\d{0,3}$/.test(password)
  )
}

let common: ReadonlySet<string> | undefined

/** Among the ten thousand most used ones of this length (commonPasswords.txt; read when the first password is set). */
function isCommon(password: string): boolean {
  common ??= new Set(
    readFileSync(join(import.meta.dirname, 'commonPasswords.txt'), 'utf8')
      .trim()
      .split('\n'),
  )
  return common.has(createHash('sha256').update(password).digest().subarray(0, 6).toString('base64url'))
}
