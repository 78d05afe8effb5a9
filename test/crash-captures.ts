import { expect } from 'vitest'
import { type CrashHouse, type Victim, withCrashHouse } from './crash.ts'
import { arrivingLead, expectSound } from './team.ts'

interface Answer {
  readonly status: string
  readonly leadId: string
}

/** Pours leads in by the API and kills twice in the middle; then looks for every lead that was acknowledged. */
export async function surviveBurst(count: number, victim: Victim): Promise<void> {
  await withCrashHouse(async (house) => {
    const blows = [Math.floor(count / 3), Math.floor((count * 2) / 3)]
    let restarting = Promise.resolve()
    const answers = await pour(house, count, (acknowledged) => {
      if (acknowledged !== blows[0]) return
      blows.shift()
      restarting = restarting.then(() => house.strike(victim))
    })
    await restarting
    expect(blows).toEqual([])
    await expectAll(house, answers)
  })
}

/** Sends that many leads, sixteen at a time; what is not acknowledged is sent again under the same key until it is. */
async function pour(house: CrashHouse, count: number, told: (acknowledged: number) => void) {
  let next = 0
  const answers = new Map<number, Answer>()
  const client = async () => {
    for (let n = next++; n < count; n = next++) {
      const body = arrivingLead(n, { externalId: `crash-${n}` })
      answers.set(n, await house.ask<Answer>('POST', '/leads', { body, once: `k${n}` }))
      told(answers.size)
    }
  }
  await Promise.all(Array.from({ length: 16 }, client))
  return answers
}

async function expectAll({ look, orgId }: CrashHouse, answers: ReadonlyMap<number, Answer>): Promise<void> {
  await look(async (db) => {
    const { rows } = await db.ownerPool.query<{ n: number; lead_id: string; arrivals: number }>(
      `select substr(external_id, 7)::int as n, lead_id,
         (select count(*)::int from arrival where arrival.org_id = lead.org_id and arrival.lead_id = lead.lead_id) as arrivals
       from lead where org_id = $1 and holder_kind = 'rep'`,
      [orgId],
    )
    expect(rows).toHaveLength(answers.size)
    for (const { n, lead_id: leadId, arrivals } of rows) {
      expect({ n, leadId: answers.get(n)?.leadId }).toEqual({ n, leadId })
      // The key's answer was kept in the transaction of the lead, so a retry is no second arrival.
      expect({ n, arrivals, status: answers.get(n)?.status }).toEqual({ n, arrivals: 1, status: 'created' })
    }
    await expectSound(db, orgId)
  })
}
