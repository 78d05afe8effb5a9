import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testHouse } from '../../test/house.ts'
import type { Db } from '../db/db.ts'
import { buildApp } from './app.ts'

const webRoot = mkdtempSync(join(tmpdir(), 'sluice-web-'))
let app: FastifyInstance
beforeAll(async () => {
  mkdirSync(join(webRoot, 'assets'))
  writeFileSync(join(webRoot, 'index.html'), '<title>Sluice</title>')
  writeFileSync(join(webRoot, 'mark.svg'), '<svg/>')
  writeFileSync(join(webRoot, 'assets', 'main-a1b2.js'), 'start()')
  writeFileSync(join(webRoot, 'assets', 'main-a1b2.js.br'), 'packed')
  app = await buildApp(testHouse({} as Db), { door: async () => null, routes: [], webRoot })
})
afterAll(async () => {
  await app.close()
  rmSync(webRoot, { recursive: true })
})
const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ url, headers: { accept: 'text/html', ...headers } })

test.each(['/', '/leads', '/leads/42?tab=trail', '/f/hangzhou'])(
  '%s is the app’s page, never kept',
  async (url) => {
    const page = await get(url)
    expect([page.statusCode, page.body, page.headers['cache-control']]).toEqual([
      200,
      '<title>Sluice</title>',
      'no-cache',
    ])
  },
)

test('a file with a hash in its name is kept for good, packed where the browser takes it', async () => {
  const asset = await get('/assets/main-a1b2.js')
  expect([asset.body, asset.headers['cache-control']]).toEqual([
    'start()',
    'public, max-age=31536000, immutable',
  ])
  expect((await get('/assets/main-a1b2.js', { 'accept-encoding': 'br' })).headers['content-encoding']).toBe(
    'br',
  )
  expect((await get('/mark.svg')).headers['cache-control']).toBe('no-cache')
})

test('an asset of an older build is missing, not the page', async () => {
  expect((await get('/assets/main-0000.js')).statusCode).toBe(404)
})

test.each(['/../package.json', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2fpackage.json'])(
  '%s leads nowhere',
  async (url) => {
    expect((await get(url)).body).not.toMatch(/dependencies|root:/)
  },
)
