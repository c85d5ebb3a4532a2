import { type Problem, RefusalError } from '../api/errors.ts'

export type FieldProblem = { path: string; code: string; params: RefusalError['params'] }

/** The fields a problem is about: each line the server sent, or the one field it named. Empty when it is about the whole. */
export function fieldsOf(problem: Problem | null): FieldProblem[] {
  if (!(problem instanceof RefusalError)) return []
  if (problem.fields.length > 0)
    return problem.fields.map(({ path, code, params }) => ({ path: withoutBody(path), code, params }))
  if (problem.field !== null) return [{ path: withoutBody(problem.field), code: problem.code, params: problem.params }]
  return []
}

/** The server may name a field from the request's own root. */
function withoutBody(path: string): string {
  return path.replace(/^body\./, '')
}

/** The name a form library knows a path by: `parts.0.unit` is ['parts', 0, 'unit']. */
export function nameOfPath(path: string): Array<string | number> {
  return path.split('.').map(part => (/^\d+$/.test(part) ? Number(part) : part))
}
