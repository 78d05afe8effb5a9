import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import type { Db } from '../server/db/db.ts'
import type { House } from '../server/house.ts'
import { openLog } from '../server/log.ts'
import { startSluice } from '../server/main.ts'
import { createOrg } from '../server/people/org.ts'
import { captureAll } from '../server/rooms/capture/service.ts'
import { arrivingLead, expectSound } from '../test/team.ts'

const room = await mkdtemp(join(tmpdir(), 'sluice-backup-'))
afterAll(() => rm(room, { recursive: true, force: true }))

/** A whole Sluice in a folder of the room. */
async function open(name: string) {
  const config = readConfig({ DATA_DIR: join(room, name), HOST: '127.0.0.1', PORT: '0' })
  const sluice = await startSluice(config, openLog('silent'))
  onTestFinished(() => sluice.stop())
  return sluice
}

/** Runs `sluice WORD FILE` on a folder of the room, as somebody at a terminal would. */
async function run(word: 'backup' | 'restore', name: string): Promise<string> {
  const command = [join(import.meta.dirname, 'main.ts'), word, join(room, 'all.snapshot.gz')]
  const env = { ...process.env, DATA_DIR: join(room, name) }
  return (await promisify(execFile)(process.execPath, command, { env })).stdout
}

/** Captures leads without a pause, some of them known already, until it is told to end. */
function pour({ db, capture }: House, orgId: string) {
  let ended = false
  const call = { orgId, lang: 'zh', door: 'api', actor: { kind: 'key', id: null } } as const
  const pouring = (async () => {
    for (let from = 0; !ended; from += 20) {
      const leads = Array.from({ length: 25 }, (_, i) => arrivingLead(from + i))
      await captureAll(db, capture, { ...call, leads })
    }
  })()
  return {
    end: () => {
      ended = true
      return pouring
    },
  }
}

async function count(db: Db, what: string): Promise<number> {
  const { rows } = await db.ownerPool.query<{ n: number }>(`select count(*)::int as n from ${what}`)
  return rows[0]!.n
}

test('a backup of a server that goes on writing is of one moment, and is restored whole', async () => {
  const { house } = await open('first')
  const orgId = await createOrg(house, { name: '仁科', slug: 'backup' })
  const writing = pour(house, orgId)
  await expect.poll(() => count(house.db, 'lead'), { timeout: 30_000 }).toBeGreaterThan(500)
  const before = await count(house.db, 'lead')
  expect(await run('backup', 'first')).toMatch(/^\d+ rows of \d+ tables/)
  const after = await count(house.db, 'lead')
  await writing.end()

  expect(await run('restore', 'second')).toMatch('are back')
  const restored = (await open('second')).house.db
  const leads = await count(restored, 'lead')
  expect(leads).toBeGreaterThanOrEqual(before)
  expect(leads).toBeLessThan(after)
  await expectSound(restored, orgId)
  for (const part of ['lead_key', 'lead_event', 'arrival'])
    expect([
      part,
      await count(restored, `lead l where not exists (select from ${part} where lead_id = l.lead_id)`),
    ]).toEqual([part, 0])
  const unsealed = 'arrival a where not exists (select from person_key where person_id = a.person_id)'
  expect(await count(restored, unsealed)).toBe(0)
  // Every call was of 25, in one transaction.
  expect((await count(restored, 'arrival')) % 25).toBe(0)
}, 120_000)
