import { defineConfig } from 'vitest/config'

const long = process.env['LONG'] === '1'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'e2e/**', ...(long ? [] : ['**/*.long.test.ts'])],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/clock.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // What a file imports is kept for the next: half the time of many goes into reading the same modules.
    isolate: false,
    // A zone with an odd offset, where whoever mixes up local time and UTC is found out.
    env: { TZ: 'Asia/Kathmandu' },
    testTimeout: long ? 600_000 : 15_000,
    hookTimeout: 60_000,
  },
})
