import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'

const cli = join(import.meta.dirname, '../cli/sluice.mjs')

function start(dataDir: string) {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'info', NODE_ENV: 'test' }
  const child = spawn(process.execPath, [cli, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', log: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.log += chunk.toString()))
  const gone = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, said, gone }
}

test('a new house says where it is and how to begin; a second one on the same data says so; SIGTERM finishes what was begun', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-main-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const { child, said, gone } = start(dataDir)
  await vi.waitFor(() => expect(said.out).toMatch(/Make one at/), { timeout: 45_000 })
  const url = /open at (\S+)/.exec(said.out)?.[1] ?? ''
  expect(said.out).toMatch(new RegExp(`${url}/setup\\?token=\\S{32}`))
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
    status: 'ready',
    database: true,
    migrations: true,
    worker: true,
  })
  const { openapi, paths } = (await (await fetch(`${url}/openapi.json`)).json()) as {
    openapi: string
    paths: object
  }
  expect(openapi).toBe('3.1.0')
  expect(Object.keys(paths)).toContain('/api/v1/live')

  const second = start(dataDir)
  expect(await second.gone).toEqual([1, null])
  expect(second.said.log.trim().split('\n').at(-1)).toMatch(
    `already running on ${dataDir} (process ${child.pid})`,
  )

  child.kill('SIGTERM')
  expect(await gone).toEqual([0, null])
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed')
}, 90_000)
