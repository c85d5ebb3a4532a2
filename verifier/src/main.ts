import './style.css'
import { config } from 'zod'
import { jsonOf } from '../../server/src/kernel/draws/file.ts'
import { type Verdict, verifyProof } from '../../server/src/kernel/draws/verify.ts'
import { Refusal } from '../../server/src/kernel/refusal.ts'
import { chains } from './chains.ts'
import { h } from './dom.ts'
import { sayIn } from './language.ts'
import { mine } from './mine.ts'
import { hashName, sections } from './sections.ts'
import type { Language } from './words.ts'

// The schema library tries whether it may compile code; the page's policy forbids it, and the attempt alone would be reported.
config({ jitless: true })

/** What the page shows: nothing yet, that it computes, a file that cannot be read, or what came of one. */
type Shown =
  | { kind: 'nothing' }
  | { kind: 'working' }
  | { kind: 'refused'; why: Refusal }
  | { kind: 'verdict'; verdict: Verdict }

type State = { language: Language; isLarge: boolean; shown: Shown }
let state: State = { language: 'zh', isLarge: false, shown: { kind: 'nothing' } }

const page = document.getElementById('page') ?? document.body

function draw(): void {
  const { language, isLarge } = state
  const say = sayIn(language)
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.documentElement.classList.toggle('large', isLarge)
  document.title = `${say.word('title')} · ${say.word('brand')}`
  page.replaceChildren(
    h(
      'header',
      { class: 'top' },
      h('p', { class: 'brand' }, `${say.word('brand')} · ${say.word('title')}`),
      h(
        'div',
        { class: 'tools' },
        h(
          'button',
          { type: 'button', class: 'text', onclick: () => set({ isLarge: !isLarge }, '.tools button') },
          say.word(isLarge ? 'normalSize' : 'larger'),
        ),
        h(
          'button',
          {
            type: 'button',
            class: 'text',
            lang: language === 'zh' ? 'en' : 'zh-CN',
            onclick: () => set({ language: language === 'zh' ? 'en' : 'zh' }, '.tools button + button'),
          },
          say.word('language'),
        ),
      ),
    ),
    h('main', {}, ...content(say)),
  )
}

function content(say: ReturnType<typeof sayIn>): HTMLElement[] {
  const { shown, language } = state
  switch (shown.kind) {
    case 'nothing':
      return [h('h1', {}, say.word('headline')), h('p', { class: 'lead' }, say.word('lead')), asked(say)]
    case 'working':
      return [h('h1', {}, say.word('headline')), h('p', { class: 'lead', role: 'status' }, say.word('working'))]
    case 'refused':
      return [verdictHead('differs', say.word('cannotRead'), say.sentence(shown.why)), asked(say)]
    case 'verdict': {
      const { verdict } = shown
      const { input, announcement } = verdict.proof
      const said = verdict.first ? say.sentence(verdict.first) : say.word('holdsMeans')
      const title = announcement && (language === 'zh' ? announcement.titleZh : announcement.titleEn)
      return [
        verdictHead(verdict.holds ? 'holds' : 'differs', say.word(verdict.holds ? 'holds' : 'differs'), said, title),
        h(
          'p',
          {},
          say.word('counts', {
            pool: typeof input.pool === 'number' ? input.pool : input.pool.length,
            excluded: input.exclude?.length ?? 0,
            winners: verdict.result.winners.length,
            reserves: verdict.result.reserves.length,
          }),
          verdict.holds ? say.word(announcement ? 'inputFixed' : 'noAnnouncement') : '',
        ),
        mine(verdict, say),
        ...sections(verdict, say),
        h(
          'footer',
          {},
          h(
            'p',
            {},
            say.word('limits', { hash: hashName(input.algorithm), bits: input.algorithm === 'rfc3797' ? 128 : 256 }),
          ),
          h('p', {}, say.word('elsewhere')),
          h('pre', {}, 'python3 draw_verify.py proof.json'),
          h(
            'button',
            { type: 'button', onclick: () => set({ shown: { kind: 'nothing' } }, 'input[type=file]') },
            say.word('another'),
          ),
        ),
      ]
    }
  }
}

/** The verdict in big letters. It is focused when it appears, so that a screen reader begins there. */
function verdictHead(state: 'holds' | 'differs', word: string, sentence: string, title?: string): HTMLElement {
  return h(
    'div',
    { class: `verdict ${state}`, tabindex: -1, role: 'alert' },
    title !== undefined && h('p', { class: 'of' }, title),
    h('h1', {}, h('span', { class: 'glyph', 'aria-hidden': 'true' }, state === 'holds' ? '✓' : '■'), word),
    h('p', {}, sentence),
  )
}

/** Where the proof comes in: a file, or its text. Dropping is heard on the whole page. */
function asked(say: ReturnType<typeof sayIn>): HTMLElement {
  const file = h('input', {
    id: 'file',
    type: 'file',
    accept: '.json,application/json,text/plain',
    onchange: () => void taken(file.files?.[0]),
  })
  const text = h('textarea', { id: 'text', rows: 5, spellcheck: 'false', onpaste: () => setTimeout(fromText) })
  const fromText = () => {
    if (text.value.trim() !== '') compute(new TextEncoder().encode(text.value), say.word('file'))
  }
  return h(
    'form',
    {
      class: 'asked',
      onsubmit: (event: Event) => {
        event.preventDefault()
        fromText()
      },
    },
    file,
    // The browser words its own button in its own language; the label is a button in ours.
    h('label', { for: 'file', class: 'button' }, say.word('file')),
    h('p', { class: 'means' }, say.word('dropHere')),
    h('label', { for: 'text' }, say.word('orPaste')),
    text,
    h('button', { type: 'submit' }, say.word('check')),
  )
}

async function taken(file: File | null | undefined): Promise<void> {
  if (file) compute(new Uint8Array(await file.arrayBuffer()), file.name)
}

/** Computes after the page had time to say that it does: on an old telephone a signature takes a second. */
function compute(bytes: Uint8Array, name: string): void {
  set({ shown: { kind: 'working' } })
  setTimeout(() => {
    set({ shown: outcome(bytes, name) }, '.verdict')
  }, 30)
}

function outcome(bytes: Uint8Array, name: string): Shown {
  try {
    return { kind: 'verdict', verdict: verifyProof(jsonOf(bytes, name), chains) }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', why: error }
    throw error
  }
}

/** Changes what is shown, draws the page, and puts the focus where the change came to be seen. */
function set(change: Partial<State>, focus?: string): void {
  state = { ...state, ...change }
  draw()
  if (focus === undefined) return
  const target = page.querySelector<HTMLElement>(focus)
  target?.focus()
}

for (const name of ['dragover', 'drop'] as const) {
  document.addEventListener(name, event => {
    event.preventDefault()
    if (name === 'drop') void taken(event.dataTransfer?.files[0])
  })
}
// On paper everything is open: a proof that is printed is printed whole.
window.addEventListener('beforeprint', () => {
  for (const details of page.querySelectorAll('details')) {
    details.dispatchEvent(new Event('fill'))
    details.open = true
  }
})

draw()
