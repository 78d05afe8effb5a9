import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import * as contract from '../../contract/ability.ts'
import type { Endpoint } from '../../contract/endpoint.ts'
import { testDb } from '../../test/database.ts'
import { testHouse } from '../../test/house.ts'
import { company } from '../../test/leads.ts'
import { inTransaction, rows } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { buildApp } from '../http/app.ts'
import { appendEvents, system } from '../lead/trail.ts'
import type { Caller, UserCaller } from '../people/caller.ts'
import * as room from '../rooms/ability/routes.ts'
import { refresh } from '../rooms/ability/service.ts'
import { routes } from './ability.ts'

const { db, org } = await testDb()
const house = testHouse(db)
let caller: Caller | null = null
const app = await buildApp(house, {
  door: async () => caller,
  routes: [...routes(house), ...room.routes(house)],
})
afterAll(() => app.close())

interface Sent {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: object
}

async function call(as: Caller, { path, method }: Endpoint, { params = {}, query = {}, body }: Sent = {}) {
  caller = as
  const url = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
  const headers = { 'sec-fetch-site': 'same-origin' }
  return app.inject({ method, url, query, headers, ...(body && { payload: body }) })
}

/** A company with an outcome of each rep's. */
async function outcomes() {
  const orgId = await org()
  const people = await company(db, orgId)
  const at = new Date(Date.now() - 86_400_000)
  const leads = await people.plant(
    [people.rep, people.mate, people.stranger].map(({ userId }) => ({
      name: `客户-${userId.slice(0, 4)}`,
      holder: { kind: 'rep' as const, id: userId },
      assignedAt: new Date(+at - 86_400_000),
    })),
  )
  await inTransaction(db, orgId, async (tx) => {
    await rows(
      tx,
      sql`update lead set stage = 'lost', closed_as = 'lost', holder_kind = 'closed', holder_id = null, stage_at = ${at}
        where org_id = ${orgId}`,
    )
    const holders = [people.rep, people.mate, people.stranger]
    await appendEvents(
      tx,
      leads.map((leadId, i) => ({
        leadId,
        at,
        kind: 'closed',
        actor: system,
        data: { from: { kind: 'rep', id: holders[i]!.userId }, to: { kind: 'closed' }, closedAs: 'lost' },
      })),
    )
    await rows(
      tx,
      sql`insert into lead_collaborator (org_id, lead_id, user_id) values (${orgId}, ${leads[0]}, ${people.rep.userId})`,
    )
    await refresh(tx, new Date())
  })
  return { ...people, orgId, leads }
}

const userIdsIn = (body: string) =>
  (JSON.parse(body) as { reps: { userId: string }[] }).reps.map(({ userId }) => userId)

test('a rep reads their own, with the leads it comes from, and nobody else’s', async () => {
  const { rep, mate, manager, stranger, admin, marketer } = await outcomes()
  const own = await call(rep, contract.readOwnAbility)
  expect(own.json()).toMatchObject({
    rep: { userId: rep.userId },
    items: [{ channel: '*', segment: '*', won: 0, lost: 1 }, { segment: '*' }, {}],
    sentence: expect.stringContaining('1 条线索成交 0 条'),
    course: [{ leads: 1 }],
  })
  const leads = await call(rep, contract.listAbilityLeads, { params: { userId: rep.userId } })
  expect(leads.json()).toMatchObject({
    items: [{ seen: true, name: expect.stringContaining('客户'), outcome: 'lost', picked: true }],
    next: null,
  })
  for (const endpoint of [contract.readAbility, contract.listAbilityLeads]) {
    const ask = async (as: UserCaller, who: UserCaller) =>
      (await call(as, endpoint, { params: { userId: who.userId } })).statusCode
    expect(await ask(rep, mate)).toBe(404)
    expect(await ask(marketer, mate)).toBe(404)
    expect(await ask(manager, stranger)).toBe(404)
    expect(await ask(manager, mate)).toBe(200)
    expect(await ask(admin, stranger)).toBe(200)
  }
  expect((await call(rep, contract.listAbilities)).statusCode).toBe(403)
  expect((await call(rep, contract.exportAbilities)).statusCode).toBe(403)
})

test('standing in for a colleague lends their leads, not what is thought of them', async () => {
  const { rep, mate, orgId } = await outcomes()
  await inTransaction(db, orgId, (tx) =>
    rows(
      tx,
      sql`insert into absence (org_id, absence_id, user_id, deputy_id, from_at, to_at)
        values (${orgId}, ${uuidv7()}, ${mate.userId}, ${rep.userId}, now() - interval '1 day', now() + interval '1 day')`,
    ),
  )
  const asked = { params: { userId: mate.userId } }
  expect((await call(rep, contract.readAbility, asked)).statusCode).toBe(404)
})

test('a manager lists their people, an admin all; by team', async () => {
  const { rep, mate, manager, stranger, admin, teamB } = await outcomes()
  const listed = async (as: UserCaller, query = {}) =>
    userIdsIn((await call(as, contract.listAbilities, { query })).body)
  expect((await listed(manager)).toSorted()).toEqual([rep.userId, mate.userId].toSorted())
  expect(await listed(admin)).toEqual(expect.arrayContaining([rep.userId, mate.userId, stranger.userId]))
  expect(await listed(admin, { team: teamB })).toEqual([stranger.userId])
  const csv = (await call(manager, contract.exportAbilities, { query: { lang: 'en' } })).body
  expect(csv).toContain('Rep,Tenure (months),Channel')
  expect(csv).not.toContain('外人')
})

test('a lead that may not be seen counts without its name', async () => {
  const { manager, mate } = await outcomes()
  const asked = { params: { userId: mate.userId } }
  const { items } = (await call(manager, contract.listAbilityLeads, asked)).json() as {
    items: { seen: boolean; name: string | null }[]
  }
  expect(items).toMatchObject([{ seen: false, name: null }])
})

test('settings are an admin’s, appeals a rep’s, answers a manager’s', async () => {
  const { rep, manager, admin, leads } = await outcomes()
  const { choices: _, ...settings } = (await call(manager, contract.readAbilitySettings)).json() as Record<
    string,
    unknown
  >
  const put = (as: UserCaller, body: object) => call(as, contract.editAbilitySettings, { body })
  expect((await put(manager, settings)).statusCode).toBe(403)
  expect((await put(admin, { ...settings, halfLifeDays: 90 })).statusCode).toBe(200)
  expect((await put(admin, { ...settings, tiers: [{ name: 'A', from: 1 }] })).statusCode).toBe(400)
  const appeal = { body: { leadId: leads[0]!, reason: '客户是同行' } }
  expect((await call(rep, contract.appealLead, appeal)).statusCode).toBe(200)
  expect((await call(manager, contract.listAppeals)).json()).toMatchObject({
    items: [{ reason: '客户是同行' }],
  })
  const verdict = {
    params: { leadId: leads[0]! },
    body: { userId: rep.userId, accept: false, answer: '算的' },
  }
  expect((await call(rep, contract.answerAppeal, verdict)).statusCode).toBe(403)
  expect((await call(manager, contract.answerAppeal, verdict)).statusCode).toBe(200)
  const told = await call(rep, contract.listAbilityLeads, { params: { userId: rep.userId } })
  expect(told.json()).toMatchObject({ items: [{ appeal: { state: 'refused', answer: '算的' } }] })
  expect((await call(admin, contract.refreshAbilities)).json()).toMatchObject({ leads: 3 })
})
