/** What may be wrong with a mailbox as a source of pages, or with a letter in it. */
export const zh = {
  'sources.mail-password-file-unreadable': '密码文件{file}读不了。看看路径，以及程序有没有读它的权限。',
  'sources.mail-password-file-open':
    '密码文件{file}别人也能读（权限{mode}），没有用它。改成只有运行本系统的账号能读：chmod 600 {file}',
  'sources.mail-password-file-unfit': '密码文件{file}里应当只有一行密码，现在不是。',
  'sources.mail-ca-file-unreadable': '证书文件{file}读不了。看看路径，以及程序有没有读它的权限。',
  'sources.mail-password-refused':
    '邮件服务器{host}不认这个用户名或密码。QQ、163 等邮箱要用“授权码”，并先在网页里开启 IMAP。',
  'sources.mail-certificate-refused':
    '邮件服务器{host}的证书靠不住（{why}），没有登录。单位自建的服务器，把签发证书的机构写进 caFile。',
  'sources.mail-not-encrypted': '邮件服务器{host}没有建立起加密连接，没有登录。看看端口与 security。',
  'sources.mail-unreachable': '连不上邮件服务器{host}（端口{port}）。看看地址、端口与网络。',
  'sources.mail-timed-out': '邮件服务器{host}没有在限定时间内答复。',
  'sources.mail-broke-off': '邮件服务器{host}中途断开了。下一次接着取。',
  'sources.mail-box-missing': '邮件服务器{host}上没有文件夹“{mailbox}”。',
  'sources.mail-box-closed': '邮件服务器{host}不让读文件夹“{mailbox}”。有的邮箱要先在网页里允许用程序收信。',
  'sources.mail-server-unfit': '邮件服务器{host}的答复不合 IMAP 的规矩，读不懂，断开了。',
  'sources.mail-messages': '要看的邮件超过{most}封。在设置里把 since 改成近一些的日子，或换一个文件夹。',
  'sources.mail-message-unavailable': '这封邮件没有取下来，稍后再取。',
  'sources.mail-sender-unlisted': '发件人（{from}）不在名单里，没有打开。要收他的，在设置的 from 里加上。',
  'sources.mail-subject-differs': '主题里没有“{wanted}”，没有打开。',
  'sources.mail-too-large': '这封邮件超过{most} MB，没有取。分开来发。',
  'sources.mail-too-hard': '“{name}”读了太久或太占内存，没有读完。分开来发。',
  'sources.mail-malformed': '这封邮件写得不合规矩，拆不开。请另存附件，直接送来。',
  'sources.mail-empty': '这封邮件里没有文字，也没有能读的附件。',
  'sources.mail-report': '这是一封退信或投递报告，不是稿子。',
  'sources.mail-parts': '这封邮件有{count}件附件，一封最多收{most}件。分几封发。',
  'sources.mail-nested': '“{name}”是转发里再套的一封，没有拆。单独转发它。',
  'sources.mail-winmail':
    '“{name}”是 Outlook 特有的打包，拆不开。请发件人把邮件格式改成“HTML”或“纯文本”再发，不要用“RTF”。',
  'sources.mail-sealed': '“{name}”是加密或封装了签名的，打不开。请发件人不加密再发。',
} as const

export const en: Record<keyof typeof zh, string> = {
  'sources.mail-password-file-unreadable':
    'The password file {file} cannot be read. Look at the path, and whether the program may read it.',
  'sources.mail-password-file-open':
    'Others can read the password file {file} too (mode {mode}); it was not used. Let only the account that runs this system read it: chmod 600 {file}',
  'sources.mail-password-file-unfit': 'The password file {file} must hold a password of one line, and nothing else.',
  'sources.mail-ca-file-unreadable':
    'The certificate file {file} cannot be read. Look at the path, and whether the program may read it.',
  'sources.mail-password-refused':
    'The mail server {host} does not accept this user or password. Some services want a code of their own for programs, and IMAP switched on first.',
  'sources.mail-certificate-refused':
    'The certificate of the mail server {host} cannot be trusted ({why}); nobody signed in. For a server of your own, name the authority in caFile.',
  'sources.mail-not-encrypted':
    'There was no encrypted connection to the mail server {host}; nobody signed in. Look at the port and at security.',
  'sources.mail-unreachable':
    'The mail server {host} (port {port}) cannot be reached. Look at the address, the port and the network.',
  'sources.mail-timed-out': 'The mail server {host} did not answer within the time allowed.',
  'sources.mail-broke-off': 'The mail server {host} broke off. The next look goes on from there.',
  'sources.mail-box-missing': 'There is no folder “{mailbox}” on the mail server {host}.',
  'sources.mail-box-closed':
    'The mail server {host} does not let the folder “{mailbox}” be read. Some services want programs to be allowed first.',
  'sources.mail-server-unfit':
    'What the mail server {host} answered is not as IMAP has it and cannot be read; the connection was closed.',
  'sources.mail-messages':
    'There are more than {most} letters to look at. Set since to a later day, or name another folder.',
  'sources.mail-message-unavailable': 'This letter could not be fetched; it will be tried again.',
  'sources.mail-sender-unlisted':
    'The sender ({from}) is not listed; the letter was not opened. To take theirs, add them to from in the settings.',
  'sources.mail-subject-differs': 'The subject does not hold “{wanted}”; the letter was not opened.',
  'sources.mail-too-large': 'This letter is larger than {most} MB and was not fetched. Send it in parts.',
  'sources.mail-too-hard': 'Reading “{name}” took too long or too much memory and was not finished. Send it in parts.',
  'sources.mail-malformed':
    'This letter is not built as letters are and cannot be taken apart. Save its attachment and bring that.',
  'sources.mail-empty': 'There are neither words in this letter nor an attachment that can be read.',
  'sources.mail-report': 'This is a report that a letter did or did not arrive, and no page.',
  'sources.mail-parts': 'This letter has {count} attachments; at most {most} are taken of one. Send several letters.',
  'sources.mail-nested': '“{name}” is a letter within a forwarded letter, and was not opened. Forward it by itself.',
  'sources.mail-winmail':
    '“{name}” is packed as only Outlook does and cannot be taken apart. The sender should send it as HTML or plain text, not as Rich Text.',
  'sources.mail-sealed':
    '“{name}” is encrypted, or wrapped in a signature, and cannot be opened. The sender should send it unencrypted.',
}
