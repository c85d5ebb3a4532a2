import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import { strFromU8, unzipSync } from 'fflate'
import type { Pack } from '#contract/gatherings.ts'
import { actorNamed } from '#kernel/accounts/members.ts'
import { query } from '#kernel/run.ts'
import { meetingList, packFile, packOf } from '#server/gatherings/index.ts'
import { onEachDatabase } from './parts/cities.ts'
import { copyMatters } from './parts/copies.ts'
import { atMost, inTurn, ms, percentile } from './parts/measure.ts'

/**
 * The review pack of the next meeting over a thousand matters: read from the history as of two instants, judged, compared with the meeting
 * before and written on the GB/T 9704 page; as a multiple of the library (`docx`) writing a document of the same paragraphs and tables, cell
 * by cell and run by run, which is told what to write and needs to know nothing. Prints the medians of rounds in turn.
 *
 * `node bench/pack.ts [embedded|postgresql]`
 */
const LIMIT = 2
const ROUNDS = 7
const REGION = 320600

await onEachDatabase(async ({ kernel, engine }) => {
  await copyMatters(kernel.database.db, REGION, 2000)
  const staff = await actorNamed(kernel.database.db, REGION, 'staff')
  const meetings = await query(kernel, staff, REGION, null, ctx => meetingList(ctx, { limit: 1, sort: '-heldOn' }))
  const meetingId = meetings.rows[0]?.id ?? ''
  const read = () => query(kernel, staff, REGION, null, ctx => packOf(ctx, meetingId, {}))
  const pack = await read()
  const write = () => query(kernel, staff, REGION, null, ctx => packFile(ctx, pack))
  const words = wordsOf((await write()).bytes)

  const [bare = [], whole = [], reading = [], writing = []] = await inTurn(
    ROUNDS,
    [
      () => writePlainly(words),
      () => query(kernel, staff, REGION, null, async ctx => packFile(ctx, await packOf(ctx, meetingId, {}))),
      read,
      write,
    ],
    1,
  )
  const [plain, ours] = [percentile(bare, 50), percentile(whole, 50)]
  atMost(
    LIMIT,
    ours / plain,
    `review pack of ${linesOf(pack)} matters, ${engine}, multiple of docx writing the same`,
    `${ms(ours)} against ${ms(plain)}; reading ${ms(percentile(reading, 50))}, writing ${ms(percentile(writing, 50))}; ${pack.figureCount} figures, ${words.length} blocks`,
  )
})

function linesOf(pack: Pack): number {
  return pack.sheets.reduce((sum, sheet) => sum + sheet.matters.length, pack.unassigned.length)
}

/** What stands in a written document: paragraphs as runs of text, tables as rows of cells of runs. */
type Words = { runs: string[] } | { rows: string[][][] }

function wordsOf(bytes: Uint8Array): Words[] {
  const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())
  const runsIn = (part: string) =>
    [...part.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => unescaped(text))
  const inside = (part: string, name: string) =>
    [...part.matchAll(new RegExp(`<w:${name}(?: [^>]*)?>.*?</w:${name}>`, 'gs'))].map(([found]) => found)
  return [...xml.matchAll(/<w:tbl>.*?<\/w:tbl>|<w:p(?: [^>]*)?>.*?<\/w:p>/gs)].map(([part]) =>
    part.startsWith('<w:tbl>')
      ? { rows: inside(part, 'tr').map(row => inside(row, 'tc').map(runsIn)) }
      : { runs: runsIn(part) },
  )
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}

function writePlainly(words: readonly Words[]): Promise<unknown> {
  const paragraph = (runs: readonly string[]) => new Paragraph({ children: runs.map(text => new TextRun({ text })) })
  const children = words.map(each =>
    'runs' in each
      ? paragraph(each.runs)
      : new Table({
          rows: each.rows.map(
            row => new TableRow({ children: row.map(cell => new TableCell({ children: [paragraph(cell)] })) }),
          ),
        }),
  )
  return Packer.toBuffer(new Document({ sections: [{ children }] }))
}
