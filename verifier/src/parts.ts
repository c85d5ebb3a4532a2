import type { Check, CheckName } from '../../server/src/kernel/draws/verify.ts'
import { h } from './dom.ts'
import type { Say } from './language.ts'
import type { Word } from './words.ts'

type Content = ReadonlyArray<Node | string | undefined | false>

/** A glyph with its word: a check never speaks by colour alone. */
export function mark(state: Check['state'], say: Say): HTMLElement | undefined {
  if (state === 'absent') return undefined
  return h(
    'span',
    { class: `mark ${state}` },
    h('span', { 'aria-hidden': 'true' }, state === 'holds' ? '✓' : '■'),
    say.word(state),
  )
}

/** A numbered section with the state of its check, and what differs said where it belongs. */
export function section(
  number: number,
  title: Word,
  { check, say }: { check?: Check | undefined; say: Say },
  ...content: Content
): HTMLElement {
  const id = `s${number}`
  return h(
    'section',
    { 'aria-labelledby': id },
    h(
      'header',
      {},
      h('h2', { id }, h('span', { class: 'no' }, `${number}`), say.word(title)),
      check && mark(check.state, say),
    ),
    check?.state === 'differs' && h('p', { class: 'wrong' }, say.sentence(check.why)),
    ...content,
  )
}

/** Names and values under one another; on a telephone the value goes below its name. */
export function facts(rows: ReadonlyArray<readonly [string, Node | string] | undefined>): HTMLElement {
  return h(
    'dl',
    {},
    rows.flatMap(row => (row ? [h('dt', {}, row[0]), h('dd', {}, row[1])] : [])),
  )
}

export const code = (text: string) => h('code', {}, text)
export const explained = (text: string) => h('p', { class: 'means' }, text)

/**
 * A table that a telephone shows as stacked rows: each cell knows the name of its column. It is filled when it is first opened, because
 * a list nobody looks at should cost nothing.
 */
export function foldedTable(
  summary: string,
  head: readonly string[],
  rows: () => ReadonlyArray<readonly (Node | string)[]>,
  isOpen: boolean,
): HTMLElement {
  const body = h('tbody')
  const fill = () => {
    if (body.childElementCount > 0) return
    const lines = rows().map(cells =>
      h(
        'tr',
        {},
        cells.map((cell, at) => h('td', { 'data-name': head[at] }, cell)),
      ),
    )
    body.append(...lines)
  }
  if (isOpen) fill()
  const table = h(
    'table',
    {},
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        head.map(name => h('th', { scope: 'col' }, name)),
      ),
    ),
    body,
  )
  return h('details', { open: isOpen, ontoggle: fill, onfill: fill }, h('summary', {}, summary), table)
}

export const checkOf = (checks: readonly Check[], name: CheckName) => checks.find(each => each.name === name)
