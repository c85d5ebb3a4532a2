import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readText } from '../index.ts'
import { pdfOf } from '../testing/packages.ts'
import { textOfPage } from './pdfColumns.ts'
import type { Piece } from './pdfLines.ts'

const article =
  '昨天，江海演示物流集团有限公司与南通演示港务局在崇川区签署合作框架协议，共建沿江物流走廊。走廊总投资42亿元，首期建设两座仓库。沈怀舟要求各承建单位本月底前排出施工计划，每月报送一次进度。'
const other =
  '市统计局发布数据，2025年4月，全市港口货物吞吐量2150万吨，同比增长3.2%。集装箱吞吐量19.8万标箱，环比持平。江海演示技师学院举办青年技师竞赛，120名选手参加，院长林知远到场。'

/** A line as a PDF prints it: each character a size wide. */
const line = (text: string, left: number, base: number, size = 10): Piece => ({
  text,
  left,
  right: left + text.length * size,
  base,
  size,
})

/** Text set in a column: so many characters a line, the first line of each paragraph two in. */
function column(text: string, left: number, top: number, chars: number, size = 10): Piece[] {
  const lines: Piece[] = []
  for (const paragraph of text.split('\n')) {
    for (let at = 0, indent = 2; at < paragraph.length; indent = 0) {
      const own = paragraph.slice(at, at + chars - indent)
      lines.push(line(own, left + indent * size, top + lines.length * size * 1.5, size))
      at += own.length
    }
  }
  return lines
}
/** As a file may hold them: by rows, across the columns. */
const byRows = (pieces: readonly Piece[]) => pieces.toSorted((a, b) => a.base - b.base || a.left - b.left)

describe('the text of a page is in the order in which it is read', () => {
  test('two columns under a headline', () => {
    const pieces = [
      line('沿江物流走廊开进第三座码头', 120, 40, 20),
      ...column(article, 40, 80, 14),
      ...column(other, 200, 80, 14),
    ]
    expect(textOfPage(byRows(pieces))).toBe(`沿江物流走廊开进第三座码头\n\n${article}\n\n${other}`)
  })

  test('a gap between columns that is narrower than a character and a half', () => {
    const pieces = [...column(article, 40, 80, 14), ...column(other, 190, 80, 14)]
    expect(textOfPage(byRows(pieces))).toBe(`${article}\n\n${other}`)
  })

  test('an article in two columns beside one in a third, and the headline of the first only over its own', () => {
    const [first, second] = [article.slice(0, 50), article.slice(50)]
    const pieces = [
      line('沿江物流走廊开进第三座码头', 60, 40, 20),
      ...column(first, 40, 80, 14),
      ...column(second, 200, 80, 14),
      ...column(`${other}${other}`, 360, 40, 14),
    ]
    const text = textOfPage(byRows(pieces))
    const places = ['沿江物流走廊开进', first.slice(0, 10), second.slice(2, 12), other.slice(0, 10)].map(each =>
      text.replace(/\n/g, '').indexOf(each),
    )
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
  })

  test('two columns above, four below', () => {
    const pieces = [
      line('上面的报道', 200, 20, 20),
      ...column(article, 40, 60, 27, 10),
      ...column(other, 330, 60, 27, 10),
      line('下面的报道', 200, 220, 20),
      ...[0, 1, 2, 3].flatMap(n => column(`第${n}栏${article}`, 40 + n * 145, 260, 13, 10)),
    ]
    const text = textOfPage(byRows(pieces))
    const four = [0, 1, 2, 3].map(n => `第${n}栏${article}`).join('\n\n')
    expect(text).toBe(`上面的报道\n\n${article}\n\n${other}\n\n下面的报道\n\n${four}`)
  })

  test('a table stays together by its rows', () => {
    const rows = [
      ['指标', '2025年4月', '同比'],
      ['货物吞吐量', '2150万吨', '增长3.2%'],
      ['集装箱吞吐量', '19.8万标箱', '持平'],
      ['外贸吞吐量', '300万吨', '增长1.2%'],
    ]
    const pieces = rows.flatMap((row, y) => row.map((cell, x) => line(cell, 40 + x * 150, 100 + y * 16)))
    expect(textOfPage(pieces)).toBe(rows.map(row => row.join('\t')).join('\n'))
  })

  test('a paragraph is one line however it was broken; the next begins where it is set in', () => {
    expect(textOfPage(column(`${article}\n${other}`, 40, 80, 20))).toBe(`${article}\n${other}`)
  })

  test('spread characters are set tight, and words of Latin letters stay apart', () => {
    expect(textOfPage([line('市 统 计 局 发 布 数 据 ， 2025 年', 40, 80)])).toBe('市统计局发布数据，2025年')
    const words = [line('Jianghai', 40, 80), line('Demo', 124, 80), line('集团', 164, 80)]
    expect(textOfPage(words)).toBe('Jianghai Demo集团')
  })
})

test('no character is lost or printed twice, wherever it stands', () => {
  const piece = fc
    .record({
      text: fc.stringMatching(/^[一二三四五六ab1。]{1,9}$/),
      left: fc.integer({ min: 0, max: 500 }),
      base: fc.integer({ min: 0, max: 60 }).map(n => n * 9),
      size: fc.constantFrom(8, 10, 22),
    })
    .map(({ text, left, base, size }) => line(text, left, base, size))
  const letters = (text: string) => [...text.replace(/\s/g, '')].sort().join('')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 120 }), pieces => {
      expect(letters(textOfPage(pieces))).toBe(letters(pieces.map(each => each.text).join('')))
    }),
    { numRuns: 300 },
  )
})

test('a page of very many pieces is read', () => {
  const pieces = Array.from({ length: 150_000 }, (_, n) => line('字', (n % 90) * 10, Math.floor(n / 90) * 15))
  expect(textOfPage(pieces).replace(/\s/g, '')).toHaveLength(150_000)
})

test('a PDF written across its columns is read down them', async () => {
  const words = [
    'Harbour traffic',
    'grew in April as',
    'two berths opened',
    'at the third quay.',
    'The office asked',
    'for plans in May.',
  ]
  const across = words.slice(0, 3).map((left, index) => {
    const y = 700 - index * 16
    return `BT /F1 12 Tf 1 0 0 1 72 ${y} Tm (${left}) Tj 1 0 0 1 320 ${y} Tm (${words[index + 3]}) Tj ET`
  })
  const { text } = await readText(pdfOf([across.join('\n')]), 'a.pdf')
  expect(text.replace(/\s+/g, ' ')).toBe(words.join(' '))
})

test('of a PDF with a page that is a picture, that page is named', async () => {
  const picture = 'q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u007f EI Q'
  const page = 'BT /F1 12 Tf 72 700 Td (Jianghai) Tj ET'
  const { text, scanned } = await readText(pdfOf([page, picture, '', page]), 'a.pdf')
  expect({ text: text.replace(/\n+/g, ' '), scanned }).toEqual({ text: 'Jianghai Jianghai', scanned: [2] })
})
