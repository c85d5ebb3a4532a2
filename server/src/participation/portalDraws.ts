import type { OpenDraw, OpenDraws } from '#contract/participation/draws.ts'
import type { OpenQuiz } from '#contract/participation/portal.ts'
import { type Language, titleIn } from '#contract/participation/told.ts'
import {
  checksOf,
  type DrawTold,
  drawsTold,
  noteOf,
  tellDraw,
  WINNERS_AT_FIRST,
} from '#contract/participation/toldDraws.ts'
import { type Html, html } from '#kernel/http/html.ts'
import { facts } from './portalFacts.ts'

/** The first screen of the draws of a quiz, in the markup of the portal's own page (web/src/portal/pages/DrawsPage.tsx). */
export function drawsPage(region: number, quiz: OpenQuiz, draws: OpenDraws, language: Language): Html {
  const home = `/portal/${region}/quiz/${quiz.id}`
  const { told, later } = drawsTold(language, quiz, draws)
  const say = (key: Parameters<typeof tellDraw>[1], params = {}) => tellDraw(language, key, params)
  const lead = html`<p>${say(quiz.draws ? 'draws-lead' : 'draws-none')}</p>`
  const body = [
    ...(later > 0 ? [html`<p class="small">${say('draws-later', { n: later })}</p>`] : []),
    ...told.map(each => drawPart(region, home, each, language)),
  ]
  const checks = checksOf(language).map(each => html`<li>${each}</li>`)
  const check = html`<section class="draw"><h2>${say('check-title')}</h2><ol class="how">${checks}</ol><p><a href="/draw-verifier.html">${say('see-verifier')}</a></p></section>`
  return html`<section class="page draws"><p><a href="${home}">${say('to-quiz')}</a></p><h1>${say('draws')}</h1><p class="lead">${titleIn(language, quiz)}</p>${lead}${
    quiz.draws ? [...body, check] : []
  }</section>`
}

function drawPart(region: number, home: string, { title, state, facts: list, draw }: DrawTold, language: Language) {
  return html`<section class="draw"><h2>${title}</h2><p class="note">${state}</p>${facts(list)}${
    draw ? html`${links(region, home, draw, language)}${winners(draw, language)}` : html``
  }</section>`
}

function links(region: number, home: string, { id, publishedAt }: OpenDraw, language: Language): Html {
  const proof = html`<li><a href="/api/${region}/participation/open/draws/${id}/proof" download>${tellDraw(language, 'see-proof')}</a></li>`
  return html`<ul class="links"><li><a href="${home}/draws/${id}">${tellDraw(language, 'see-pool')}</a></li>${publishedAt === null ? html`` : proof}</ul>`
}

function winners({ winners: all }: OpenDraw, language: Language): Html {
  if (all.length === 0) return html``
  const head = (['drawn-order', 'drawn-name', 'drawn-note'] as const).map(
    key => html`<th scope="col">${tellDraw(language, key)}</th>`,
  )
  const body = all
    .slice(0, WINNERS_AT_FIRST)
    .map(
      each =>
        html`<tr><td>${each.number}</td><th scope="row">${each.alias}${each.masked === null ? '' : ` ${each.masked}`}</th><td>${noteOf(language, each)}</td></tr>`,
    )
  const rest = all.length - WINNERS_AT_FIRST
  const more = rest > 0 ? html`<p class="small">${tellDraw(language, 'drawn-more', { n: rest })}</p>` : html``
  return html`<h3>${tellDraw(language, 'draw-winners')}</h3><table class="winners"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>${more}`
}
