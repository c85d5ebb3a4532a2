import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { mayReadOpenly } from './authenticate.ts'

const operation = z.object({
  tags: z.array(z.string()).default(['other']),
  summary: z.string().default(''),
  description: z.string().default(''),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false), schema: z.unknown() }))
    .default([]),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()).default({}),
})
const document = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string().default('') }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
})

/** The OpenAPI document as a page for people: one section a room, one entry a route. It needs no script and nothing from elsewhere. */
export function docsPage(app: FastifyInstance): void {
  app.get('/api/docs', { schema: { hide: true }, onRequest: mayReadOpenly }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(render(document.parse(app.swagger()), reply.styleNonce)),
  )
}

function render({ info, paths }: z.output<typeof document>, nonce: string): string {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => ({ path, method, ...route })),
  )
  const tags = [...new Set(routes.map(route => route.tags[0] ?? 'other'))]
  const sections = tags.map(
    tag =>
      `<section><h2 id="${text(tag)}">${text(tag)}</h2>${routes
        .filter(route => (route.tags[0] ?? 'other') === tag)
        .map(
          route => `<details><summary><b>${text(route.method.toUpperCase())}</b> <code>${text(route.path)}</code> ${text(route.summary)}</summary>
${route.description ? `<p>${text(route.description)}</p>` : ''}
${parameters(route.parameters)}
${route.requestBody ? `<h3>Body</h3><pre>${text(JSON.stringify(route.requestBody, null, 1))}</pre>` : ''}
<h3>Answers</h3><pre>${text(JSON.stringify(route.responses, null, 1))}</pre></details>`,
        )
        .join('\n')}</section>`,
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(info.title)} API</title><style nonce="${nonce}">
body{margin:0 auto;max-width:960px;padding:20px 16px 48px;color:#14201f;font:14px/24px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{font-size:26px;line-height:36px}h2{border-top:2px solid;padding-top:7px;font-size:16px}h3{font-size:13px;margin:8px 0 0}
details{border-bottom:1px solid #dce2e0;padding:4px 0}summary{cursor:pointer}summary b{display:inline-block;min-width:56px}
code,pre{font-family:"Noto Sans Mono CJK SC",Consolas,monospace;font-size:13px}pre{background:#f4f6f5;padding:8px;overflow:auto;max-height:360px}
a{color:#0f5c69}:focus-visible{outline:2px solid #0f5c69;outline-offset:2px}
</style></head><body><h1>${text(info.title)} API ${text(info.version)}</h1><p>${text(info.description)} <a href="/api/openapi.json">openapi.json</a></p>
<p>${tags.map(tag => `<a href="#${text(tag)}">${text(tag)}</a>`).join(' · ')}</p>${sections.join('\n')}</body></html>`
}

function parameters(list: z.output<typeof operation>['parameters']): string {
  if (list.length === 0) return ''
  const lines = list.map(each => `${each.in} ${each.name}${each.required ? ' *' : ''}: ${JSON.stringify(each.schema)}`)
  return `<h3>Parameters</h3><pre>${text(lines.join('\n'))}</pre>`
}

const text = (value: string) =>
  value.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;')
