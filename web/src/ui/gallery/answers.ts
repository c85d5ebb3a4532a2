import { COUNTED, type Evidence, type EvidenceAnswer, type Light } from '#contract/kernel.ts'

/**
 * Canned answers for the gallery of the kit's parts: the parts can be looked at without a server. Development only; no page imports this.
 */
const ROWS = 10_000
const lights: readonly Light[] = ['green', 'blue', 'yellow', 'orange', 'red', 'grey']
const pageText = '样稿：本例会要求，三家样例单位在月底前交出清单。样例园区共要安置4000多台（套）样机，首批已到位。'

export type Sample = { id: string; title: string; unit: string; dueOn: string; percent: number; light: Light }

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

function sample(index: number): Sample {
  return {
    id: uuid(index),
    title: `样例事项第${index + 1}号${index % 9 === 3 ? '：名字很长的一件事，要在两行里写完，写不完的收在后面，指到时再全看见，这里还要再长一些才够两行' : ''}`,
    unit: `样例单位${(index % 7) + 1}`,
    dueOn: `2025-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`,
    percent: (index * 37) % 101,
    light: lights[index % lights.length] ?? 'grey',
  }
}

function list(query: URLSearchParams): unknown {
  const find = query.get('find') ?? ''
  const light = query.get('light')
  const sort = query.get('sort') ?? 'title'
  const column = sort.replace('-', '')
  const all = Array.from({ length: ROWS }, (_, index) => sample(index)).filter(
    row => row.title.includes(find) && (!light || row.light === light),
  )
  if (column === 'dueOn') all.sort((a, b) => a.dueOn.localeCompare(b.dueOn))
  if (column === 'percent') all.sort((a, b) => a.percent - b.percent)
  if (sort.startsWith('-')) all.reverse()
  const from = Number(query.get('cursor') ?? 0)
  const limit = Number(query.get('limit') ?? 50)
  return {
    rows: all.slice(from, from + limit),
    next: from + limit < all.length ? String(from + limit) : null,
    total: Math.min(all.length, COUNTED),
    hasMoreThanTotal: all.length > COUNTED,
    asOf: null,
  }
}

function evidence(query: URLSearchParams): EvidenceAnswer {
  const ref = { kind: query.get('kind') ?? '', id: query.get('id') ?? '', field: query.get('field') ?? '' }
  const log = { entryId: uuid(7), index: 10482, at: '2024-09-21T03:10:00Z' }
  const quoted = (words: string): Evidence => {
    const start = pageText.indexOf(words)
    return {
      kind: 'source',
      factId: uuid(3),
      source: { id: uuid(2), name: 'sample.txt', publication: '样例晚报', issueDate: '2024-09-21', page: '第2版' },
      start,
      end: start + words.length,
      text: words,
      before: pageText.slice(0, start),
      after: pageText.slice(start + words.length),
      modality: 'commitment',
      confidence: 0.93,
      acceptedBy: '样例经办',
      acceptedAt: '2024-09-21T03:10:00Z',
      log,
      supports: 6,
      disputes: [],
    }
  }
  const items: Record<string, Evidence[]> = {
    source: [quoted('4000多台（套）'), quoted('三家样例单位')],
    differs: [
      quoted('4000多台（套）'),
      { kind: 'hand', by: '样例单位1', at: '2024-10-08T01:00:00Z', reason: '按台账重数', log: null },
    ],
    hand: [{ kind: 'hand', by: '样例单位1', at: '2024-10-08T01:00:00Z', reason: null, log }],
    denied: [{ kind: 'denied', owner: '样例单位2' }],
    computed: [
      {
        kind: 'computed',
        formula: 'gallery.gap',
        params: { plan: 78.5, actual: 56.5 },
        inputs: [
          { label: '计划进度', value: '78.5%', light: null, href: null, ref: { ...ref, field: 'source' } },
          { label: '样例事项第5号', value: '56.5%', light: 'orange', href: '/', ref: null },
        ],
        total: 5,
      },
    ],
  }
  return { ref, items: items[ref.field] ?? [] }
}

/** Answers the kit's requests in the page itself. `/broken` faults and `/slow` never answers. */
export function answerInThePage(): void {
  const real = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const url = new URL(String(input), location.origin)
    if (!url.pathname.startsWith('/api/')) return real(input, init)
    if (url.pathname.endsWith('/slow'))
      return new Promise((_, fail) => init?.signal?.addEventListener('abort', () => fail(init.signal?.reason)))
    if (url.pathname.endsWith('/broken')) return Response.json({ fault: { reference: '7f3k02ab' } }, { status: 500 })
    if (url.pathname.endsWith('/none'))
      return Response.json({ rows: [], next: null, total: 0, hasMoreThanTotal: false, asOf: null })
    if (url.pathname.endsWith('/refused')) {
      const fields = [{ path: 'dueOn', code: 'gallery.not-a-workday', params: { day: '2025-05-03' } }]
      return Response.json(
        { refusal: { code: 'kernel.input-unfit', params: {}, field: 'dueOn', fields } },
        { status: 422 },
      )
    }
    return Response.json(url.pathname.endsWith('/evidence') ? evidence(url.searchParams) : list(url.searchParams))
  }
}
