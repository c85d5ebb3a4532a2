export const zh = {
  'jobs.not-found': '没有这件后台工作，或不在您的权限之内。',
  'jobs.already-ended': '这件后台工作已经结束，不用再停。',
  'jobs.gave-up': '程序在这件工作上中断了 {attempts} 次，没有再试。',
  'jobs.kind-unknown': '这个版本不会做“{kind}”这种后台工作。',
  'jobs.asker-gone': '交办这件工作的账号已经停用，没有做下去。',
} as const

export const en: Record<keyof typeof zh, string> = {
  'jobs.not-found': 'There is no such piece of work, or it is outside your permissions.',
  'jobs.already-ended': 'This piece of work has ended already.',
  'jobs.gave-up': 'The program broke off {attempts} times on this piece of work and did not try again.',
  'jobs.kind-unknown': 'This version does not know work of the kind “{kind}”.',
  'jobs.asker-gone': 'The account that asked for this work is out of use; it was not continued.',
}
