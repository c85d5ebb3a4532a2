import { id } from '#contract/kernel.ts'
import type { OpenQuiz } from '#contract/participation/portal.ts'
import {
  closedBecause,
  drawRulesOf,
  type Fact,
  factsOf,
  introIn,
  type Language,
  lengthIn,
  periodOf,
  placeRulesOf,
  tell,
  titleIn,
} from '#contract/participation/told.ts'
import { type Html, html } from '#kernel/http/html.ts'
import type { PortalPage } from '#kernel/room.ts'
import { openQuiz, openQuizzes } from './queries/open.ts'

/**
 * First screens of the portal: the quizzes, and one quiz with who runs it, when, its rules, its prize and how to take part. The markup is
 * that of the portal's own pages (web/src/portal/pages), which take its place.
 */
export const portalPages: readonly PortalPage[] = [
  {
    path: '',
    async render(ctx, _, language) {
      const { quizzes } = await openQuizzes(ctx)
      const title = tell(language, 'quizzes')
      const rows = quizzes.map(quiz => row(ctx.regionId, quiz, language))
      const list = rows.length > 0 ? html`<ul class="rows">${rows}</ul>` : html`<p>${tell(language, 'no-quizzes')}</p>`
      return { title, main: html`<section class="page"><h1>${title}</h1>${list}</section>` }
    },
  },
  {
    path: '/quiz/:id',
    async render(ctx, params, language) {
      const asked = id.safeParse(params.id)
      if (!asked.success) return null
      const quiz = await openQuiz(ctx, asked.data)
      return { title: titleIn(language, quiz), main: quizPage(ctx.regionId, quiz, language) }
    },
  },
]

function row(region: number, quiz: OpenQuiz, language: Language): Html {
  const state = tell(language, `state.${quiz.state}`)
  return html`<li><a href="/portal/${region}/quiz/${quiz.id}">${titleIn(language, quiz)}</a><p>${state} · ${periodOf(language, quiz)}</p></li>`
}

function quizPage(region: number, quiz: OpenQuiz, language: Language): Html {
  const home = `/portal/${region}/quiz/${quiz.id}`
  const intro = introIn(language, quiz)
  const draws = drawRulesOf(language, quiz)
  const link = (page: 'ranking' | 'bank' | 'poster', beside: Html) =>
    html`<li><a href="${home}/${page}">${tell(language, page)}</a>${beside}</li>`
  const links = [
    link('ranking', html`<span>${tell(language, 'people', { n: quiz.people })}</span>`),
    ...(quiz.bankIsPublic ? [link('bank', html``)] : []),
    link('poster', html``),
  ]
  return html`<div class="two"><section class="page"><h1>${titleIn(language, quiz)}</h1>${
    intro ? html`<p class="lead">${intro}</p>` : html``
  }${facts(factsOf(language, quiz))}${wayIn(region, home, quiz, language)}<ul class="links">${links}</ul></section><aside class="rules"><h2>${tell(
    language,
    'how-place',
  )}</h2>${facts(placeRulesOf(language, quiz))}${
    draws ? html`<h2>${tell(language, 'how-draw')}</h2>${facts(draws)}` : html``
  }</aside></div>`
}

/** The one act of the page, as for somebody who is not signed in, or why there is none now. */
function wayIn(region: number, home: string, quiz: OpenQuiz, language: Language): Html {
  const closed = closedBecause(language, quiz)
  if (closed !== null) return html`<p class="note">${closed}</p>`
  const time = lengthIn(language, quiz.rules.seconds)
  const signIn = `/portal/${region}/sign-in?next=${encodeURIComponent(home)}`
  return html`<div class="act"><a class="btn primary" href="${signIn}">${tell(language, 'sign-in-to-start')}</a><p class="small">${tell(language, 'start-note', { time })}</p></div>`
}

const facts = (list: readonly Fact[]): Html =>
  html`<dl class="facts">${list.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
