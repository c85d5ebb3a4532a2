import { FIRST_PASSWORD_DAYS } from '#kernel/accounts/passwords.ts'
import {
  type Limit,
  type Limits,
  type RefusedLimits,
  usualCodes,
  usualExports,
  usualLimits,
  usualOpenReads,
  usualReads,
  usualRefused,
} from '#kernel/http/limits.ts'
import { refuse } from '#kernel/refusal.ts'

/** What an installation may set in JIANGHAI_LIMITS: by name, what it is, and the usual number. */
export const settable = {
  'failed-sign-ins': { usual: usualLimits.failedSignIns.perMinute, most: 10_000, what: 'a minute, of one address' },
  writes: { usual: usualLimits.writes.perMinute, most: 1_000_000, what: 'a minute, of one session' },
  reads: { usual: usualReads.perMinute, most: 1_000_000, what: 'a minute, of one session' },
  'open-reads': {
    usual: usualOpenReads.perMinute,
    most: 1_000_000,
    what: 'a minute, of one address where nobody is signed in',
  },
  exports: { usual: usualExports.perMinute, most: 1_000_000, what: 'a minute, of one session' },
  codes: { usual: usualCodes.perMinute, most: 1_000_000, what: 'codes to citizens a minute, of one address' },
  'first-password-days': { usual: FIRST_PASSWORD_DAYS, most: 30, what: 'days for which a first password lets in' },
} as const
type Name = keyof typeof settable

export type LimitSettings = { limits: Required<Limits>; refusedLog: RefusedLimits; firstPasswordDays: number }

/**
 * Reads JIANGHAI_LIMITS, `reads=1200,first-password-days=3`; what is not named is as usual, and how many may come at once goes with how
 * many a minute. Refuses `app.limits-unfit` {given}: a limit that was misspelt would not be there.
 */
export function limitSettings(given = ''): LimitSettings {
  const set = new Map<Name, number>()
  for (const part of given.split(',').map(each => each.trim())) {
    if (part === '') continue
    const [, name = '', number = ''] = /^([a-z-]+)=(\d{1,7})$/.exec(part) ?? []
    const known = isName(name) ? settable[name] : undefined
    if (!isName(name) || !known || set.has(name) || Number(number) < 1 || Number(number) > known.most)
      throw refuse('app.limits-unfit', { given: part, known: Object.keys(settable).join('、') })
    set.set(name, Number(number))
  }
  const of = (name: Name, usual: Limit): Limit => {
    const perMinute = set.get(name) ?? usual.perMinute
    return { perMinute, atOnce: Math.ceil((usual.atOnce / usual.perMinute) * perMinute) }
  }
  return {
    limits: {
      failedSignIns: of('failed-sign-ins', usualLimits.failedSignIns),
      writes: of('writes', usualLimits.writes),
      reads: of('reads', usualReads),
      openReads: of('open-reads', usualOpenReads),
      exports: of('exports', usualExports),
      codes: of('codes', usualCodes),
    },
    refusedLog: usualRefused,
    firstPasswordDays: set.get('first-password-days') ?? FIRST_PASSWORD_DAYS,
  }
}

const isName = (name: string): name is Name => Object.hasOwn(settable, name)
