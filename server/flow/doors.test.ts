import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { MatchAction } from '../../rules/matching.ts'
import { testDb } from '../../test/database.ts'
import { testHouse } from '../../test/house.ts'
import { importDesk } from '../../test/imports.ts'
import { policyBy } from '../../test/matching.ts'
import { arrivingLead, expectSound, newTeam, publishNext, takeTurns } from '../../test/team.ts'
import { rows } from '../db/db.ts'

const { db, org } = await testDb()
const desk = await importDesk(db)
/** Another server on the same database: it gathers for itself. */
const elsewhere = testHouse(db)

const EACH = 50

/** Fifty times the same person at each of four doors, at two servers, all at once. */
async function captureEverywhere(action: MatchAction) {
  const team = await newTeam({ db, org }, { reps: 3 })
  await takeTurns(team)
  await publishNext(team, 'match', policyBy(action, 'phone'))
  desk.sit(team.orgId)
  const person = { phone: '13800001234' }
  const file = [
    '姓名,公司,职位,手机',
    ...Array.from({ length: EACH }, (_, n) => `张明${n},仁科互动,采购总监,138 0000 1234`),
  ].join('\n')
  const { importId } = await desk.upload(file)
  await desk.check(importId)
  await desk.ok('POST', `/${importId}/run`)
  const form = { kind: 'form', id: crypto.randomUUID() } as const
  const [typist] = team.reps
  const hand = {
    door: 'hand',
    actor: { kind: 'user', id: typist!.userId },
    holderId: typist!.userId,
  } as const
  const calls = Array.from({ length: EACH }, (_, n) => {
    const house = n % 2 === 0 ? team.house : elsewhere
    const lead = [arrivingLead(n, person)]
    return [
      team.call(lead, {}, house),
      team.call(lead, { door: 'form', actor: form }, house),
      team.call(lead, hand, house),
    ]
  }).flat()
  const [answers] = await Promise.all([Promise.all(calls), desk.work('import.run', importId)])
  const arrivals = await team.within((tx) =>
    rows(
      tx,
      sql<{ door: string; status: string; leadId: string; reasons: { code: string }[] }>`
        select door, status, lead_id, reasons from arrival where org_id = ${tx.orgId}`,
    ),
  )
  const leads = await team.within((tx) =>
    rows(tx, sql<{ leadId: string }>`select lead_id from lead where org_id = ${tx.orgId}`),
  )
  await expectSound(db, team.orgId)
  return { answers: answers.flat(), arrivals, leads }
}

test.each([
  ['refuse', 'duplicate'],
  ['merge', 'merged'],
] as const)(
  'of 200 of one person through four doors at once one is a lead; the others, by "%s", have their reasons',
  async (action, status) => {
    const { answers, arrivals, leads } = await captureEverywhere(action)
    expect(leads).toHaveLength(1)
    expect(
      Object.fromEntries(
        [...Map.groupBy(arrivals, ({ door }) => door)].map(([door, theirs]) => [door, theirs.length]),
      ),
    ).toEqual({
      api: EACH,
      form: EACH,
      hand: EACH,
      import: EACH,
    })
    expect(arrivals.filter((each) => each.status === 'created')).toHaveLength(1)
    const others = arrivals.filter((each) => each.status !== 'created')
    expect(others).toHaveLength(4 * EACH - 1)
    for (const other of others)
      expect(other).toMatchObject({
        status,
        leadId: leads[0]?.leadId,
        reasons: [{ code: 'match.same_phone' }],
      })
    for (const { reasons } of answers.filter((each) => each.status === status))
      expect(reasons[0]?.message).toMatch(/^电话与已有线索相同/)
  },
  120_000,
)
