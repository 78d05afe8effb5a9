import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { knownCustomer, secretCustomer } from '../../test/customers.ts'
import { testDb } from '../../test/database.ts'
import { member } from '../../test/house.ts'
import { newTeam, type Team } from '../../test/team.ts'
import { rows } from '../db/db.ts'
import { change } from '../flow/customer.ts'
import type { UserCaller } from '../people/caller.ts'
import { listCustomers, readCustomerPage } from './customers.ts'

const testing = await testDb()
const now = new Date()

async function begin() {
  const team = await newTeam(testing, { reps: 2 })
  const [own, other] = team.reps as [UserCaller, UserCaller]
  const customerId = await knownCustomer(team, secretCustomer('河图', own.userId))
  const marketer = member(team.orgId, ['marketer'])
  await team.within((tx) =>
    rows(
      tx,
      sql`insert into member (org_id, user_id, name, roles) values (${tx.orgId}, ${marketer.userId}, '市场', '{marketer}')`,
    ),
  )
  return { ...team, own, other, marketer, customerId }
}

const list = (team: Team, caller: UserCaller, q?: string) =>
  team.within((tx) => listCustomers(tx, caller, { query: { q, sort: 'recent', limit: 50 }, now }))

test('a rep sees their own customers in full and the others masked, a marketer no contact at all', async () => {
  const team = await begin()
  const seenBy = async (caller: UserCaller) => (await list(team, caller)).items[0]
  for (const caller of [team.own, team.admin])
    expect(await seenBy(caller)).toMatchObject({ phones: ['+8613810000001'], name: '河图丁', masked: false })
  expect(await seenBy(team.other)).toMatchObject({
    phones: ['138****0001'],
    emails: ['s***@example.com'],
    masked: true,
  })
  expect(await seenBy(team.marketer)).toMatchObject({
    phones: ['***'],
    emails: ['***'],
    name: '河*丁'.replace('*丁', '**'),
  })
})

test('is found by a whole number by everybody, by its end only by who sees it in full', async () => {
  const team = await begin()
  const found = async (caller: UserCaller, q: string) => (await list(team, caller, q)).items.length
  for (const caller of [team.own, team.other, team.marketer])
    expect(await found(caller, '13810000001')).toBe(1)
  expect(await found(team.own, '0001')).toBe(1)
  expect(await found(team.other, '0001')).toBe(0)
  expect(await found(team.other, '河图')).toBe(1)
  expect(await found(team.marketer, '河图丁')).toBe(0)
})

test('is changed by who has them; by another it is refused, and a stale version too', async () => {
  const team = await begin()
  const { customerId } = team
  const write = (caller: UserCaller, version: number) =>
    team.within((tx) =>
      change(tx, caller, { customerId, body: { version, phones: ['13900000009'], note: null }, lang: 'zh' }),
    )
  await expect(write(team.other, 1)).rejects.toMatchObject({ code: 'customer.not_yours' })
  expect(await write(team.own, 1)).toEqual({ customerId, version: 2 })
  await expect(write(team.own, 1)).rejects.toMatchObject({ code: 'version.stale' })
  const page = await team.within((tx) => readCustomerPage(tx, team.own, { customerId, now }))
  expect(page).toMatchObject({ phones: ['+8613900000009'], note: null, version: 2 })
  expect(await list(team, team.own, '13810000001')).toMatchObject({ items: [] })
})
