import { type KyselyPlugin, PostgresQueryCompiler } from 'kysely'
import type { Database } from '#kernel/database/open.ts'

/** Where in the product a statement is written: the file below `server/src/`, and the function. */
export type Origin = { file: string; by: string }

/** Statements as a database was sent them, each with the place that sent it first. */
export type Recorded = Map<string, Origin>

const source = `${import.meta.dirname.slice(0, -'/testing/statements'.length)}/`
/** Frames that stand between a statement and the place it is written. What is planted counts as the product's. */
const between = /^(kernel\/database\/sql\.ts|testing\/statements\/(?!planted))/
const ofTests = /\.test\.tsx?$|(^|\/)testing\/(?!statements\/planted)/

/**
 * The same database, noting every statement the product sends through it. What tests send themselves is left out: they look where they
 * like. The note is made where the statement is put together, because there the caller still stands on the stack.
 */
export function recorded<Opened extends Database>(database: Opened): { database: Opened; statements: Recorded } {
  const statements: Recorded = new Map()
  const compiler = new PostgresQueryCompiler()
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      const text = compiler.compileQuery(node, queryId).sql
      if (!statements.has(text)) {
        const origin = originOf()
        if (origin) statements.set(text, origin)
      }
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { database: { ...database, db: database.db.withPlugin(plugin) }, statements }
}

/** The nearest place in the product on the stack; undefined when a test speaks for itself. */
function originOf(): Origin | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error
  try {
    // The frames as they are: written out, each would be looked up in the source maps.
    Error.prepareStackTrace = (_error, frames) => frames
    Error.stackTraceLimit = 30
    const frames: unknown = new Error('where').stack
    if (!Array.isArray(frames)) return undefined
    for (const frame of frames) {
      const path = String(frame.getFileName() ?? '').replace(/^file:\/\//, '')
      const file = path.startsWith(source) ? path.slice(source.length).replace(/\?.*$/, '') : ''
      if (!file || between.test(file)) continue
      return ofTests.test(file) ? undefined : { file, by: String(frame.getFunctionName() ?? '') }
    }
    return undefined
  } finally {
    Error.prepareStackTrace = prepareStackTrace
    Error.stackTraceLimit = stackTraceLimit
  }
}
