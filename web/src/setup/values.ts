import type { RefusalBody } from '#contract/kernel.ts'

/** What the form of the first set-up holds. `again` is the password typed a second time; it is compared here and never sent. */
export type SetUpValues = {
  token: string
  region: { id: string; nameZh: string; nameEn: string }
  unitZh: string
  name: string
  username: string
  password: string
  again: string
}

/** A password has at least this many characters: the server's own rule, said before it is asked. */
export const PASSWORD_LEAST = 10

type Fields = RefusalBody['refusal']['fields']

/** What does not fit before anything is sent, one line per field, in the order of the form. */
export function unfit(values: SetUpValues): Fields {
  const checks: ReadonlyArray<readonly [boolean, string, string, Fields[number]['params']]> = [
    [values.token.trim() !== '', 'token', 'setup.token-needed', {}],
    [/^[1-9]\d{5}$/.test(values.region.id.trim()), 'region.id', 'setup.region-unfit', {}],
    [/^[a-zA-Z0-9._-]{2,40}$/.test(values.username.trim()), 'username', 'setup.username-unfit', {}],
    [values.password.length >= PASSWORD_LEAST, 'password', 'setup.password-short', { least: PASSWORD_LEAST }],
    [values.again === values.password, 'again', 'setup.password-differs', {}],
  ]
  return checks.filter(([fits]) => !fits).map(([, path, code, params]) => ({ path, code, params }))
}

/** The body of the request: the region's number as a number, nothing that only the form needs. */
export function bodyOf({ token, region, unitZh, name, username, password }: SetUpValues) {
  return {
    token: token.trim(),
    region: { id: Number(region.id.trim()), nameZh: region.nameZh.trim(), nameEn: region.nameEn.trim() },
    unitZh: unitZh.trim(),
    name: name.trim(),
    username: username.trim(),
    password,
  }
}

/** The token from the address the terminal printed, `/setup#token`. After `#` it is never sent to a server or kept in its log. */
export function tokenOf(hash: string): string {
  const token = hash.replace(/^#/, '')
  return /^[\w-]{8,100}$/.test(token) ? token : ''
}
