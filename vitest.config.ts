import { defineConfig } from 'vitest/config'
import { databaseTests } from './tools/test/databaseTests.ts'

/**
 * Two suites: `unit` is every test that stands beside its file, `e2e` the walks through the real product in a real browser.
 * With JIANGHAI_TEST_DATABASE=postgres both run on a PostgreSQL server of their own; of the unit suite only the tests that
 * use a database are then repeated.
 */
const onPostgres = process.env.JIANGHAI_TEST_DATABASE === 'postgres'
/** Storms in full are left to take their time. */
const patience = process.env.JIANGHAI_STORM === 'full' ? 60 : 1
/**
 * Walks that are not repeated on PostgreSQL: what their pages show is drawn from answers which the unit suite asserts on both databases,
 * and the verifier of draws is a file that asks no server. The walks from a page to its pack, through a draw, of the command line and of
 * starting and stopping are repeated.
 */
const drawnFromAnswers = [
  'roles',
  'portal',
  'drawVerifier',
  'markup',
  'session',
  'signInSafety',
  'quizOffice',
  'modelDesk',
  'lessons',
  'promises',
  'repeatDesk',
  'reviewKeys',
  'contradictions',
  'nameQueue',
  'sources',
  'tables',
].map(name => `e2e/${name}.test.ts`)
const besideTheirFiles = ['{contract,server,web,tools,demo,bench}/**/*.test.{ts,tsx}', 'tools/**/*.test.js']

export default defineConfig({
  test: {
    // The machines this runs on have two cores, and every database test holds a database of its own.
    maxWorkers: 2,
    // Files share what they import: reading the program anew for each of two hundred files took a third of the whole run. A test puts back
    // what it changes outside itself.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: onPostgres ? databaseTests(import.meta.dirname) : besideTheirFiles,
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['server/src/testing/globalPostgres.ts'],
          testTimeout: patience * 60_000,
          hookTimeout: patience * 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: onPostgres ? drawnFromAnswers : [],
          globalSetup: ['server/src/testing/globalPostgres.ts', 'e2e/loadedCity.ts'],
          testTimeout: 400_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
