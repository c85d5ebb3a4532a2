import type { MatterWord } from '../words.ts'

/** One thing an act asks for. The server's schema says the same; here is only how it is asked. */
export type Asked = {
  name: string
  label: MatterWord
  as: 'line' | 'text' | 'day' | 'percent' | 'number' | 'choice' | 'check' | 'matter' | 'light' | 'regions'
  optional?: true
  choices?: ReadonlyArray<readonly [value: string, label: MatterWord]>
  first?: string
  help?: MatterWord
}

const reason: Asked = { name: 'reason', label: 'reason', as: 'text' }
const method: Asked = {
  name: 'method',
  label: 'method',
  as: 'choice',
  first: 'on-site',
  choices: [
    ['on-site', 'method-on-site'],
    ['papers', 'method-papers'],
  ],
}

/** What each act asks for; an act that is not here is done on the page itself, and one with nothing to ask is done at once. */
export const acts: Readonly<Record<string, readonly Asked[]>> = {
  propose: [],
  approve: [],
  review: [],
  archive: [],
  resume: [],
  sign: [],
  drop: [reason],
  reject: [reason],
  decline: [reason],
  suspend: [reason],
  terminate: [reason],
  assign: [
    { name: 'dueOn', label: 'due-on', as: 'day', optional: true, help: 'limit-help' },
    { name: 'text', label: 'text', as: 'text', optional: true },
  ],
  report: [
    { name: 'percent', label: 'percent', as: 'percent', optional: true },
    { name: 'text', label: 'last-report', as: 'text' },
    { name: 'problems', label: 'problems', as: 'text', optional: true },
    { name: 'coordination', label: 'coordination', as: 'text', optional: true },
    { name: 'nextSteps', label: 'next-steps', as: 'text', optional: true },
  ],
  'ask-extension': [
    { name: 'newDueOn', label: 'new-limit', as: 'day' },
    reason,
    { name: 'progress', label: 'progress-so-far', as: 'text', optional: true },
  ],
  submit: [
    { name: 'result', label: 'result', as: 'text' },
    { name: 'countersigned', label: 'countersigned', as: 'line', optional: true, help: 'countersigned-help' },
  ],
  return: [
    {
      name: 'reasonCode',
      label: 'return-reason',
      as: 'choice',
      choices: [
        ['facts-unclear', 'return-facts-unclear'],
        ['unsolved', 'return-unsolved'],
        ['against-rules', 'return-against-rules'],
        ['format', 'return-format'],
      ],
    },
    reason,
  ],
  close: [{ name: 'opinion', label: 'opinion', as: 'text' }],
  strike: [method, { name: 'verification', label: 'verification', as: 'text' }],
  'plan-look-back': [{ name: 'on', label: 'day', as: 'day' }],
  'look-back': [
    method,
    { name: 'text', label: 'text', as: 'text' },
    { name: 'relapsed', label: 'relapsed', as: 'check' },
  ],
  reopen: [{ name: 'dueOn', label: 'new-limit', as: 'day' }, reason],
  merge: [{ name: 'intoId', label: 'into', as: 'matter' }, reason],
  transfer: [{ name: 'to', label: 'transfer-to', as: 'line' }, reason],
  'make-long-term': [{ name: 'days', label: 'every-days', as: 'number', first: '90' }, reason],
  remind: [
    {
      name: 'channel',
      label: 'channel',
      as: 'choice',
      first: 'system',
      choices: [
        ['system', 'channel-system'],
        ['phone', 'channel-phone'],
        ['letter', 'channel-letter'],
        ['in-person', 'channel-in-person'],
      ],
    },
    { name: 'text', label: 'text', as: 'text', optional: true },
  ],
  note: [
    {
      name: 'kind',
      label: 'note-kind',
      as: 'choice',
      first: 'instruction',
      choices: [
        ['instruction', 'note-instruction'],
        ['circular', 'note-circular'],
        ['talk', 'note-talk'],
        ['site-check', 'note-site-check'],
        ['comment', 'note-comment'],
      ],
    },
    { name: 'text', label: 'text', as: 'text' },
    { name: 'by', label: 'note-by', as: 'line', optional: true },
  ],
  share: [{ name: 'regions', label: 'regions', as: 'regions', optional: true }],
  'ask-override': [
    { name: 'light', label: 'to-light', as: 'light' },
    { name: 'until', label: 'until', as: 'day' },
    reason,
  ],
}

/** Which acts stand in front, most pressing first; the first of them that is possible is the primary one. */
export const inFront = [
  'approve',
  'sign',
  'assign',
  'review',
  'close',
  'strike',
  'propose',
  'report',
  'submit',
  'look-back',
  'resume',
  'return',
  'ask-extension',
  'reject',
  'remind',
]

export type Values = Record<string, unknown>

/** What is sent: fields left empty are not sent, so that the server's own defaults hold. */
export function bodyOf(verb: string, values: Values): Values {
  const given = Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  )
  if (verb === 'make-long-term') {
    const { days, ...rest } = given
    return { ...rest, feedback: { kind: 'every-days', count: Number(days) } }
  }
  if (verb === 'look-back') return { ...given, relapsed: given.relapsed === true }
  if (verb === 'share') return { ...given, regions: given.regions ?? [] }
  return given
}
