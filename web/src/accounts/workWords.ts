import { wordsOf } from '#ui/language/language.ts'

const zh = {
  work: '后台与备份',
  'work-lead': '备份做没做、程序自己在办的长活办到哪了。备份的时刻是机器的真实时间，不随演示城的钟。',
  backups: '备份',
  'backup-good': '最近一次备份完好：{at}，{size}。写完重新读过一遍，全对得上。',
  'backup-due': '该做备份了，正在做或就要做。',
  'backup-overdue':
    '备份没有按时做成：{wanted}就该有一份。看下面的后台工作是什么原因；磁盘满了先腾地方，程序每小时再试一次。',
  'backup-not-yet': '还没有备份。第一份在今晚；要现在就有，在机器上运行 bin/jianghai backup 文件。',
  'backup-off': '自动备份关着（backup-plan.json 里写了不备）。关着时只有您自己做的备份。',
  'backup-operators':
    '数据库在服务器上，由运维备份，程序看不到做没做。请定时运行 bin/jianghai backup，并核对上一份的时间。',
  'backup-last': '最近一份：{at}，{name}，{size}。',
  'backup-none': '一份也没有。',
  'backup-plan': '每天 {at} 做，留 {daily} 天每天一份、{weekly} 周每周一份；现有 {count} 份，在数据目录的 backups 里。',
  'backup-away': '它们和数据在同一块盘上：请每天把最新的一份拷到别的机器。',
  'plan-unfit': 'backup-plan.json 写得不对，先按默认的办。改好即生效。',
  jobs: '后台工作',
  'jobs-empty': '没有后台工作。',
  kind: '工作',
  state: '状态',
  'any-state': '各状态',
  asked: '交办',
  'asked-by': '谁交办',
  program: '程序自己',
  done: '办到',
  why: '缘由',
  'kind-backup.write': '夜间备份',
  'kind-intake.propose': '请模型读版面',
  'state-waiting': '等着',
  'state-running': '在办',
  'state-done': '办完',
  'state-failed': '没办成',
  'state-cancelled': '停了',
  stopping: '正在停',
  'fault-reference': '程序出错，凭据号 {reference}，在机器的错误输出里查。',
  stop: '停下',
} as const

const en: Record<keyof typeof zh, string> = {
  work: 'Background work and backups',
  'work-lead':
    'Whether backups are made, and how far the long work of the program is. Backups are told by the machine’s real time, not the clock of the demonstration city.',
  backups: 'Backups',
  'backup-good': 'The last backup is whole: {at}, {size}. It was read again after it was written, and everything fits.',
  'backup-due': 'A backup is due; it is being made or about to be.',
  'backup-overdue':
    'The backup was not made in time: there should be one since {wanted}. The work below says why; where the disk is full, make room first. The program tries again every hour.',
  'backup-not-yet':
    'There is no backup yet. The first is made tonight; to have one now, run bin/jianghai backup FILE on the machine.',
  'backup-off': 'Backups by the program are off (backup-plan.json says never). There are only those you make yourself.',
  'backup-operators':
    'The database is a server’s and backed up by its operators; the program cannot see whether they do. Run bin/jianghai backup by a schedule, and check when the last one was made.',
  'backup-last': 'The newest: {at}, {name}, {size}.',
  'backup-none': 'There is none.',
  'backup-plan':
    'Made daily at {at}; the newest of {daily} days and of {weekly} weeks stay; {count} now, in the folder backups of the data directory.',
  'backup-away': 'They lie on the same disk as the data: copy the newest to another machine every day.',
  'plan-unfit': 'backup-plan.json cannot be read, so the default holds until it is put right.',
  jobs: 'Background work',
  'jobs-empty': 'There is no background work.',
  kind: 'work',
  state: 'state',
  'any-state': 'any state',
  asked: 'asked',
  'asked-by': 'asked by',
  program: 'the program',
  done: 'done',
  why: 'why',
  'kind-backup.write': 'backup of the night',
  'kind-intake.propose': 'a model reads a page',
  'state-waiting': 'waiting',
  'state-running': 'running',
  'state-done': 'done',
  'state-failed': 'failed',
  'state-cancelled': 'stopped',
  stopping: 'stopping',
  'fault-reference': 'The program failed; look for reference {reference} in the error output of the machine.',
  stop: 'Stop',
}

export const useWorkWords = wordsOf('accounts-work', { zh, en })
