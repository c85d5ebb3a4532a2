import type { TestProject } from 'vitest/node'
import { type PostgresServer, startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL server of this run, for `newDatabase`; undefined when the run is on the embedded database. */
    postgresUrl: string | undefined
  }
}

let server: PostgresServer | undefined

/** Starts one PostgreSQL server for the whole run, when it is asked for by JIANGHAI_TEST_DATABASE=postgres. */
export async function setup(project: TestProject): Promise<void> {
  if (process.env.JIANGHAI_TEST_DATABASE === 'postgres') server = await startPostgres()
  project.provide('postgresUrl', server?.url)
}

/** Stops that server and removes its files. */
export async function teardown(): Promise<void> {
  await server?.stop()
}
