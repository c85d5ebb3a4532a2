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
const besideTheirFiles = ['{contract,server,web,tools,demo,bench}/**/*.test.{ts,tsx}', 'tools/**/*.test.js']

export default defineConfig({
  test: {
    // The machines this runs on have two cores, and every database test holds a database of its own.
    maxWorkers: 2,
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
          // What every account finds in every room, and what citizens find in the portal, is drawn from answers that are asserted on both
          // databases, and the verifier of draws is a file that asks no server.
          exclude: onPostgres
            ? ['e2e/roles.test.ts', 'e2e/portal.test.ts', 'e2e/drawVerifier.test.ts', 'e2e/markup.test.ts']
            : [],
          globalSetup: ['server/src/testing/globalPostgres.ts', 'e2e/loadedCity.ts'],
          testTimeout: 400_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
