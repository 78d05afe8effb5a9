import { defineConfig } from 'vitest/config'

/** The journeys: a real browser against a real server. One file at a time, since each starts both. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    // The walk of every page in every look takes two minutes of its own: `npm run test:long`.
    exclude: process.env['LONG'] === '1' ? [] : ['e2e/pages.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    passWithNoTests: false,
    env: { TZ: 'Asia/Kathmandu' },
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
