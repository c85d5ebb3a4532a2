import { allOf, anyOf, anyone, by, has, not, type Sentence } from '#kernel/policy.ts'

type Row = { regionId: number; id: string }
type InRegion = { regionId: number }

const operator = has('system-operator')
const officer = has('security-officer')
const auditor = has('auditor')
const other = not(by('id'))

/**
 * Who may do what with accounts. The three administrators are separate (三员分立): the system operator makes and changes accounts but
 * neither sees who fails to sign in nor reads the log; the security officer locks and unlocks, says who needs a second factor and takes a
 * lost one away, but changes no right and sets no password; the auditor reads the log and changes nothing. Nobody acts on the own account
 * but for its password, second factor, sessions and name.
 */
export const policy = {
  'accounts.read': anyOf<Row>(operator, officer, auditor),
  'accounts.change': operator,
  'accounts.set-rights': allOf<Row>(operator, other),
  'accounts.reset-password': allOf<Row>(operator, other),
  'accounts.lock': allOf<Row>(officer, other),
  'accounts.unlock': allOf<Row>(officer, other),
  'accounts.reset-second-factor': allOf<Row>(officer, other),
} satisfies Record<string, Sentence<Row>>

/** Verbs that are about a region, not about one account. */
export const regionPolicy = {
  'accounts.list': anyOf<InRegion>(operator, officer, auditor),
  'accounts.add': operator,
  'accounts.see-failures': anyOf<InRegion>(officer, auditor),
  'accounts.read-log': auditor,
  // Whoever is signed in has a password; the command reads the own account and no other.
  'accounts.own-password': anyone,
  'accounts.own-second-factor': anyone,
  'accounts.own-sessions': anyone,
  'accounts.read-second-factor-rule': anyOf<InRegion>(operator, officer, auditor),
  'accounts.set-second-factor-rule': officer,
} satisfies Record<string, Sentence<InRegion>>
