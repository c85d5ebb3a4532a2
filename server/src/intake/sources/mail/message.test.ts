import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { docxParts, type Part as ZipPart, zipOf } from '#kernel/files/testing/packages.ts'
import {
  attached,
  encodedWord,
  headOfLetter,
  type LetterPart,
  lettersOfParts,
  linesOf,
  plainLetter,
} from '../testing/letters.ts'
import { bodyOf } from './body.ts'
import { type Part, readHead, readMessage } from './message.ts'
import { printedDayIn } from './printedDayIn.ts'
import { readMessageAside } from './readMessageAside.ts'

const bytesOf = (letter: string | Uint8Array) =>
  typeof letter === 'string' ? new TextEncoder().encode(letter) : letter
/** What a part is, in short: its name and its text, its first bytes, or why it is none. */
const short = (part: Part) =>
  'problem' in part
    ? `${part.name}: ${part.problem.code}`
    : 'text' in part
      ? `${part.name}: “${part.text}”`
      : `${part.name}: ${Buffer.from(part.bytes).toString('latin1').slice(0, 4)}`
const read = async (letter: string | Uint8Array) => (await readMessage(bytesOf(letter))).map(short)

const text = (content: string, type = 'text/plain; charset=utf-8'): LetterPart => ({ fields: { Type: type }, content })
const docx = zipOf(docxParts(['全市港口货物吞吐量增长。']))
const pdf = new TextEncoder().encode('%PDF-1.4 …')
const gbk = (hex: string) => Buffer.from(hex, 'hex')
/** 江海 and 要闻 in GBK, 江海 in Big5. */
const [jianghai, news, big5] = [gbk('bdadbaa3'), gbk('d2aace c5'.replace(' ', '')), gbk('a6bfaefc')]

describe('a message', () => {
  it('brings its attachments by what they are, and its body only where there is none', async () => {
    expect(await read(plainLetter('News', '港口吞吐量2150万吨。'))).toEqual(['News: “港口吞吐量2150万吨。”'])
    expect(await read(lettersOfParts('A', [text('见附件。'), attached('a.docx', 'application/msword', docx)]))).toEqual(
      ['a.docx: PK\u0003\u0004'],
    )
    expect(
      await read(
        lettersOfParts('A', [
          text('见附件。'),
          attached('1.pdf', 'application/octet-stream', pdf),
          attached('b.csv', 'text/csv', '指标,数\n吞吐量,3\n'),
        ]),
      ),
    ).toEqual(['1.pdf: %PDF', 'b.csv: \u00e6\u008c\u0087\u00e6'])
  })

  it.each<[string, LetterPart, string[]]>([
    [
      'a Word file of before 2007',
      attached('a.doc', 'application/msword', gbk('d0cf11e0a1b11ae1')),
      ['files.old-or-encrypted'],
    ],
    ['an archive', attached('a.rar', 'application/octet-stream', gbk('526172211a07')), ['files.unknown-type']],
    ['a name that lies', attached('a.pdf', 'application/pdf', docx), ['files.name-differs']],
    ['a bomb', attached('a.docx', 'application/zip', zipOf(bomb())), ['files.unsafe']],
    ['Outlook’s own', attached('winmail.dat', 'application/ms-tnef', gbk('789f3e22')), ['sources.mail-winmail']],
    ['a sealed part', attached('smime.p7m', 'application/pkcs7-mime', gbk('3082')), ['sources.mail-sealed']],
    [
      'a picture in the text',
      { fields: { Type: 'image/png', ID: '<logo>', Disposition: 'inline' }, content: gbk('89504e47') },
      [],
    ],
    ['a small picture', attached('logo.png', 'image/png', gbk('89504e47')), []],
    [
      'a scan',
      attached('scan.jpg', 'image/jpeg', Buffer.concat([gbk('ffd8ffe0'), Buffer.alloc(200_000)])),
      ['files.unknown-type'],
    ],
    ['an invitation', attached('invite.ics', 'text/calendar; method=REQUEST', 'BEGIN:VCALENDAR'), []],
    ['a card', attached('me.vcf', 'text/vcard', 'BEGIN:VCARD'), []],
    ['a signature', attached('smime.p7s', 'application/pkcs7-signature', gbk('3082')), []],
  ])('of %s tells why, or passes it over, and brings its body', async (_what, part, codes) => {
    const parts = await readMessage(bytesOf(lettersOfParts('S', [text('正文一句。'), part])))
    expect(parts.flatMap(each => ('problem' in each ? [each.problem.code] : []))).toEqual(codes)
    expect(parts.flatMap(each => ('text' in each ? [each.text] : []))).toEqual(['正文一句。'])
  })

  it.each<[string, string | Uint8Array, string[]]>([
    ['nothing in it', plainLetter('S', '  \r\n—\r\n'), ['S: sources.mail-empty']],
    ['no bytes', '', ['（无主题）: sources.mail-empty']],
    ['bytes that are no letter', gbk('00ff00ff0d0a0d0a'), ['（无主题）: sources.mail-empty']],
    [
      'a report that a letter did not arrive',
      lettersOfParts(
        'Undelivered',
        [text('Sorry.'), { fields: { Type: 'message/delivery-status' }, content: 'Action: failed' }],
        { kind: 'report' },
      ),
      ['Undelivered: sources.mail-report'],
    ],
    [
      'a letter sealed with PGP',
      lettersOfParts(
        'S',
        [
          { fields: { Type: 'application/pgp-encrypted' }, content: 'Version: 1' },
          text('-----BEGIN PGP MESSAGE-----', 'application/octet-stream'),
        ],
        { kind: 'encrypted' },
      ),
      ['S: sources.mail-sealed'],
    ],
    [
      'more parts than are taken',
      lettersOfParts(
        'S',
        Array.from({ length: 21 }, (_, index) => attached(`${index}.txt`, 'text/plain', '一')),
      ),
      ['0.txt: sources.mail-parts'],
    ],
    [
      'parts within parts beyond all measure',
      linesOf(
        ...headOfLetter('S'),
        ...Array.from({ length: 40 }, (_, index) => [
          `Content-Type: multipart/mixed; boundary=b${index}`,
          '',
          `--b${index}`,
        ]).flat(),
        'Content-Type: text/plain',
        '',
        'x',
      ),
      ['（无主题）: sources.mail-malformed'],
    ],
  ])('with %s is told by one part', async (_what, letter, told) => {
    expect(await read(letter)).toEqual(told)
  })

  it('opens a message that was forwarded whole, and tells of one within that', async () => {
    const inner = plainLetter('Inner', '里面的一版。')
    const forwarded = (letter: string): LetterPart => ({ fields: { Type: 'message/rfc822' }, content: letter })
    expect(await read(lettersOfParts('Outer', [forwarded(inner)]))).toEqual(['Inner: “里面的一版。”'])
    const twice = lettersOfParts('Middle', [forwarded(inner)]).replaceAll('b0undary', 'within')
    expect(await read(lettersOfParts('Outer', [forwarded(twice)]))).toEqual(['Middle 1: sources.mail-nested'])
    expect(await read(lettersOfParts('Outer', [attached('a.eml', 'application/octet-stream', inner)]))).toEqual([
      'Inner: “里面的一版。”',
    ])
  })

  it.each<[string, string | Uint8Array, string]>([
    [
      'GB2312',
      Buffer.concat([
        bytesOf(
          linesOf(...headOfLetter(encodedWord(news, 'gb2312')), 'Content-Type: text/plain; charset=gb2312', '', ''),
        ),
        jianghai,
      ]),
      '要闻: “江海”',
    ],
    [
      'GB18030',
      Buffer.concat([
        bytesOf(
          linesOf(...headOfLetter(encodedWord(news, 'GB18030')), 'Content-Type: text/plain; charset=GB18030', '', ''),
        ),
        jianghai,
      ]),
      '要闻: “江海”',
    ],
    [
      'Big5',
      Buffer.concat([bytesOf(linesOf(...headOfLetter('S'), 'Content-Type: text/plain; charset=Big5', '', '')), big5]),
      'S: “江海”',
    ],
    [
      'quoted-printable UTF-8',
      linesOf(
        ...headOfLetter('=?utf-8?Q?=E8=A6=81=E9=97=BB?='),
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        '=E6=B1=9F=E6=B5=B7',
      ),
      '要闻: “江海”',
    ],
    [
      'HTML',
      lettersOfParts('S', [text('江海', 'text/html; charset=utf-8')]).replace('江海', '<p>江海</p><script>x</script>'),
      'S: “江海”',
    ],
    [
      'a title over two words',
      linesOf(
        ...headOfLetter(`${encodedWord('江海日报')}\r\n ${encodedWord('要闻版')}`),
        'Content-Type: text/plain; charset=utf-8',
        '',
        '一',
      ),
      '江海日报要闻版: “一”',
    ],
  ])('in %s is read', async (_what, letter, shown) => {
    expect(await read(letter)).toEqual([shown])
  })

  it.each([
    ['RFC 2231', "attachment; filename*=UTF-8''%E8%A6%81%E9%97%BB.txt", '要闻.txt'],
    ['RFC 2231 in pieces', "attachment; filename*0*=UTF-8''%E8%A6%81; filename*1*=%E9%97%BB.txt", '要闻.txt'],
    ['RFC 2231 in GBK', "attachment; filename*=GBK''%D2%AA%CE%C5.txt", '要闻.txt'],
    ['RFC 2047', `attachment; filename="${encodedWord('要闻.txt')}"`, '要闻.txt'],
    ['folders before it', 'attachment; filename="..\\\\..\\\\etc/a.txt"', 'a.txt'],
    ['none', 'attachment', 'S 1'],
  ])('calls an attachment by its name: %s', async (_what, disposition, name) => {
    const part = { fields: { Type: 'text/plain', Disposition: disposition }, content: 'x' }
    expect((await readMessage(bytesOf(lettersOfParts('S', [part])))).map(each => each.name)).toEqual([name])
  })

  it('tells who sends it and the day its name prints', async () => {
    const [named] = await readMessage(bytesOf(plainLetter('2026年11月28日要闻', '一')))
    expect(named).toMatchObject({ sender: '江海日报', issueDate: '2026-11-28' })
    const file = attached('jh20261127.txt', 'text/plain', '一')
    const [dated] = await readMessage(bytesOf(lettersOfParts('2026-11-28', [file])))
    expect(dated).toMatchObject({ issueDate: '2026-11-27' })
    const bare = plainLetter('S', '一').replace(/^From:.*$/m, 'From: a@b.example')
    expect((await readMessage(bytesOf(bare)))[0]).toMatchObject({ sender: null, issueDate: null })
    expect(await readHead(bytesOf(bare))).toMatchObject({ from: { address: 'a@b.example' }, subject: 'S' })
  })

  it.each([
    ['江海日报2026年11月28日第3版', '2026-11-28'],
    ['二〇二六年十一月二十八日要闻', '2026-11-28'],
    ['20261128_03.pdf', '2026-11-28'],
    ['2026-11-28至2026-11-29', null],
    ['11月28日要闻', null],
    ['2026年2月30日', null],
    ['订单120261128', null],
  ])('of the name %s', (name, printed) => {
    expect(printedDayIn(name)).toBe(printed)
  })

  it('gives a verdict whatever is cut off its end, and of whatever bytes', async () => {
    const whole = bytesOf(
      lettersOfParts('要闻', [
        text('<p>江海</p>', 'text/html; charset=utf-8'),
        attached('a.docx', 'application/zip', docx),
        { fields: { Type: 'message/rfc822' }, content: plainLetter('Inner', '一') },
      ]),
    )
    for (let length = 0; length <= whole.length; length += 7)
      expect((await readMessage(whole.subarray(0, length))).length).toBeGreaterThan(0)
    const mangled = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 30 }).map(changes => {
      const copy = Uint8Array.from(whole)
      for (const [at, byte] of changes) copy[at] = byte
      return copy
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 600 }), mangled), async bytes => {
        expect((await readMessage(bytes)).length).toBeGreaterThan(0)
        await readHead(bytes)
      }),
      { numRuns: 200 },
    )
  })

  it('is read in a worker where it is large, as it would be here', async () => {
    const large = bytesOf(
      lettersOfParts('S', [text('见附件。'), attached('a.txt', 'text/plain', '江海。\n'.repeat(20_000))]),
    )
    const [part] = await readMessageAside(large, 'S', new AbortController().signal)
    expect(part && 'bytes' in part && Buffer.from(part.bytes).toString()).toBe('江海。\n'.repeat(20_000))
    await expect(readMessageAside(large, 'S', AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped')
  })
})

describe('a body', () => {
  const header = ['发件人：张三 <a@b.example>', '发送时间：2026年11月28日 10:00', '收件人：李四', '主题：要闻']
  const none = { quoted: 0, signature: 0, header: 0 }
  it.each<[string, string[], { forward?: boolean; text: string; cut?: object }]>([
    ['without anything to cut', ['第一段。', '', '第二段。'], { text: '第一段。\n\n第二段。' }],
    ['with a signature', ['正文。', '-- ', '张三', '江海日报'], { text: '正文。', cut: { signature: 3 } }],
    [
      'that prints a rule',
      ['正文。', '--', ...Array.from({ length: 20 }, (_, index) => `第${index}段。`)],
      { text: ['正文。', '--', ...Array.from({ length: 20 }, (_, index) => `第${index}段。`)].join('\n') },
    ],
    ['from a telephone', ['正文。', '', '发自我的iPhone'], { text: '正文。', cut: { signature: 1 } }],
    ['that ends with a dateline', ['正文。', '发自北京'], { text: '正文。\n发自北京' }],
    [
      'that answers',
      ['正文。', '', '-----原始邮件-----', ...header, '', '旧的一封。'],
      { text: '正文。', cut: { quoted: 7 } },
    ],
    [
      'that answers without a marker',
      ['正文。', '________________________________', ...header, '', '旧的一封。'],
      { text: '正文。\n________________________________', cut: { quoted: 6 } },
    ],
    ['that answers line by line', ['> 旧的', '正文。', '> 旧的'], { text: '正文。', cut: { quoted: 2 } }],
    [
      'that answers as Gmail does',
      ['正文。', '张三 <a@b.example> 于2026年11月28日周六 10:00写道：', '旧的'],
      { text: '正文。', cut: { quoted: 2 } },
    ],
    [
      'in which somebody writes',
      ['他在2026年的日记里写道：', '今天开工。'],
      { text: '他在2026年的日记里写道：\n今天开工。' },
    ],
    ['that prints one field', ['发件人：市委办公室', '正文。'], { text: '发件人：市委办公室\n正文。' }],
    [
      'that is forwarded by its subject',
      ['请收。', ...header, '', '报道全文。'],
      { forward: true, text: '请收。\n\n报道全文。', cut: { header: 4 } },
    ],
    [
      'that is forwarded by its marker',
      [
        '请收。',
        '---------- Forwarded message ---------',
        'From: A <a@b.example>',
        'Date: Sat, Nov 28, 2026',
        'Subject: News',
        'To: <c@d.example>',
        '',
        '报道全文。',
      ],
      { text: '请收。\n\n报道全文。', cut: { header: 5 } },
    ],
    [
      'with nothing above',
      ['', '-----原始邮件-----', ...header, '', '报道全文。', '-- ', '张三'],
      { text: '报道全文。', cut: { header: 5, signature: 2 } },
    ],
    ['that is all quoted', ['> 报道', '> 全文。'], { text: '报道\n全文。' }],
    ['that would be nothing', ['-- ', '张三'], { text: '-- \n张三' }],
  ])('%s', (_what, lines, { forward = false, text, cut }) => {
    expect(bodyOf(lines.join('\n'), forward)).toEqual({ text, cut: { ...none, ...cut } })
  })

  it('is never cut to nothing, and of it nothing is made up', () => {
    const line = fc.constantFrom(
      '正文。',
      '',
      '> 旧',
      '-- ',
      '发件人：a',
      '主题：b',
      '日期：c',
      '-----原始邮件-----',
      '发自我的iPhone',
      '张三',
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.boolean(), (lines, forward) => {
        const { text } = bodyOf(lines.join('\n'), forward)
        if (lines.join('').trim() !== '') expect(text).not.toBe('')
        const stripped = new Set(lines.map(each => each.replace(/^>\s?/, '').trim()))
        for (const each of text.split('\n').filter(Boolean))
          expect([...stripped, ...lines.map(each => each.trim())]).toContain(each.trim())
      }),
    )
  })
})

/** A document that unpacks to a thousand times its size. */
function bomb(): ZipPart[] {
  return docxParts(['x']).map(part =>
    part.name === 'word/document.xml' ? { ...part, content: ' '.repeat(20_000_000) } : part,
  )
}
