import { expect, test } from 'vitest'
import * as contract from '../../../contract/settings.ts'
import { testDb } from '../../../test/database.ts'
import { testHouse } from '../../../test/house.ts'
import { newMember, newOrg, peopleApp } from '../../../test/people.ts'
import { receiver } from '../../../test/receiver.ts'
import { wecomGroup } from '../../../test/vendors.ts'
import { inTransaction } from '../../db/db.ts'
import { notify } from '../../lead/announce.ts'
import { routes } from './routes.ts'

const { db } = await testDb()
const config = { ...testHouse(db).config, allowPrivateWebhooks: true }
const { house, browser } = await peopleApp(db, { config }, [routes])

test('the bell counts what is unread, for its owner only, until it is read', async () => {
  const orgId = await newOrg(house)
  const [rep, other] = [await newMember(house, orgId, ['rep']), await newMember(house, orgId, ['rep'])]
  await inTransaction(db, orgId, (tx) =>
    notify(
      tx,
      Array.from({ length: 3 }, () => ({
        userId: rep.userId,
        kind: 'leads.assigned',
        leadId: null,
        data: { count: 7 },
      })),
      new Date(),
    ),
  )
  const [mine, theirs] = [browser(rep.email), browser(other.email)]
  const bell = async () => (await mine.call(contract.listNotices)).body
  expect((await theirs.call(contract.listNotices)).body).toEqual({ unread: 0, items: [] })
  const { unread, items } = await bell()
  expect([unread, items.length, items[0].data]).toEqual([3, 3, { count: 7 }])
  await theirs.call(contract.readNotices, { body: { noticeIds: [items[0].noticeId] } })
  expect((await bell()).unread).toBe(3)
  await mine.call(contract.readNotices, { body: { noticeIds: [items[0].noticeId] } })
  expect((await bell()).unread).toBe(2)
  await mine.call(contract.readNotices, { body: {} })
  expect((await bell()).unread).toBe(0)
})

test('an admin adds, tries and removes a robot, whose secret is never shown; nobody else may', async () => {
  const group = await receiver(wecomGroup('k'))
  const orgId = await newOrg(house)
  const [boss, rep] = [await newMember(house, orgId, ['admin']), await newMember(house, orgId, ['rep'])]
  const admin = browser(boss.email)
  const body = {
    kind: 'wecom',
    name: '华北群',
    url: `${group.url}/send?key=k`,
    secret: 's3cret',
    teamId: null,
  }
  const added = await admin.call(contract.addRobot, { body })
  expect(added).toMatchObject({ status: 200, body: { hasSecret: true, active: true, lastProblem: null } })
  const { robotId } = added.body
  expect((await admin.call(contract.tryRobot, { params: { robotId } })).body.ok).toBe(true)
  expect(JSON.stringify([added.body, (await admin.call(contract.listRobots)).body])).not.toMatch(
    /s3cret|send\?key/,
  )
  const stranger = browser((await newMember(house, await newOrg(house), ['admin'])).email)
  expect((await stranger.call(contract.removeRobot, { params: { robotId } })).status).toBe(404)
  expect((await browser(rep.email).call(contract.listRobots)).status).toBe(403)
  expect((await admin.call(contract.removeRobot, { params: { robotId } })).status).toBe(200)
  expect((await admin.call(contract.listRobots)).body.items).toEqual([])
})
