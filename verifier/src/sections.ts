import type { DrawId, FutureSource } from '../../contract/src/draws.ts'
import { announcementHash } from '../../server/src/kernel/draws/announcement.ts'
import { excludedRoot, ticketsOf } from '../../server/src/kernel/draws/draw.ts'
import { idsOf, idText } from '../../server/src/kernel/draws/input.ts'
import type { Verdict } from '../../server/src/kernel/draws/verify.ts'
import { h } from './dom.ts'
import type { Say } from './language.ts'
import { checkOf, code, explained, facts, foldedTable, section } from './parts.ts'

/** A list longer than this is cut when it is shown; what is computed is always the whole. */
const LISTED = 20_000

type Part = (number: number, verdict: Verdict, say: Say) => HTMLElement | undefined

const pool: Part = (number, { proof, result, checks }, say) => {
  const { input, announcement, poolRoot } = proof
  const ids = idsOf(input.pool)
  const out = new Set((input.exclude ?? []).map(idText))
  const head = [say.word('place'), say.word('id'), ...(input.weights ? [say.word('weight')] : [])]
  const rows = () =>
    ids
      .slice(0, LISTED)
      .map((id, at) => [
        String(at + 1),
        h('span', {}, idText(id), out.has(idText(id)) && h('span', { class: 'out' }, say.word('excludedMark'))),
        ...(input.weights ? [String(input.weights[at])] : []),
      ])
  return section(
    number,
    'stepPool',
    { check: checkOf(checks, 'pool'), say },
    explained(say.word('poolMeans')),
    facts([
      [say.word('rootComputed'), code(result.poolRoot)],
      poolRoot === undefined ? undefined : [say.word('rootClaimed'), code(poolRoot)],
      announcement && [say.word('rootAnnounced'), code(announcement.pool.root)],
      input.weights && [say.word('tickets'), ticketsOf(input.pool, input.weights)],
    ]),
    foldedTable(say.word('poolShow', { count: ids.length }), head, rows, false),
    ids.length > LISTED && explained(say.word('poolTooLong', { shown: LISTED })),
  )
}

const announcement: Part = (number, { proof, checks }, say) => {
  const { announcement: said, input } = proof
  const check = checkOf(checks, 'announcement')
  if (!said) return section(number, 'stepAnnouncement', { check, say }, explained(say.word('noAnnouncement')))
  const size = idsOf(input.pool).length
  const rows: ReadonlyArray<readonly [string, string | number, string | number]> = [
    [say.word('algorithm'), said.algorithm, input.algorithm],
    [say.word('stepPool'), said.pool.count, size],
    [say.word('tickets'), said.pool.tickets, ticketsOf(input.pool, input.weights)],
    [say.word('excludedCount'), said.exclusion.count, input.exclude?.length ?? 0],
    [say.word('excludedRoot'), said.exclusion.root, excludedRoot(input.exclude)],
    [say.word('stepWinners'), said.winners, input.winners],
    [say.word('stepReserves'), said.reserves, input.reserves ?? 0],
  ]
  return section(
    number,
    'stepAnnouncement',
    { check, say },
    explained(say.word('announcementMeans')),
    facts([
      [say.word('announcedAt'), say.instant(said.announcedAt)],
      [say.word('rule'), say.language === 'zh' ? said.exclusion.ruleZh : said.exclusion.ruleEn],
      [say.word('announcementHash'), code(announcementHash(said))],
    ]),
    h(
      'div',
      { class: 'wide', tabindex: 0, role: 'group', 'aria-label': say.word('stepAnnouncement') },
      h(
        'table',
        { class: 'plain' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('td'),
            ...['announced', 'drawn'].map(word =>
              h('th', { scope: 'col' }, say.word(word === 'drawn' ? 'drawn' : 'announced')),
            ),
          ),
        ),
        h(
          'tbody',
          {},
          rows.map(([name, was, is]) =>
            h(
              'tr',
              was === is ? {} : { class: 'differs' },
              h('th', { scope: 'row' }, name),
              h('td', {}, shortened(was)),
              h('td', {}, shortened(is)),
            ),
          ),
        ),
      ),
    ),
  )
}

const sources: Part = (number, { proof, checks, result }, say) => {
  const { announcement: said, used, input } = proof
  const check = checkOf(checks, 'sources')
  const values = input.sources.map((value, at) => {
    const source = said?.sources[at]
    const one = used?.[at]
    const taken =
      source && source.kind !== 'label' && one?.fallback && source.fallback ? source.fallback.source : source
    const name = taken === undefined ? undefined : taken.kind === 'label' ? say.word('label') : nameOf(taken, say)
    return h(
      'li',
      {},
      name !== undefined && h('h3', {}, name),
      facts([
        taken && taken.kind !== 'label' ? [say.word('publicAt'), say.instant(taken.at)] : undefined,
        [say.word('value'), code(Array.isArray(value) ? value.join('　') : String(value))],
        one?.beacon && [
          say.word('signature'),
          h(
            'span',
            {},
            code(one.beacon.signature),
            h('br'),
            say.word(check?.state === 'holds' ? 'signatureHolds' : 'signatureUnread'),
          ),
        ],
      ]),
      one?.fallback && h('p', {}, say.word('tookFallback')),
      source && source.kind !== 'label' && source.fallback && !one?.fallback
        ? h(
            'p',
            { class: 'means' },
            say.word('namedFallback', {
              name: nameOf(source.fallback.source, say),
              after: say.instant(source.fallback.after),
            }),
          )
        : undefined,
    )
  })
  const key = checkOf(checks, 'key')
  return section(
    number,
    'stepSources',
    { check, say },
    said && explained(say.word('sourcesMeans')),
    h('ol', { class: 'sources' }, values),
    h('h3', {}, say.word('stepKey')),
    key?.state === 'differs' && h('p', { class: 'wrong' }, say.sentence(key.why)),
    explained(say.word('keyMeans')),
    facts([
      [say.word('keyComputed'), code(result.key)],
      proof.key === result.key ? undefined : [say.word('keyClaimed'), code(proof.key)],
    ]),
  )
}

const picks: Part = (number, { proof, result, checks }, say) => {
  const weighted = proof.input.weights !== undefined
  const head = [
    say.word('step'),
    say.word('hash'),
    say.word('remaining'),
    ...(weighted ? [say.word('ticketsLeft'), say.word('ticket')] : []),
    say.word('index'),
    say.word('id'),
  ]
  const rows = () =>
    result.steps
      .slice(0, LISTED)
      .map(({ step, hash, remaining, tickets = '', ticket = '', index, id }) => [
        String(step),
        code(hash),
        String(remaining),
        ...(weighted ? [tickets, ticket] : []),
        String(index),
        h('b', {}, idText(id)),
      ])
  return section(
    number,
    'stepPicks',
    { check: checkOf(checks, 'steps'), say },
    explained(
      say.word('picksMeans', {
        hash: hashName(proof.input.algorithm),
        tickets: say.word(weighted ? 'picksTickets' : 'picksPeople'),
      }),
    ),
    foldedTable(say.word('picksShow', { count: result.steps.length }), head, rows, result.steps.length <= 2000),
  )
}

const winners: Part = (number, { proof, result, checks }, say) =>
  section(
    number,
    'stepWinners',
    { check: checkOf(checks, 'winners'), say },
    explained(say.word('winnersMeans')),
    order(result.winners, proof.winners, 1),
  )

const reserves: Part = (number, { proof, result, checks }, say) =>
  result.reserves.length === 0 && proof.reserves.length === 0
    ? undefined
    : section(
        number,
        'stepReserves',
        { check: checkOf(checks, 'reserves'), say },
        explained(say.word('reservesMeans')),
        order(result.reserves, proof.reserves, 1),
      )

const log: Part = (number, { proof, checks }, say) =>
  proof.log &&
  section(
    number,
    'stepLog',
    { check: checkOf(checks, 'log'), say },
    explained(say.word('logMeans')),
    facts([
      [say.word('logIndex'), String(proof.log.index)],
      [say.word('logSize'), String(proof.log.size)],
      [say.word('checkpoint'), h('pre', {}, proof.log.checkpoint)],
    ]),
  )

/** Every part of the verdict, in the order in which a draw happens, numbered. */
export function sections(verdict: Verdict, say: Say): HTMLElement[] {
  const shown: HTMLElement[] = []
  for (const part of [pool, announcement, log, sources, picks, winners, reserves]) {
    const section = part(shown.length + 1, verdict, say)
    if (section) shown.push(section)
  }
  return shown
}

export const hashName = (algorithm: string) => (algorithm === 'rfc3797' ? 'MD5' : 'SHA-256')

/** The ids computed here; where the proof says another, that one struck through beside it. */
function order(ids: readonly DrawId[], claimed: readonly DrawId[], from: number): HTMLElement {
  const length = Math.max(ids.length, claimed.length)
  return h(
    'ol',
    { class: 'order', start: from },
    Array.from({ length: Math.min(length, LISTED) }, (_, at) => {
      const [is, was] = [ids[at], claimed[at]]
      return h(
        'li',
        is === was ? {} : { class: 'differs' },
        is !== undefined && h('b', {}, idText(is)),
        is !== was && was !== undefined && h('del', {}, idText(was)),
      )
    }),
  )
}

function nameOf(source: FutureSource, say: Say): string {
  if (source.kind === 'drand') return say.word('drand', { chain: source.chain, round: source.round })
  const name = say.language === 'zh' ? source.nameZh : source.nameEn
  return `${name} ${source.issue}`
}

/** A root in a cell of a table: its beginning says enough beside another one. */
const shortened = (value: string | number) => {
  const text = String(value)
  return text.length === 64 ? h('code', { title: text }, `${text.slice(0, 12)}…`) : text
}
