import type pg from 'pg'
import type { Logger } from 'pino'
import type { Db } from '../db/db.ts'
import type { House } from '../house.ts'
import { holdLine } from './line.ts'

/** Work that comes back by itself: deadlines, reminders, digests. A sweep in sets, never a job per lead. */
export interface Tick {
  readonly name: string
  readonly everySeconds: number
  /** For one organisation. May come late or, after a restart, early: go by `now` and what the tables say. */
  readonly run: (house: House, orgId: string, now: Date) => Promise<unknown>
}

const ROUND = 1_000 // ms
// Any constant will do, as long as every Sluice on one database asks for the same one.
const LOCK = 7_558_427

/** Runs the ticks when due, for every organisation, on one server at a time: whoever holds the lock. */
export async function startTicks(
  house: House,
  lines: pg.Pool,
  ticks: readonly Tick[],
): Promise<{ stop(): Promise<void> }> {
  const due = new Map(ticks.map((tick) => [tick, 0]))
  const leader = await leadership(lines, house.log)
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let round = Promise.resolve()
  const turn = async () => {
    const now = Date.now()
    const ready = ticks.filter((tick) => (due.get(tick) ?? 0) <= now)
    if (ready.length === 0 || !(await leader.lead())) return
    for (const tick of ready) due.set(tick, now + tick.everySeconds * 1_000)
    for (const orgId of await organisations(house.db))
      for (const tick of ready) await runOne(house, tick, orgId)
  }
  const next = () => {
    if (stopped) return
    round = turn().catch((error: Error) =>
      house.log.warn({ err: error }, 'the ticks could not run; trying again'),
    )
    void round.then(() => (timer = setTimeout(next, ROUND)))
  }
  next()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await round
      leader.resign()
    },
  }
}

// One organisation's trouble is not another's.
async function runOne(house: House, { name, run }: Tick, orgId: string): Promise<void> {
  if (house.stopping.aborted) return
  try {
    await run(house, orgId, new Date())
  } catch (error) {
    house.log.error({ err: error, tick: name, org: orgId }, 'a tick failed')
  }
}

/** The ids of all organisations. */
export async function organisations(db: Db): Promise<string[]> {
  const { rows } = await db.ownerPool.query<{ org_id: string }>('select org_id from org order by org_id')
  return rows.map(({ org_id }) => org_id)
}

/** The lock lives in a connection: when that is lost, or its server dies, another may lead. */
async function leadership(
  lines: pg.Pool,
  log: Logger,
): Promise<{ lead(): Promise<boolean>; resign(): void }> {
  let leads: pg.PoolClient | undefined
  const line = await holdLine(lines, log, () => Promise.resolve())
  return {
    async lead() {
      const client = line.client()
      if (!client) return false
      if (leads === client) return true
      const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [LOCK])
      if (rows[0]?.got) leads = client
      return leads === client
    },
    resign: () => line.close(),
  }
}
