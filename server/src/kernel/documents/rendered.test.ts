import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { DocumentSpec } from './index.ts'
import { officialDocument } from './index.ts'
import { notice } from './testing/sample.ts'

const canRender = ['/usr/bin/soffice', '/usr/bin/pdftotext'].every(existsSync)
if (!canRender)
  console.warn('SKIPPED: documents are not looked at, because LibreOffice Writer or poppler-utils is not installed')

const folder = mkdtempSync(join(tmpdir(), 'document-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Word = { text: string; left: number; right: number; top: number; bottom: number }

/** The words of each page as a word processor lays them out, in points from the upper left corner of the page. */
async function render(spec: DocumentSpec): Promise<Word[][]> {
  writeFileSync(join(folder, 'page.docx'), await officialDocument(spec))
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  execFileSync(
    'soffice',
    [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'page.docx')],
    { stdio: 'ignore' },
  )
  const boxes = execFileSync('pdftotext', ['-bbox', join(folder, 'page.pdf'), '-']).toString()
  return boxes
    .split('<page ')
    .slice(1)
    .map(page =>
      [...page.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g)].map(
        ([, left, top, right, bottom, text = '']) => ({
          text,
          left: Number(left),
          right: Number(right),
          top: Number(top),
          bottom: Number(bottom),
        }),
      ),
    )
}

const millimetres = (points: number) => (points / 72) * 25.4
const isNumber = (word: Word) => word.top > 750

describe.skipIf(!canRender)('a rendered document', { timeout: 120_000 }, () => {
  test('holds 22 lines of 28 characters within 156 × 225 mm', async () => {
    const runs = [Array.from({ length: 28 * 60 }, (_, index) => '一二三四五六七'[index % 7]).join('')]
    const pages = await render({ ...notice, body: [{ kind: 'paragraph', runs, indent: false }] })
    const lines = (pages[1] ?? []).filter(word => !isNumber(word))
    expect(lines.map(({ text }) => text.length)).toEqual(Array.from({ length: 22 }, () => 28))
    expect(millimetres(Math.min(...lines.map(({ left }) => left)))).toBeGreaterThanOrEqual(27.5)
    expect(millimetres(Math.max(...lines.map(({ right }) => right)))).toBeLessThanOrEqual(210 - 25.5)
    expect(millimetres(Math.max(...lines.map(({ bottom }) => bottom)))).toBeLessThanOrEqual(297 - 34)
  })

  test('keeps its text, has no blank page, and nothing sticks out of the type area', async () => {
    const pages = await render(notice)
    expect(pages).toHaveLength(6)
    for (const page of pages) {
      const body = page.filter(word => !isNumber(word))
      expect(body.length).toBeGreaterThan(0)
      expect(millimetres(Math.min(...body.map(({ left }) => left)))).toBeGreaterThanOrEqual(27.5)
      // LibreOffice lets a closing mark hang out by one character, whatever the style says.
      const ends = body.map(({ text, right }) => (/[。，、；：]$/.test(text) ? right - 16 : right))
      expect(millimetres(Math.max(...ends))).toBeLessThanOrEqual(210 - 25)
    }
    const all = pages.map(page => page.map(({ text }) => text).join('')).join('\n')
    for (const words of ['江科创办〔2025〕7号', '各县（市、区）人民政府', '第40单位', '■红二项', '附件：事项清单'])
      expect(all).toContain(words)
    // The body is on the first page, the table's head on each page of the table.
    expect(pages[0]?.some(({ text }) => text.includes('现将点评材料'))).toBe(true)
    expect(pages.filter(page => page.some(({ text }) => text.startsWith('办结率'))).length).toBeGreaterThanOrEqual(2)
  })

  test.each([
    ['short', 1],
    ['as long as the page', 8],
    ['longer', 40],
  ])('puts the colophon on the lower edge of its last page when the text is %s', async (_, paragraphs) => {
    const body = Array.from({ length: paragraphs }, () => ({
      kind: 'paragraph' as const,
      runs: ['会议研究了下一步工作。'],
    }))
    const { attachments: _none, ...rest } = notice
    const pages = await render({ ...rest, body })
    const last = pages.at(-1) ?? []
    const printed = last.find(({ text }) => text.includes('印发') && !text.includes('关于'))
    expect(millimetres(printed?.bottom ?? 0)).toBeGreaterThan(297 - 35 - 4)
    expect(millimetres(printed?.bottom ?? 999)).toBeLessThanOrEqual(297 - 35)
    const copies = last.find(({ text }) => text.startsWith('抄送'))
    const text = last.filter(word => word.text.includes('会议研究'))
    expect(text.every(({ bottom }) => bottom <= (copies?.top ?? 0))).toBe(true)
  })

  test('numbers its pages outside: the first right, the second left', async () => {
    const pages = await render(notice)
    expect(millimetres(pages[0]?.find(isNumber)?.left ?? 0)).toBeGreaterThan(150)
    expect(millimetres(pages[1]?.find(isNumber)?.left ?? 999)).toBeLessThan(50)
    expect(
      pages[1]
        ?.filter(isNumber)
        .map(({ text }) => text)
        .join(''),
    ).toBe('—2—')
  })
})
