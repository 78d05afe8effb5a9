import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { type CrashHouse, type Victim, withCrashHouse } from './crash.ts'
import type { Job } from './imports.ts'
import { expectSound } from './team.ts'

/** Imports a file by the API and kills twice in the middle of its run; then looks for every row. */
export async function surviveImport(count: number, victim: Victim): Promise<void> {
  await withCrashHouse(async (house) => {
    const { importId, forecast } = await check(house, file(count))
    await house.ask('POST', `/imports/${importId}/run`)
    for (const blow of [0, Math.floor(count / 2)]) {
      await reached(house, importId, ({ state, rowsDone }) => state !== 'running' || rowsDone > blow)
      await house.strike(victim)
    }
    const struckAt = new Date().toISOString()
    const done = await reached(house, importId, ({ state }) => state === 'done')
    // Else both blows came too late to prove anything.
    expect(done.finishedAt! > struckAt).toBe(true)
    // Every row became what it was foretold to become: had one been decided twice, it would have met itself.
    const { new: fresh = 0, in_file: twins = 0, invalid = 0 } = forecast
    expect(fresh + twins + invalid).toBe(count)
    expect(done).toMatchObject({ rowsDone: count, rowsTotal: count, problem: null })
    expect(done.counts).toEqual({ created: fresh, merged: twins, quarantined: invalid })
    await expectRows(house, importId, { rows: count, leads: fresh + invalid, phones: fresh })
  })
}

/** A person a row; of every ten rows one is the person before it again and one leaves the gate without a phone. */
function file(count: number): string {
  const row = (n: number) => {
    const phone = `138${String(10_000_000 + (n % 10 === 9 ? n - 1 : n))}`
    return `张明,北京仁科互动,采购总监,${n % 10 === 4 ? '' : phone}`
  }
  return ['姓名,公司,职位,手机', ...Array.from({ length: count }, (_, n) => row(n))].join('\n')
}

async function check(house: CrashHouse, text: string): Promise<Job> {
  const body = new FormData()
  body.set('file', new Blob([text]), '线索.csv')
  const { importId } = await house.ask<Job>('POST', '/imports', { body })
  await house.ask('POST', `/imports/${importId}/check`, { body: {} })
  return reached(house, importId, ({ state }) => state === 'ready')
}

const LOOK = 5 // ms between two looks at how far it is: a batch takes some hundred
const PATIENCE = 90_000 // ms an import may stand still: what lost its job is taken up within a minute

async function reached(house: CrashHouse, importId: string, there: (job: Job) => boolean): Promise<Job> {
  let [seen, since] = ['', Date.now()]
  for (;;) {
    const job = await house.ask<Job>('GET', `/imports/${importId}`)
    if (there(job)) return job
    if (job.problem) throw new Error(job.problem.message)
    const stands = `${job.state} at row ${job.rowsDone}`
    if (stands !== seen) [seen, since] = [stands, Date.now()]
    if (Date.now() - since > PATIENCE) throw new Error(`the import stands still: ${stands}`)
    await sleep(LOOK)
  }
}

interface Tally {
  readonly rows: number
  readonly leads: number
  readonly phones: number
}

async function expectRows({ look, orgId }: CrashHouse, importId: string, expected: Tally): Promise<void> {
  await look(async (db) => {
    const { rows } = await db.ownerPool.query<Tally & { arrivals: number; held: number }>(
      `select count(*)::int as arrivals, count(distinct arrival.row_no)::int as rows,
         count(distinct lead.lead_id)::int as leads, count(distinct lead.phone)::int as phones,
         (select count(*)::int from lead where org_id = $1) as held
       from arrival left join lead on lead.org_id = arrival.org_id and lead.lead_id = arrival.lead_id
       where arrival.org_id = $1 and arrival.import_id = $2`,
      [orgId, importId],
    )
    // One arrival a row, and no lead that no row accounts for.
    expect(rows).toEqual([{ ...expected, arrivals: expected.rows, held: expected.leads }])
    await expectSound(db, orgId)
  })
}
