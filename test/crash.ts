import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { openDb } from '../server/db/db.ts'
import { connectionTo } from '../server/db/embedded.ts'
import { arrivingLead, expectSound } from './team.ts'

/** A whole Sluice in a process of its own, on a data directory that outlives it. */
interface Running {
  readonly child: ChildProcess
  readonly url: string
  readonly apiKey: string
  readonly orgId: string
}

async function start(dataDir: string, apiKey?: string): Promise<Running> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts')], {
    env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{'))
      return { child, ...(JSON.parse(line) as Omit<Running, 'child'>), ...(apiKey ? { apiKey } : {}) }
  }
  throw new Error('the server ended before it was ready')
}

/** How many of the sent leads were acknowledged; what was not is sent again under the same keys until it is. */
async function pour(house: { now: Running }, count: number, told: (acknowledged: number) => void) {
  let [next, acknowledged] = [0, 0]
  const answers = new Map<number, { status: string; leadId: string }>()
  const client = async () => {
    for (let n = next++; n < count; n = next++) {
      const body = JSON.stringify(arrivingLead(n, { externalId: `crash-${n}` }))
      while (!answers.has(n)) {
        const { url, apiKey } = house.now
        const headers = {
          'content-type': 'application/json',
          authorization: `Bearer ${apiKey}`,
          'idempotency-key': `k${n}`,
        }
        try {
          const answer = await fetch(`${url}/api/v1/leads`, { method: 'POST', headers, body })
          if (answer.ok) answers.set(n, (await answer.json()) as { status: string; leadId: string })
          else await sleep(50)
        } catch {
          await sleep(50)
        }
      }
      told((acknowledged += 1))
    }
  }
  await Promise.all(Array.from({ length: 16 }, client))
  return answers
}

/** Pours leads in and kills the server, or PostgreSQL beneath it, in the middle; then looks for every lead. */
export async function surviveCrash(count: number, victim: 'server' | 'postgres'): Promise<void> {
  const base = join(import.meta.dirname, '../.cache')
  mkdirSync(base, { recursive: true })
  const dataDir = mkdtempSync(join(base, 'crash-'))
  const house = { now: await start(dataDir) }
  const { orgId, apiKey } = house.now
  try {
    const blows = [Math.floor(count / 3), Math.floor((count * 2) / 3)]
    let restarting = Promise.resolve()
    const strike = async () => {
      if (victim === 'postgres') return void process.kill(postmasterOf(dataDir), 'SIGKILL')
      const { child } = house.now
      child.kill('SIGKILL')
      await once(child, 'exit')
      house.now = await start(dataDir, apiKey)
    }
    const answers = await pour(house, count, (acknowledged) => {
      if (acknowledged === blows[0]) {
        blows.shift()
        restarting = restarting.then(strike)
      }
    })
    await restarting
    expect(blows).toEqual([])
    await expectAll(dataDir, orgId, { count, answers })
  } finally {
    const { child } = house.now
    const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
    child.kill('SIGTERM')
    await gone
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const postmasterOf = (dataDir: string) =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

async function expectAll(
  dataDir: string,
  orgId: string,
  { count, answers }: { count: number; answers: ReadonlyMap<number, { status: string; leadId: string }> },
): Promise<void> {
  const db = openDb(connectionTo(join(dataDir, 'postgres')), { poolSize: 2 })
  try {
    const { rows } = await db.ownerPool.query<{ n: number; lead_id: string; arrivals: number }>(
      `select substr(external_id, 7)::int as n, lead_id,
         (select count(*)::int from arrival where arrival.org_id = lead.org_id and arrival.lead_id = lead.lead_id) as arrivals
       from lead where org_id = $1 and holder_kind = 'rep'`,
      [orgId],
    )
    expect(rows).toHaveLength(count)
    for (const { n, lead_id: leadId, arrivals } of rows) {
      expect({ n, leadId: answers.get(n)?.leadId }).toEqual({ n, leadId })
      // The key's answer was kept in the transaction of the lead, so a retry is no second arrival.
      expect({ n, arrivals, status: answers.get(n)?.status }).toEqual({ n, arrivals: 1, status: 'created' })
    }
    await expectSound(db, orgId)
  } finally {
    await db.close()
  }
}
