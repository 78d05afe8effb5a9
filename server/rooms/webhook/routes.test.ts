import { expect, test } from 'vitest'
import * as contract from '../../../contract/settings.ts'
import { testDb } from '../../../test/database.ts'
import { testHouse } from '../../../test/house.ts'
import { newMember, newOrg, peopleApp } from '../../../test/people.ts'
import { receiver } from '../../../test/receiver.ts'
import { routes } from './routes.ts'

const { db } = await testDb()
const config = { ...testHouse(db).config, allowPrivateWebhooks: true }
const { house, browser } = await peopleApp(db, { config }, [routes])
const strict = await peopleApp(db, {}, [routes])

const body = (url: string) => ({ url, kinds: ['lead.created'], active: true })

test('an admin adds, tries, changes and removes a webhook; its secret is shown once', async () => {
  const { url, sent } = await receiver(() => ({ status: 204 }))
  const orgId = await newOrg(house)
  const admin = browser((await newMember(house, orgId, ['admin'])).email)
  const added = await admin.call(contract.addWebhook, { body: body(url) })
  expect(added.body.secret).toMatch(/^whsec_/)
  const params = { webhookId: added.body.webhookId }
  expect((await admin.call(contract.tryWebhook, { params })).body).toEqual({
    ok: true,
    answer: '对方返回 HTTP 204',
  })
  expect(sent[0]?.headers['webhook-signature']).toMatch(/^v1,/)
  const listed = await admin.call(contract.listWebhooks)
  expect(listed.body.items).toMatchObject([{ url, waiting: 0, lastProblem: null, active: true }])
  expect(JSON.stringify(listed.body)).not.toContain(added.body.secret)
  const changed = await admin.call(contract.changeWebhook, { params, body: { ...body(url), active: false } })
  expect(changed.status).toBe(200)
  expect((await admin.call(contract.listWebhooks)).body.items[0].active).toBe(false)
  const stranger = browser((await newMember(house, await newOrg(house), ['admin'])).email)
  expect((await stranger.call(contract.changeWebhook, { params, body: body(url) })).status).toBe(404)
  expect((await stranger.call(contract.removeWebhook, { params })).status).toBe(404)
  expect((await admin.call(contract.removeWebhook, { params })).status).toBe(200)
  expect((await admin.call(contract.tryWebhook, { params })).status).toBe(404)
})

test('a manager may not, and a private address is refused at once', async () => {
  const orgId = await newOrg(strict.house)
  const manager = strict.browser((await newMember(strict.house, orgId, ['manager'])).email)
  expect((await manager.call(contract.listWebhooks)).status).toBe(403)
  const admin = strict.browser((await newMember(strict.house, orgId, ['admin'])).email)
  for (const url of [
    'http://127.0.0.1:9',
    'http://[::1]/',
    'http://localhost/x',
    'http://169.254.169.254/latest',
  ]) {
    const { status, body: problem } = await admin.call(contract.addWebhook, { body: body(url) })
    expect([status, problem.code]).toEqual([422, 'address.private'])
  }
  const file = await admin.call(contract.addWebhook, { body: body('file:///etc/passwd') })
  expect(file.body.code).toBe('address.protocol')
})
