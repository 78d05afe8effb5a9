import { defineConfig } from 'vitest/config'

/** The journeys: a real browser against a real server. One file at a time, since each starts both. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    passWithNoTests: false,
    env: { TZ: 'Asia/Kathmandu' },
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
