import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { extractPage } from '#server/intake/extract/index.ts'
import { atMost } from './parts/measure.ts'

/**
 * Memory while ten megabytes of pages are read as one text, as so many times the text: the facts with their passages are most of it. The
 * product refuses a text of this length (two million characters are the most); the reader itself does not.
 */
const LIMIT = 80

const folder = new URL('../demo/pages/', import.meta.url)
const pages = (await readdir(folder)).filter(name => name.endsWith('.txt')).sort()
const once = pages.map(name => readFileSync(new URL(name, folder), 'utf8')).join('\n\n')
extractPage(once, { name: 'warm.txt', issueDate: '2025-06-30' })
const text = once.repeat(Math.ceil(10_000_000 / Buffer.byteLength(once)))
const most = () => process.resourceUsage().maxRSS / 1024
const before = most()
const { articles } = extractPage(text, { name: 'ten-megabytes.txt', issueDate: '2025-06-30' })
const facts = articles.reduce((all, article) => all + article.facts.length, 0)
const megabytes = Buffer.byteLength(text) / 1e6
const more = most() - before
atMost(
  LIMIT,
  more / megabytes,
  'memory at 10 MB, in times the text',
  `${Math.round(more)} MB more for ${megabytes.toFixed(1)} MB and ${facts} facts`,
)
