import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anyone, must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { room } from '#kernel/room.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { html } from './html.ts'

const page =
  '<!doctype html>\n<html lang="zh-CN"><head><title>江海协同</title></head><body><div id="portal"></div></body></html>'
const policy = { 'fair.read': anyone }

/** A room with a public page: one that is there, one that is not, one that forgets to ask. */
const fair = room({
  name: 'fair',
  directory: join(tmpdir(), 'no-migrations'),
  policy,
  routes: [],
  portal: [
    {
      path: '/fair/:name',
      async render(ctx, { name = '' }, language) {
        if (name === 'careless') return { title: 'x', main: html`x` }
        must(ctx, policy, 'fair.read', {})
        if (name === 'refused') throw refuse('fair.not-found')
        if (name === 'none') return null
        return { title: name, main: html`<h1>${language} ${ctx.regionId} ${name}</h1>` }
      },
    },
  ],
})

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let webRoot: string
beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'jianghai-portal-'))
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>the office</title>')
  await writeFile(join(webRoot, 'portal.html'), page)
  city = await aCity()
  server = await aServer(city, { webRoot, more: [fair] })
})
afterAll(async () => {
  await server.close()
  await city.close()
  await rm(webRoot, { recursive: true })
})

const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers })

describe('the first screen of the portal', () => {
  it('is written by the server, in the language of the browser or of the address', async () => {
    const zh = await get('/portal/320600/fair/spring', { 'accept-language': 'zh-CN,en;q=0.5' })
    expect(zh.statusCode).toBe(200)
    expect(zh.body).toContain('<html lang="zh-CN">')
    expect(zh.body).toContain('<title>spring · 江海协同</title>')
    expect(zh.body).toContain('<h1>zh 320600 spring</h1>')
    expect(zh.body).toContain('<noscript>')
    for (const english of [
      await get('/portal/320600/fair/spring?lang=en', { 'accept-language': 'zh' }),
      await get('/portal/320600/fair/spring', { 'accept-language': 'en-GB' }),
    ]) {
      expect(english.body).toContain('<html lang="en">')
      expect(english.body).toContain('<h1>en 320600 spring</h1>')
    }
  })

  it.each([
    ['/portal/320600/fair/none', 404],
    ['/portal/320600/fair/refused', 404],
    ['/portal/1/fair/spring', 404],
    ['/portal/999999/fair/spring', 404],
    ['/portal/320600/own', 200],
    ['/portal/320600/own/', 200],
    ['/portal/320600/sign-in?next=%2Fportal%2F320600', 200],
    ['/portal/999999/own', 404],
    ['/portal/320600/nowhere', 404],
    ['/portal/320600/own/more', 404],
    ['/portal/320600/fair', 404],
    ['/portal', 404],
    ['/portal/', 404],
  ])('%s is answered with %i and the portal', async (url, status) => {
    const answer = await get(url)
    expect(answer.statusCode).toBe(status)
    expect(answer.body).toContain('<div id="portal">')
    expect(answer.body).not.toContain('the office')
    if (status === 404) expect(answer.body).toMatch(/没有这一页.*There is no such page/s)
  })

  it('that asks no verb is a fault of ours, and shows nothing', async () => {
    const answer = await get('/portal/320600/fair/careless')
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('<main>')
  })

  it('holds no markup but the page’s own, whatever a name is', async () => {
    for (const name of ['<img src=x onerror=alert(1)>', '"><script>1</script>', "'$&$1", '&lt;b&gt;']) {
      const { body } = await get(`/portal/320600/fair/${encodeURIComponent(name)}`)
      expect(body).not.toMatch(/<img|<script|<b>/)
      expect(body.match(/<div id="portal">/g)).toHaveLength(1)
    }
  })
})

describe('html', () => {
  it('lets no value open or close anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const { text: made } = html`<p title="${text}">${text}</p>`
        const inside = made.slice('<p title="'.length, -'</p>'.length)
        expect(inside.split('">')).toHaveLength(2)
        expect(inside.replace('">', '')).not.toMatch(/[<>"']/)
      }),
    )
  })

  it('keeps what is HTML, one or many', () => {
    expect(html`<ul>${[html`<li>${1}</li>`, html`<li>${'<'}</li>`]}</ul>`.text).toBe('<ul><li>1</li><li>&lt;</li></ul>')
  })
})
