export const zh = {
  'backup.file-not-found': '没有这个备份文件：{path}。',
  'backup.file-unreadable': '读不了这个备份文件：{path}。',
  'backup.file-exists': '{path} 已经有了，备份从不覆盖旧文件。换一个名字。',
  'backup.file-unwritable': '备份写不进这里：{path}。换一个能写的地方。',
  'backup.disk-full': '磁盘满了，没有做完：{path}。腾出空间再来，原有的都没有动。',
  'backup.nothing': '这个数据库里还什么都没有，没有可备份的。',
  'backup.not-a-backup': '{path} 不是江海协同的备份文件。',
  'backup.format-newer': '{path} 的备份格式是 {format}，本程序只认到 {known}。请用更新的版本恢复。',
  'backup.damaged': '备份文件已损坏或不完整，没有恢复：{path}。请换一份备份。',
  'backup.log-broken': '地区 {region} 的日志在第 {index} 条附近对不上，这份备份不可信：{path}。先用 log verify 查明。',
  'backup.keys-not-found': '{directory} 里没有这个数据库的密钥，少了密钥的备份恢复不了。用 --data 指到程序的数据目录。',
  'backup.keys-differ': '{path} 里的密钥不是签地区 {region} 日志的那一把，恢复不了。用 --data 指到程序自己的数据目录。',
  'backup.table-differs': '恢复后的表 {table} 与备份不一致，已全部撤回：{path}。',
  'backup.directory-holds-data': '{directory} 里已有东西，恢复只进空目录。用 --data 换一个新目录。',
  'backup.database-holds-data': 'DATABASE_URL 指的数据库里已有东西，恢复只进空库。请新建一个空数据库。',
  'backup.mount-point': '{directory} 是一个挂载点，恢复要能整体改名。用 --data 指到它下面，例如 {below}。',
  'backup.server-gone': '正在运行的程序（进程 {pid}）在备份做完之前停了，没有备份。请再来一次。',
  'backup.fault': '正在运行的程序没能做成备份，参考号 {reference}，详情在它的终端里。',
  'backup.plan-unfit': '备份计划 {path} 写得不对（{why}），暂按默认计划办。',
} as const

export const en: Record<keyof typeof zh, string> = {
  'backup.file-not-found': 'There is no such backup file: {path}.',
  'backup.file-unreadable': 'Cannot read this backup file: {path}.',
  'backup.file-exists': '{path} exists already, and a backup never replaces a file. Choose another name.',
  'backup.file-unwritable': 'Cannot write the backup here: {path}. Choose a place that can be written to.',
  'backup.disk-full': 'The disk is full; not finished: {path}. Make room and try again; what was there is untouched.',
  'backup.nothing': 'This database holds nothing yet; there is nothing to back up.',
  'backup.not-a-backup': '{path} is not a backup of Jianghai.',
  'backup.format-newer':
    '{path} has the backup format {format}; this program knows up to {known}. Restore it with a newer version.',
  'backup.damaged': 'The backup is damaged or incomplete; nothing was restored: {path}. Take another backup.',
  'backup.log-broken':
    'The log of region {region} does not fit near entry {index}; this backup cannot be trusted: {path}. Look into it with log verify.',
  'backup.keys-not-found':
    '{directory} does not hold the keys of this database, and without them a backup cannot be restored. Point --data at the data directory of the program.',
  'backup.keys-differ':
    'The key in {path} is not the one that signs the log of region {region}; it cannot be restored. Point --data at the data directory of the program itself.',
  'backup.table-differs': 'The restored table {table} is not what the backup holds; everything was taken back: {path}.',
  'backup.directory-holds-data':
    '{directory} holds something already; a restore needs an empty directory. Choose a new one with --data.',
  'backup.database-holds-data':
    'The database named by DATABASE_URL holds something already; a restore needs an empty one. Make a new database.',
  'backup.mount-point':
    '{directory} is a mount point, and a restore must be able to rename it whole. Point --data below it, for example at {below}.',
  'backup.server-gone':
    'The running program (process {pid}) stopped before the backup was done; there is none. Please try again.',
  'backup.fault': 'The running program could not make the backup; reference {reference}, details in its terminal.',
  'backup.plan-unfit': 'The backup plan {path} is not as it must be ({why}); the default plan is kept to meanwhile.',
}
