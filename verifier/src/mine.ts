import { idsOf, idText } from '../../server/src/kernel/draws/input.ts'
import type { Verdict } from '../../server/src/kernel/draws/verify.ts'
import { h } from './dom.ts'
import type { Say } from './language.ts'

/** Where somebody's own id stands in the draw as it was computed here. */
export function mine({ proof, result }: Verdict, say: Say): HTMLElement {
  const answer = h('p', { class: 'mine-answer', role: 'status' })
  const input = h('input', {
    id: 'mine',
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'mine-help',
  })
  const look = (event: Event) => {
    event.preventDefault()
    answer.textContent = input.value.trim() === '' ? '' : found(input.value.trim().normalize('NFC'))
  }
  return h(
    'form',
    { class: 'mine', role: 'search', onsubmit: look, novalidate: true },
    h('label', { for: 'mine' }, say.word('mine')),
    h('div', { class: 'row' }, input, h('button', { type: 'submit' }, say.word('find'))),
    h('p', { id: 'mine-help', class: 'means' }, say.word('mineHelp')),
    answer,
  )

  function found(id: string): string {
    const place = idsOf(proof.input.pool).findIndex(each => idText(each) === id) + 1
    if (place === 0) return say.word('mineNobody')
    const step = result.steps.findIndex(each => idText(each.id) === id)
    const [order, reserve] = [step + 1, step + 1 - result.winners.length]
    if (reserve > 0) return say.word('mineReserve', { reserve, order, step, place })
    if (order > 0) return say.word('mineWinner', { order, step, place })
    const isOut = proof.input.exclude?.some(each => idText(each) === id)
    return say.word(isOut ? 'mineExcluded' : 'mineNot', { place })
  }
}
