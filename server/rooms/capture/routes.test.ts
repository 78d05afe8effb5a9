import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { program } from '../../../test/house.ts'
import { arrivingLead, newTeam } from '../../../test/team.ts'
import { buildApp } from '../../http/app.ts'
import { routes } from './routes.ts'

const { db, org } = await testDb()

test('a call under a key is answered once; a key too long to keep is refused at the door', async () => {
  const team = await newTeam({ db, org })
  const caller = program(team.orgId, ['leads:write'])
  const app = await buildApp(team.house, { door: async () => caller, routes: routes(team.house) })
  const send = async (key: string, payload: object) => {
    const headers = { 'idempotency-key': key }
    const reply = await app.inject({ method: 'POST', url: '/api/v1/leads', headers, payload })
    return { code: reply.statusCode, ...reply.json() }
  }
  const wrong = { ...arrivingLead(1), colour: 'red' }
  const first = await send('k', wrong)
  expect(first).toMatchObject({ code: 200, status: 'rejected', arrivalId: expect.any(String) })
  expect(await send('k', wrong)).toEqual(first)
  expect(await send('k', arrivingLead(1))).toMatchObject({ code: 'idempotency.other_body' })
  expect(await send('k'.repeat(201), wrong)).toMatchObject({ place: { field: 'idempotency-key' } })
  await app.close()
})
