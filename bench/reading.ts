import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type AnnotatedPage, annotatedPages, ownAnnotated } from '#server/intake/extract/testing/gold.ts'
import { f1, readAnnotated, recall, type Total, totalOf } from '#server/intake/extract/testing/measure.ts'
import { kinds } from '#server/intake/extract/testing/score.ts'

/**
 * What is read of annotated pages, kind by kind, with what was missed and what was found besides: the tool for whoever works on the
 * grammar. `node bench/reading.ts [WORD…]` shows only the pages whose name holds one of the words; without any, the sums.
 */
const shared = new URL('../../shared/pages/', import.meta.url)
const names = process.argv.slice(2)
const line = (kind: string, total: Total) =>
  console.log(
    `  ${kind.padEnd(14)} ${String(total.found).padStart(3)} of ${String(total.gold).padStart(3)}, ${String(total.extra).padStart(3)} besides   recall ${recall(total).toFixed(3)}  F1 ${f1(kind, total).toFixed(3)}`,
  )

function show(title: string, pages: readonly AnnotatedPage[]): void {
  const scores = pages.map(page => readAnnotated(page))
  console.log(`\n${title}`)
  for (const kind of kinds) {
    line(kind, totalOf(scores, kind))
    if (names.length === 0) continue
    for (const score of scores) {
      for (const missed of score.kinds[kind].missed) console.log(`      missed ${missed}`)
      if (['organisations', 'places', 'tasks', 'events', 'datelines'].includes(kind) && !names.includes('all')) continue
      for (const extra of score.kinds[kind].extra) console.log(`      extra  ${extra}`)
    }
  }
  for (const [what, { right, of }] of Object.entries(totalOf(scores, 'meaning')))
    console.log(`  meaning ${what.padEnd(10)} ${right} of ${of}`)
}

const asked = (pages: readonly AnnotatedPage[]) =>
  pages.filter(page => names.length === 0 || names.some(name => page.name.includes(name)))
const sets: Array<[string, AnnotatedPage[]]> = [['our own pages', ownAnnotated()]]
if (existsSync(fileURLToPath(shared)))
  sets.push(['the annotated pages beside the project', annotatedPages(shared, new URL('gold/', shared))])
else console.warn(`SKIPPED: no annotated pages at ${fileURLToPath(shared)}`)
for (const [title, all] of sets) {
  const pages = asked(all)
  if (names.length > 0) for (const page of pages) show(page.name, [page])
  else show(title, pages)
}
