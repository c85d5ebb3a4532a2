import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { regions } from '../accounts/members.ts'
import { asAnybody } from '../citizens/sessions.ts'
import type { Ctx } from '../context.ts'
import { Refusal } from '../refusal.ts'
import type { PortalPage } from '../room.ts'
import { query } from '../run.ts'
import { type Html, html } from './html.ts'
import type { ServerParts } from './parts.ts'
import { regionPart } from './regionPart.ts'

type Language = 'zh' | 'en'

const words = {
  zh: {
    title: '江海协同',
    other: 'English',
    otherLang: 'en',
    size: '标准',
    large: '大字',
    lost: '没有这一页。',
    noScript: '答题要在开启脚本的浏览器里进行。',
  },
  en: {
    title: 'Jianghai',
    other: '中文',
    otherLang: 'zh-CN',
    size: 'Standard',
    large: 'Large',
    lost: 'There is no such page.',
    noScript: 'Taking part needs a browser with scripts enabled.',
  },
} as const

/**
 * Serves the citizens' portal under `/portal/{region}`: one page for all addresses, with a first screen that the server writes, so that it
 * can be read on a slow telephone before, and without, any script. Rooms say what the first screen of an address is; signing in and the
 * own corner are the portal's own and have none. An address that nobody names is answered 404, with the portal around it.
 */
export async function servePortal(app: FastifyInstance, parts: ServerParts, root: string): Promise<void> {
  const page = await readFile(join(root, 'portal.html'), 'utf8').catch(() => undefined)
  if (page === undefined) return
  // With a stroke at the end it is the same address, as it is for the portal.
  const serve = (path: string, screen: (request: FastifyRequest, language: Language) => Promise<Screen | null>) =>
    [path, `${path}/`].forEach(each => {
      app.get(each, { schema: { hide: true } }, (request, reply) =>
        send(request, reply, page, language => screen(request, language)),
      )
    })
  for (const each of parts.rooms.flatMap(room => room.portal ?? []))
    serve(`/portal/:region${each.path}`, (request, language) => firstScreen(parts, each, request, language))
  for (const path of ownPages)
    serve(`/portal/:region${path}`, async request =>
      (await regionOf(parts, request)) ? { title: '', main: html`` } : null,
    )
  serve('/portal', async () => null)
  app.get('/portal/*', { schema: { hide: true } }, (request, reply) => send(request, reply, page, async () => null))
}

type Screen = { title: string; main: Html }
const ownPages = ['/own', '/sign-in']

/** The region that is asked for, with what else stands in the address; undefined where there is no such region. */
async function regionOf({ kernel }: ServerParts, request: FastifyRequest) {
  const asked = regionPart.loose().safeParse(request.params)
  if (!asked.success) return undefined
  const known = await regions(kernel.database.db)
  return known.some(({ regionId }) => regionId === asked.data.region) ? asked.data : undefined
}

/** The page with its first screen, or without one where it cannot be told what it is: then 404, in both languages. */
async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  page: string,
  screen: (language: Language) => Promise<Screen | null>,
): Promise<unknown> {
  const language = languageOf(request)
  const shown = await screen(language)
  const said = words[language]
  const main =
    shown?.main ?? html`<section class="page"><h1>${words.zh.lost}</h1><p lang="en">${words.en.lost}</p></section>`
  const title = shown?.title ? html`${shown.title} · ${said.title}` : html`${said.title}`
  const filled = page
    .replace('<html lang="zh-CN">', `<html lang="${language === 'en' ? 'en' : 'zh-CN'}">`)
    .replace(/<title>.*?<\/title>/, () => `<title>${title.text}</title>`)
    .replace(
      '<div id="portal"></div>',
      () =>
        html`<div id="portal">${head(language)}<main id="main">${main}</main></div><noscript><p class="note">${said.noScript}</p></noscript>`
          .text,
    )
  return reply
    .code(shown ? 200 : 404)
    .type('text/html; charset=utf-8')
    .header('vary', 'accept-language')
    .send(filled)
}

/** The head as the portal draws it, so that nothing moves when it does; what works by scripts only has its place and is not seen. */
function head(language: Language): Html {
  const said = words[language]
  return html`<header class="top"><span class="mark">${said.title}</span><div class="tools"><a class="tool" href="?lang=${language === 'en' ? 'zh' : 'en'}" lang="${said.otherLang}">${said.other}</a><div class="size later" aria-hidden="true"><span>${said.size}</span><span>${said.large}</span></div></div></header>`
}

async function firstScreen(
  parts: ServerParts,
  page: PortalPage,
  request: FastifyRequest,
  language: Language,
): Promise<Screen | null> {
  const asked = await regionOf(parts, request)
  if (!asked) return null
  const { region, ...params } = asked
  const given = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
  try {
    return await query(parts.kernel, asAnybody(region), region, null, async (ctx: Ctx) => {
      const shown = await page.render(ctx, given, language)
      if (shown && ctx.asked.size === 0) throw new Error(`the portal's ${page.path} asked no verb`)
      return shown
    })
  } catch (error) {
    // What is not there, or no more, or is not for everybody, has no first screen.
    if (error instanceof Refusal && [403, 404, 410].includes(error.status)) return null
    throw error
  }
}

/** English for who asks for it in the address, or whose browser speaks it and no Chinese. */
function languageOf(request: FastifyRequest): Language {
  const asked = new URL(request.url, 'http://portal.invalid').searchParams.get('lang')
  if (asked === 'zh' || asked === 'en') return asked
  const spoken = String(request.headers['accept-language'] ?? '').toLowerCase()
  return /\ben\b/.test(spoken) && !/\bzh\b/.test(spoken) ? 'en' : 'zh'
}
