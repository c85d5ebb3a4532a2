export const zh = {
  'app.public-unfit': '--public 要写成 https://主机名，后面什么也不带：{given}',
  'app.proxy-unfit': '--proxy 要写 IP 地址或网段：{given}',
  'app.proxy-needs-public': '有 --proxy 时也要写 --public，即人们打开的地址，例如 https://jianghai.example。',
  'app.certificate-unfit': '--cert 和 --key 要各写一个 PEM 文件，而且是一对：{why}',
  'app.limits-unfit': 'JIANGHAI_LIMITS 里的“{given}”不对。写成 名称=数字，用逗号分开；可用：{known}。',
  'app.database-url-unfit': 'DATABASE_URL 要写成 postgres://用户:密码@主机/库名。',
  'app.database-password-plain':
    'DATABASE_URL 里没有密码，或密码太好猜。数据库在别的机器上时，要至少 10 个字符、猜不到的密码。',
  'app.database-tls-needed':
    '数据库在别的机器上时，连接要加密并核对证书：sslmode=verify-full，不能是“{given}”。网络确是自己专用的，设 JIANGHAI_DATABASE_TLS=private-network。',
  'app.language-unfit': '--lang 只能是 zh 或 en，不能是“{asked}”。',
  'app.port-in-use': '端口 {port} 已被占用。换一个端口：--port 数字，或先停掉占用它的程序。',
  'app.port-not-permitted': '没有权限使用端口 {port}。换一个 1024 以上的端口：--port 数字。',
  'app.port-unfit': '--port 要一个 0 至 65535 的整数，不能是“{port}”。',
  'app.host-unfit': '不能在地址“{host}”上提供服务。',
  'app.file-not-found': '没有这个文件：{path}。',
  'app.file-unreadable': '读不了这个文件：{path}（{why}）。',
  'app.file-unwritable': '写不进这个文件：{path}。',
  'app.files-refused': '{of} 个文件里有 {count} 个没有收下。',
  'app.table-unknown': '不认识的表“{table}”。可用：{known}。',
  'app.day-unfit': '“{given}”不是日期。写成 YYYY-MM-DD，例如 2025-05-08。',
  'app.number-unfit': '“{given}”不是整数。',
  'app.confidence-unfit': '--accept 要 all、none 或 0 至 1 之间的数，不能是“{given}”。',
  'app.instant-unfit': '“{given}”不是时刻。写成 2025-05-08 或 2025-05-08T17:00+08:00。',
  'app.data-empty': '{directory} 里还没有数据。先运行 serve 或 import。',
  'app.city-cut-off': '演示城上次没有装完。先运行 serve，会清空后从头再装。',
  'app.demonstration-unfit': '演示城的表里有对不上的地方：{what}。',
  'app.log-broken': '日志第 {index} 条对不上（{why}）。',
  'app.checkpoint-unfit':
    '{path} 里不是日志检查点。要的是当时存下的检查点全文，或 /api/地区/log/checkpoint 的整个答复。',
  'app.checkpoint-not-ours': '{path} 里的检查点不是这份日志的钥匙签的，无从比较。',
  'app.checkpoint-restored':
    '地区 {region} 的这个检查点（{size} 条）签于一次恢复之前：日志第 {index} 条记着，数据恢复成了 {takenAt} 的备份（封印 {seal}）。前 {kept} 条仍和当时一样；其后的 {lost} 条在恢复中失去，手里有的请与现在的核对。',
  'app.checkpoint-forked':
    '地区 {region} 的日志和这个检查点（{size} 条）接不上，日志里也没有能说明原因的恢复记录：有记录被改动或删去。请保存好检查点和数据，交审计员查明。',
  'app.region-not-found': '这里没有地区 {region}。',
  'app.not-built': '网页程序还没有构建好：{path} 不存在。',
} as const

export const en: Record<keyof typeof zh, string> = {
  'app.public-unfit': '--public must be https://host and nothing after it: {given}',
  'app.proxy-unfit': '--proxy takes IP addresses or networks: {given}',
  'app.proxy-needs-public':
    'With --proxy give --public as well, the address people open, e.g. https://jianghai.example.',
  'app.certificate-unfit': '--cert and --key each name a PEM file, and belong together: {why}',
  'app.limits-unfit': '“{given}” in JIANGHAI_LIMITS is wrong. Write name=number, separated by commas; known: {known}.',
  'app.database-url-unfit': 'DATABASE_URL must be postgres://user:password@host/database.',
  'app.database-password-plain':
    'DATABASE_URL has no password or one that is easy to guess. For a database on another machine it needs at least 10 characters nobody guesses.',
  'app.database-tls-needed':
    'A database on another machine is reached by TLS with its certificate checked: sslmode=verify-full, not “{given}”. Where the network is your own and private, set JIANGHAI_DATABASE_TLS=private-network.',
  'app.language-unfit': '--lang takes zh or en, not “{asked}”.',
  'app.port-in-use': 'Port {port} is taken. Choose another with --port, or stop the program that uses it.',
  'app.port-not-permitted': 'Not permitted to use port {port}. Choose one above 1024 with --port.',
  'app.port-unfit': '--port takes a whole number from 0 to 65535, not “{port}”.',
  'app.host-unfit': 'Cannot serve on the address “{host}”.',
  'app.file-not-found': 'There is no such file: {path}.',
  'app.file-unreadable': 'Cannot read this file: {path} ({why}).',
  'app.file-unwritable': 'Cannot write this file: {path}.',
  'app.files-refused': '{count} of {of} files were not accepted.',
  'app.table-unknown': 'Unknown table “{table}”. Known: {known}.',
  'app.day-unfit': '“{given}” is not a day. Write YYYY-MM-DD, for example 2025-05-08.',
  'app.number-unfit': '“{given}” is not a whole number.',
  'app.confidence-unfit': '--accept takes all, none or a number from 0 to 1, not “{given}”.',
  'app.instant-unfit': '“{given}” is not an instant. Write 2025-05-08 or 2025-05-08T17:00+08:00.',
  'app.data-empty': 'There is no data in {directory} yet. Run serve or import first.',
  'app.city-cut-off': 'The demonstration city was not loaded to its end. Run serve first: it starts over.',
  'app.demonstration-unfit': 'The tables of the demonstration city do not fit: {what}.',
  'app.log-broken': 'Entry {index} of the log does not fit ({why}).',
  'app.checkpoint-unfit':
    'There is no checkpoint of a log in {path}. Give the text of the checkpoint as it was kept, or the whole answer of /api/REGION/log/checkpoint.',
  'app.checkpoint-not-ours':
    'The checkpoint in {path} was not signed by the key of this log, so it cannot be compared.',
  'app.checkpoint-restored':
    'This checkpoint of region {region} ({size} entries) was signed before a restore: entry {index} of the log says that the data went back to the backup of {takenAt} (seal {seal}). The first {kept} entries are as they were; the {lost} after them were lost in the restore: compare what you hold of them with what is here now.',
  'app.checkpoint-forked':
    'The log of region {region} does not continue this checkpoint ({size} entries), and no restore recorded in it explains why: entries were changed or taken away. Keep the checkpoint and the data safe and hand them to the auditor.',
  'app.region-not-found': 'There is no region {region} here.',
  'app.not-built': 'The web application is not built: {path} is missing.',
}
