import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { readText, typeByContent, writeTable } from './index.ts'
import { parseText } from './read/parse.ts'
import { pdfOf } from './testing/packages.ts'

const full = process.env.JIANGHAI_STORM === 'full'
const text = (value: string) => new TextEncoder().encode(value)
const page = `江海演示日报　第3版\r\n\r\n沿江物流走廊开进第三座码头\r\n本报讯　昨天，两地签署合作框架协议。走廊总投资42亿元，😀首期建设两座仓库。\r\n`
const body = (lines: readonly string[]) =>
  lines.map((line, index) => `BT /F1 12 Tf 72 ${700 - index * 20} Td (${line}) Tj ET`).join('\n')

/** Five files as programs write them; what cannot be a whole file of its kind before its last byte says `whole`. */
const files: ReadonlyArray<{ name: string; make(): Promise<Uint8Array>; whole: boolean; holds: string }> = [
  { name: 'page.txt', make: async () => text(page.repeat(3)), whole: false, holds: '第三座码头' },
  {
    name: 'page.html',
    make: async () =>
      text(
        `<!doctype html><html><head><meta charset="utf-8"><title>页</title></head><body><h1>签约</h1><table><tr><td>甲</td><td>&amp;乙&#x4e19;</td></tr></table><p>${page}</p><!-- 完 --></body></html>`,
      ),
    whole: false,
    holds: '第三座码头',
  },
  {
    name: 'page.docx',
    make: async () => {
      const cells = ['甲', '乙'].map(each => new TableCell({ children: [new Paragraph(each)] }))
      const children = [new Paragraph(page), new Table({ rows: [new TableRow({ children: cells })] })]
      return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })))
    },
    whole: true,
    holds: '第三座码头',
  },
  {
    name: 'table.xlsx',
    make: () =>
      writeTable([
        {
          name: '表',
          rows: [
            ['指标', '数值'],
            ['货物吞吐量', 2150],
            ['同比', 3.2],
          ],
        },
      ]),
    whole: true,
    holds: '货物吞吐量',
  },
  {
    name: 'page.pdf',
    make: async () => pdfOf([body(['Jianghai', 'Cooperation', 'Page one']), body(['Page two'])]),
    whole: false,
    holds: 'Jianghai',
  },
]
/** Every length up to this many bytes, in short, and then so many more evenly up to the whole. */
const short = { each: 120, more: 40 }

function lengths(size: number): number[] {
  if (full) return Array.from({ length: size }, (_, index) => index)
  const step = Math.max(1, Math.floor(size / short.more))
  const more = Array.from({ length: short.more }, (_, index) => index * step).filter(length => length < size)
  const last = [5, 4, 3, 2, 1].map(left => size - left)
  return [...new Set([...Array.from({ length: Math.min(short.each, size) }, (_, index) => index), ...more, ...last])]
}

describe('a file cut off anywhere', () => {
  test.each(files)('$name is read or refused, in words', { timeout: full ? 3_600_000 : 60_000 }, async each => {
    const bytes = await each.make()
    const tally = { read: 0, refused: 0 }
    for (const length of lengths(bytes.length)) {
      const cut = bytes.slice(0, length)
      // What is refused by its beginning or its end costs no parser; the rest is parsed here, as the thread does it.
      const outcome = await parseText(cut, each.name).then(
        read => read,
        (error: unknown) => error,
      )
      if (outcome instanceof Error) {
        // What a parser throws of its own the thread answers as unreadable.
        if (outcome instanceof Refusal) expect(outcome.code).toMatch(/^files\./)
        else expect(each.name).toBe('page.pdf')
        tally.refused++
      } else tally.read++
      if (each.whole && !(outcome instanceof Refusal))
        expect.fail(`${length} of ${bytes.length} bytes were taken for whole`)
      if (length === 0) expect(outcome).toMatchObject({ code: 'files.empty' })
    }
    console.log(
      `${each.name}: ${tally.read + tally.refused} prefixes of ${bytes.length} bytes, ${tally.read} read, ${tally.refused} refused`,
    )
    expect((await readText(bytes, each.name)).text).toContain(each.holds)
  })

  test('a text cut inside a character is no text in its encoding, and is not read as another', async () => {
    const bytes = text(page)
    for (const length of lengths(bytes.length)) {
      const whole = new TextDecoder('utf-8').decode(bytes.slice(0, length))
      if (length === 0 || whole.includes('\uFFFD')) continue
      expect(typeByContent(bytes.slice(0, length), 'page.txt').type).toBe('txt')
    }
  })

  test.each(files)('$name sent to the thread in pieces never hangs it', async each => {
    const bytes = await each.make()
    for (const share of [0.3, 0.97]) {
      const outcome = await readText(bytes.slice(0, Math.floor(bytes.length * share)), each.name).then(
        read => read.kind,
        (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
      )
      expect(outcome).toMatch(/^(txt|html|pdf|files\.[a-z-]+)$/)
    }
  })
})
