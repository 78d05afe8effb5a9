import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { knownCustomer } from '../../test/customers.ts'
import { testDb } from '../../test/database.ts'
import { arrivingLead, expectSound, leadOf, newTeam, takeTurns, type Team } from '../../test/team.ts'
import { rows } from '../db/db.ts'
import type { Customer } from '../rooms/customer/decide/customer.ts'
import { moveStage } from './convert.ts'

const testing = await testDb()
const now = new Date('2026-03-09T02:00:00Z')

async function begin() {
  const team = await newTeam(testing, { reps: 1 })
  await takeTurns(team)
  const rep = team.reps[0] as Team['reps'][number]
  return { ...team, rep }
}

const held = (team: Team) =>
  team.within((tx) => rows(tx, sql<Customer>`select * from customer where org_id = ${tx.orgId}`))

async function convert(
  team: Team & { rep: Team['reps'][number] },
  n: number,
  amount: number,
  currency?: string,
) {
  const [answer] = await team.call([arrivingLead(n)])
  const leadId = answer!.leadId!
  const { version } = await leadOf(team, leadId)
  await team.within((tx) =>
    moveStage(tx, team.rep, { leadId, version, stage: 'converted', amount, currency, now }),
  )
  return leadId
}

test('who converts becomes a known customer of whoever converted them', async () => {
  const team = await begin()
  const leadId = await convert(team, 1, 123_400)
  const [customer, ...others] = await held(team)
  expect(others).toEqual([])
  expect(customer).toMatchObject({
    phones: ['+8613810000001'],
    company: '北京仁科互动网络技术有限公司',
    holderId: team.rep.userId,
    lifecycleStage: 'new',
    firstPurchaseOn: '2026-03-09',
    lastPurchaseOn: '2026-03-09',
    spend: 123_400,
    currency: 'CNY',
  })
  expect((await leadOf(team, leadId)).customerId).toBe(customer?.customerId)
  // The same person again is no stranger, and theirs.
  const [again] = await team.call([arrivingLead(1)])
  expect(await leadOf(team, again!.leadId!)).toMatchObject({
    customerId: customer?.customerId,
    holderId: team.rep.userId,
  })
  await expectSound(testing.db, team.orgId)
})

test('a known customer who converts again has spent that much more, in their own currency', async () => {
  const team = await begin()
  await knownCustomer(team, {
    phones: ['13810000001'],
    spend: 100,
    firstPurchaseOn: '2020-01-01',
    lastPurchaseOn: '2021-01-01',
  })
  await convert(team, 1, 50)
  expect(await held(team)).toMatchObject([
    { spend: 150, firstPurchaseOn: '2020-01-01', lastPurchaseOn: '2026-03-09', version: 2 },
  ])
  await convert(team, 1, 50, 'USD')
  expect(await held(team)).toMatchObject([{ spend: 150, currency: 'CNY' }])
})

test('a refused conversion makes nobody a customer', async () => {
  const team = await begin()
  const [answer] = await team.call([arrivingLead(1)])
  const leadId = answer!.leadId!
  const { version } = await leadOf(team, leadId)
  const wish = { leadId, version, stage: 'converted' as const, now }
  await expect(team.within((tx) => moveStage(tx, team.rep, wish))).rejects.toMatchObject({
    code: 'lead.amount_needed',
  })
  expect(await held(team)).toEqual([])
})
