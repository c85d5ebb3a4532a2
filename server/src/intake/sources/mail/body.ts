import type { CutLines } from '#contract/intake/deliveries.ts'

/** What of a message's body is the sender's page, and how many lines of what else were cut away. */
export type Body = { text: string; cut: CutLines }

/** `-----原始邮件-----` and its kin, which stand above a letter that is answered or forwarded. */
const marker =
  /^[-—_=]{2,}\s*(?:原始邮件|原邮件|原始郵件|转发(?:的)?邮件(?:信息)?|轉寄郵件|回复的原邮件|Original Message|Forwarded [Mm]essage|Original E-?mail)\s*[-—_=]{2,}$/i
/** Markers that are written above forwarded letters only. */
const forwardMarker = /转发|轉寄|forwarded/i
/** Sentences that some programs write above instead, with a day and an address: a report's own “…写道：” has neither. */
const wrote = /^(?=.*\d{4})(?=.*@).{6,200}(?:写道|寫道|来信说|\swrote)\s*[:：]$/i
const begun = /^(?:Begin forwarded message|下面是被转发的邮件|以下是转发的邮件)\s*[:：]?$/i
const sender = /^\**\s*(?:发件人|寄件人|寄件者|From)\s*[:：]\**/i
const field =
  /^\**\s*(?:发件人|寄件人|寄件者|发送时间|发送日期|寄件日期|日期|时间|收件人|收件者|抄送|副本|密送|主题|主\s?旨|主旨|回复|重要性|附件|From|Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance|Attachments?)\s*[:：]\**/i

/** Lines under `-- ` up to which they are a signature: more of them is a text that happens to print a rule. */
const LONGEST_SIGNATURE = 15
const device =
  /^(?:发自我的|从我的|发自(?:网易|QQ|新浪|Outlook|Windows|小米|华为|iPhone)|发送自|来自(?:我的|QQ邮箱)|Sent from (?:my|Mail|Outlook)|Get Outlook for|获取\s*(?:Outlook|适用于)).{0,60}$/i
/** How often letters may lie in one another; what lies deeper stays as it stands. */
const DEEPEST = 10

/**
 * The page in a message's body: signature, answered letters and the blocks above forwarded ones are cut away.
 *
 * Of an answer what stands above the answered letter is the page. Of a forwarded letter (`isForward`, or one above which nothing is
 * written) the letter itself is, below what was written above it. A body of which nothing would be left is left whole.
 */
export function bodyOf(whole: string, isForward: boolean): Body {
  const cut: CutLines = { quoted: 0, signature: 0, header: 0 }
  const kept: string[] = []
  let rest = unquoted(whole.split(/\r\n?|\n/), isForward, cut)
  for (let depth = 0; ; depth++) {
    const block = depth < DEEPEST ? blockIn(rest) : null
    if (block === null) {
      kept.push(...unsigned(rest, cut))
      break
    }
    const own = unsigned(rest.slice(0, block.start), cut)
    kept.push(...own)
    if (!isForward && !block.forwards && own.some(isWritten)) {
      cut.quoted += rest.length - block.start
      break
    }
    cut.header += block.end - block.start
    rest = rest.slice(block.end)
  }
  const text = kept
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return text === '' ? { text: whole.trim(), cut: { quoted: 0, signature: 0, header: 0 } } : { text, cut }
}

const isWritten = (line: string) => /[\p{L}\p{N}]/u.test(line)

/** Lines begun with `>`: taken away, or, where they are all there is or are forwarded, freed of their marks. */
function unquoted(lines: string[], isForward: boolean, cut: CutLines): string[] {
  const isQuoted = (line: string) => /^\s*>/.test(line)
  const quoted = lines.filter(isQuoted).length
  if (quoted === 0) return lines
  const own = lines.filter(line => !isQuoted(line) && isWritten(line) && !wrote.test(line.trim()))
  if (isForward || own.length === 0) return lines.map(line => line.replace(/^\s*(?:>\s?)+/, ''))
  cut.quoted += quoted
  return lines.filter(line => !isQuoted(line))
}

/** The first block above another letter: from its marker or its sender to behind its last field; null where there is none. */
function blockIn(lines: readonly string[]): { start: number; end: number; forwards: boolean } | null {
  for (const [start, raw] of lines.entries()) {
    const line = raw.trim()
    const announces = marker.test(line) || begun.test(line) || wrote.test(line)
    if (!announces && !sender.test(line)) continue
    const { end, fields } = fieldsFrom(lines, announces ? start + 1 : start)
    // A text may print “发件人：” by itself; a letter's head has more.
    if (!announces && fields < 3) continue
    return { start, end, forwards: forwardMarker.test(line) || begun.test(line) }
  }
  return null
}

/** Where the fields of a letter's head end, blank lines between them allowed, and how many there are. */
function fieldsFrom(lines: readonly string[], from: number): { end: number; fields: number } {
  let [end, fields] = [from, 0]
  for (let at = from; at < lines.length && at - end < 3; at++) {
    const line = (lines[at] ?? '').trim()
    if (field.test(line)) [end, fields] = [at + 1, fields + 1]
    else if (line !== '') break
  }
  return { end, fields }
}

/** Lines without the signature under `-- ` and without the line by which a telephone names itself. */
function unsigned(lines: readonly string[], cut: CutLines): string[] {
  let end = lines.length
  while (end > 0 && (lines[end - 1] ?? '').trim() === '') end--
  const rule = lines.slice(0, end).findLastIndex(line => /^--\s?$/.test(line))
  if (rule >= 0 && end - rule - 1 <= LONGEST_SIGNATURE) {
    cut.signature += end - rule
    end = rule
  }
  while (end > 0) {
    const line = (lines[end - 1] ?? '').trim()
    if (line !== '' && !device.test(line)) break
    if (line !== '') cut.signature++
    end--
  }
  return lines.slice(0, end)
}
