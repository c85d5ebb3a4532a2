import { id as anId } from '#contract/kernel.ts'
import type { OpenQuiz } from '#contract/participation/portal.ts'
import {
  closedBecause,
  drawRulesOf,
  factsOf,
  introIn,
  type Language,
  lengthIn,
  periodOf,
  placeRulesOf,
  tell,
  titleIn,
} from '#contract/participation/told.ts'
import { tellDraw } from '#contract/participation/toldDraws.ts'
import { type Html, html } from '#kernel/http/html.ts'
import type { PortalPage } from '#kernel/room.ts'
import { drawsPage } from './portalDraws.ts'
import { facts } from './portalFacts.ts'
import { openQuiz, openQuizzes } from './queries/open.ts'
import { openDraws } from './queries/openDraws.ts'

/** A page under a quiz that is written by the portal alone; the server knows its title, and whether there is such a quiz. */
const pageOf = (path: string, titleOf: (language: Language, quiz: OpenQuiz) => string): PortalPage => ({
  path: `/quiz/:id${path}`,
  async render(ctx, { id, ...others }, language) {
    if (![id, ...Object.values(others)].every(each => anId.safeParse(each).success)) return null
    return { title: titleOf(language, await openQuiz(ctx, anId.parse(id))), main: html`` }
  },
})

/**
 * First screens of the portal: the quizzes; one quiz with who runs it, when, its rules, its prize and how to take part; and its draws. The
 * markup is that of the portal's own pages (web/src/portal/pages), which take its place. The other pages under a quiz are named here too:
 * an address that no room names is answered 404.
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
      const asked = anId.safeParse(params.id)
      if (!asked.success) return null
      const quiz = await openQuiz(ctx, asked.data)
      return { title: titleIn(language, quiz), main: quizPage(ctx.regionId, quiz, language) }
    },
  },
  {
    path: '/quiz/:id/draws',
    async render(ctx, params, language) {
      const asked = anId.safeParse(params.id)
      if (!asked.success) return null
      const [quiz, draws] = [await openQuiz(ctx, asked.data), await openDraws(ctx, asked.data)]
      const title = `${tellDraw(language, 'draws')} · ${titleIn(language, quiz)}`
      return { title, main: drawsPage(ctx.regionId, quiz, draws, language) }
    },
  },
  {
    path: '/quiz/:id/draws/:draw',
    async render(ctx, params, language) {
      const asked = anId.safeParse(params.id)
      const drawId = anId.safeParse(params.draw)
      if (!asked.success || !drawId.success) return null
      const draw = (await openDraws(ctx, asked.data)).draws.find(({ id }) => id === drawId.data)
      if (!draw) return null
      const { titleZh, titleEn } = draw.announcement
      return { title: `${tellDraw(language, 'see-pool')} · ${titleIn(language, { titleZh, titleEn })}`, main: html`` }
    },
  },
  pageOf('/ranking', language => tell(language, 'ranking')),
  pageOf('/bank', (language, quiz) => `${tell(language, 'bank')} · ${titleIn(language, quiz)}`),
  pageOf('/poster', (language, quiz) => `${tell(language, 'poster')} · ${titleIn(language, quiz)}`),
  pageOf('/attempt/:attempt', titleIn),
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
    ...(quiz.draws ? [html`<li><a href="${home}/draws">${tellDraw(language, 'draws')}</a></li>`] : []),
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
