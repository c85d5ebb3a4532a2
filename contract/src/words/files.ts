export const zh = {
  'files.empty': '“{name}”是空的。',
  'files.too-large': '“{name}”太大，上限 {limitMiB} MiB。',
  'files.old-or-encrypted': '“{name}”是旧格式或加了密码，读不了。另存为 docx、xlsx 或 PDF，去掉密码再交。',
  'files.unknown-type': '“{name}”不是能读的文件。可交 txt、md、html、docx、PDF、xlsx、csv。',
  'files.name-differs': '“{name}”的后缀和内容不一致，内容是 {type}。',
  'files.unsafe': '“{name}”的内部结构不安全（{why}），没有打开。',
  'files.unreadable': '“{name}”损坏或残缺（{why}），读不了。',
  'files.too-slow': '“{name}”读了 {seconds} 秒还没读完，已停止。',
  'files.too-heavy': '“{name}”展开后占用太多内存，已停止。',
  'files.scan-without-text': '“{name}”是扫描件，里面没有文字。先做文字识别，或粘贴文字。',
  'files.too-many-pages': '“{name}”页数太多，上限 {limit} 页。',
  'files.too-many-cells': '“{name}”格子太多，上限 {limit} 格。',
  'files.not-a-table': '“{name}”不是表格，是 {type}。',
  'files.not-found': '这个文件不在库里。',
} as const

export const en: Record<keyof typeof zh, string> = {
  'files.empty': '“{name}” is empty.',
  'files.too-large': '“{name}” is too large; the limit is {limitMiB} MiB.',
  'files.old-or-encrypted':
    '“{name}” is in an old format or has a password. Save it as docx, xlsx or PDF without a password.',
  'files.unknown-type': '“{name}” is not a file that can be read. Give txt, md, html, docx, PDF, xlsx or csv.',
  'files.name-differs': 'The ending of “{name}” does not fit its content, which is {type}.',
  'files.unsafe': 'The inside of “{name}” is not safe ({why}); it was not opened.',
  'files.unreadable': '“{name}” is damaged or incomplete ({why}).',
  'files.too-slow': '“{name}” was not read within {seconds} seconds; reading was stopped.',
  'files.too-heavy': '“{name}” needs too much memory when unpacked; reading was stopped.',
  'files.scan-without-text': '“{name}” is a scan without text. Run text recognition first, or paste the text.',
  'files.too-many-pages': '“{name}” has too many pages; the limit is {limit}.',
  'files.too-many-cells': '“{name}” has too many cells; the limit is {limit}.',
  'files.not-a-table': '“{name}” is not a table but {type}.',
  'files.not-found': 'This file is not in the store.',
}
