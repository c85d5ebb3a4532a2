import type { Operation, Walk } from './walk.ts'

/** What routes ask for besides a region and a record. */
const asked: Readonly<Record<string, string>> = {
  'GET /registry/links': '?kind=organisation',
  'GET /registry/candidates': '?kind=organisation&name=%E6%96%87',
  'GET /registry/holders': '?post=%E6%96%87&on=2025-05-08',
  'GET /intake/pages/{id}/changes': '?since=2025-05-08T00:00:00Z',
  'GET /matters/changes': '?from=2025-05-08T00:00:00Z',
  'GET /matters/doubles': '?title=%E6%96%87',
}
/** Read elsewhere, or not by this reader. */
const apart =
  /^GET \/(api|log|evidence|accounts|jobs|gatherings\/\{id\}\/pack\/document|participation\/banks\/(template|.*(table|document|\{number\}))|participation\/quizzes\/\{id\}\/(live\/stream|archive))/

/**
 * Reads every list, and of each some records one by one: what was written must not break what reads it. Gives how many answers were
 * sound.
 */
export async function everyRead({ read }: Walk, operations: readonly Operation[]): Promise<number> {
  let sound = 0
  const gets = operations.filter(each => each.method === 'GET' && !apart.test(each.route))
  for (const { route } of gets.filter(each => !each.route.includes('{'))) {
    const list = route.slice('GET '.length)
    // Tables are looked at where their cells are.
    if (list === '/matters/table' || list === '/promises/table') continue
    const { rows } = await read(`${list}${asked[route] ?? ''}`)
    sound++
    for (const one of gets.filter(each => each.route.startsWith(`${route}/{id}`)))
      for (const { id } of rows.slice(0, 4)) {
        await read(`${one.route.slice('GET '.length).replace('{id}', id)}${asked[one.route] ?? ''}`)
        sound++
      }
  }
  return sound
}
