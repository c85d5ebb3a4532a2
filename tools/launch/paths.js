import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** What the launcher brings or keeps for itself: the runtime, logs, a package cache. Never part of the project. */
export const runtime = join(root, '.runtime')

/** Where Node keeps what it compiled of our files, each with the hash of its text: one that changed is compiled anew. */
export const compiled = join(runtime, 'compiled')
