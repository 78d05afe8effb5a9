import { expect, test } from 'vitest'
import { defaultChoices } from '../../../contract/notice.ts'
import { testDb } from '../../../test/database.ts'
import { testHouse } from '../../../test/house.ts'
import { noticeTown } from '../../../test/notices.ts'
import { dingtalkPlatform, feishuPlatform, wecomPlatform } from '../../../test/platforms.ts'
import { pushService } from '../../../test/push.ts'
import { inTransaction } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { settle } from '../../lead/hold.ts'
import { sealAppSecret } from '../../people/platforms/apps.ts'
import * as accounts from '../../people/platforms/store.ts'
import { pushKeysOf } from './adapters/push.ts'
import * as service from './service.ts'
import { keepChoice, keepSetting } from './store/choices.ts'
import * as devices from './store/devices.ts'
import { listDeliveries } from './store/telling.ts'

const { db, org } = await testDb()
const plain = testHouse(db)
const config = { ...plain.config, allowPrivateWebhooks: true, publicUrl: 'https://leads.example.cn' }
const house = { ...plain, config }
const keys = { id: 'corp', secret: 'right', agent: '1000002' }
const people = [{ accountId: 'ou_han', mobile: '13900000001' }]
const doubles = { wecom: wecomPlatform, dingtalk: dingtalkPlatform, feishu: feishuPlatform } as const
type Name = keyof typeof doubles

/** A firm with an application on a platform, in which its rep has an account. */
async function begin(provider: Name = 'feishu', { secret = keys.secret, accountId = 'ou_han' } = {}) {
  const orgId = await org()
  const town = await noticeTown({ db, house, orgId })
  const { url, on, sent } = await doubles[provider](keys, people)
  const userId = town.rep
  await inTransaction(db, orgId, async (tx) => {
    const sealedSecret = sealAppSecret(config, orgId, secret)
    const app = { provider, clientId: keys.id, agent: keys.agent, base: url, sealedSecret }
    await accounts.keepApp(tx, { ...app, messages: true, signIn: false })
    await accounts.linkAccount(tx, { userId, provider, accountId, how: 'hand' })
  })
  const address = { orgId, outletId: userId, channel: provider }
  const tell = () => service.tellOutlet(house, address)
  const deliveries = () =>
    inTransaction(db, orgId, (tx) => listDeliveries(tx, { state: undefined, most: 50 }))
  return { ...town, orgId, on, sent, tell, deliveries }
}

test.each(['wecom', 'dingtalk', 'feishu'] as const)(
  'a lead that was dealt reaches its rep on %s, with name, company and the way to it',
  async (provider) => {
    const { rep, leadId, on, notices, tellAll, tell, deliveries } = await begin(provider)
    expect(await tellAll(notices(rep))).toMatchObject([{ outletId: rep, channel: provider }])
    await tell()
    expect(on.delivered).toHaveLength(1)
    expect(on.delivered[0]).toMatchObject({
      to: 'ou_han',
      title: '分配给你的新线索',
      url: `https://leads.example.cn/leads/${leadId}`,
    })
    expect(on.delivered[0]?.text).toContain('北京仁科')
    expect(JSON.stringify(on.delivered)).not.toContain('13800000001')
    expect(await deliveries()).toMatchObject([{ channel: provider, state: 'told', tries: 0, name: '韩梅梅' }])
  },
)

test('a thousand leads dealt at once are one message a rep, in one transaction or in many', async () => {
  const { orgId, rep, loner, on, notices, tellAll, tell } = await begin()
  const dealt = (userId: string, count: number) =>
    Array.from({ length: count }, () => ({
      leadId: uuidv7(),
      from: null,
      to: { kind: 'rep' as const, id: userId },
      kind: 'assigned',
    }))
  const occasion = { now: new Date(), day: '2026-11-26', actor: { kind: 'user' as const, id: uuidv7() } }
  await inTransaction(db, orgId, (tx) => settle(tx, [...dealt(rep, 600), ...dealt(loner, 400)], occasion))
  for (let page = 0; page < 10; page += 1)
    await inTransaction(db, orgId, (tx) => settle(tx, dealt(rep, 40), occasion))
  const jobs = await tellAll(notices(rep, 'lead.assigned', 3))
  expect(jobs.filter(({ outletId }) => outletId === rep)).toHaveLength(1)
  await tell()
  expect(on.delivered.map(({ title }) => title)).toEqual(['分配给你 1003 条新线索'])
})

test('what is too much at once is tried again as it was, under the same key, and what came since waits', async () => {
  const { rep, on, notices, tellAll, tell, deliveries } = await begin()
  await tellAll(notices(rep))
  on.busy = 1
  await expect(tell()).rejects.toThrow('busy')
  expect(await deliveries()).toMatchObject([
    { state: 'waiting', tries: 1, problem: expect.stringMatching(/^busy /) },
  ])
  expect(await tellAll(notices(rep, 'lead.due'))).toEqual([]) // it does not hurry what waits for its next try
  await tell()
  await tell()
  expect(on.delivered.map(({ title }) => title)).toEqual(['分配给你的新线索', '线索即将回收，请尽快跟进'])
})

test('a crash after sending sends the same again, and the platform shows it once', async () => {
  const { orgId, rep, on, sent, notices, tellAll, tell } = await begin()
  await tellAll(notices(rep))
  await tell()
  // As if the server had died before it noted that.
  await db.ownerPool.query('update telling set told_at = null where org_id = $1', [orgId])
  await tellAll(notices(rep, 'lead.due'))
  await tell()
  const messages = sent.filter(({ url }) => url.pathname.endsWith('/messages'))
  expect([messages.length, on.delivered.length]).toEqual([2, 1])
})

test('what only somebody can mend is given up at once, and says how to', async () => {
  const stranger = await begin('wecom', { accountId: 'ou_gone' })
  await stranger.tellAll(stranger.notices(stranger.rep))
  await stranger.tell()
  const [failed] = await stranger.deliveries()
  expect(failed).toMatchObject({ state: 'failed', tries: 1 })
  expect(service.sayProblem(failed?.problem ?? '', 'zh')).toMatch(/核对账号.*81013/)
  const wrong = await begin('dingtalk', { secret: 'wrong' })
  await wrong.tellAll(wrong.notices(wrong.rep))
  await wrong.tell()
  const [app] = await inTransaction(db, wrong.orgId, accounts.listApps)
  expect(app?.problem).toMatch(/^secret /)
  expect(JSON.stringify([app, await wrong.deliveries()])).not.toContain('wrong')
})

test('what fails again and again is given up in the end', async () => {
  const { rep, on, notices, tellAll, tell, deliveries } = await begin()
  await tellAll(notices(rep))
  on.busy = 100
  for (let tries = 0; tries < 9; tries += 1) await expect(tell()).rejects.toThrow('busy')
  await tell()
  expect(await deliveries()).toMatchObject([{ state: 'failed', tries: 10 }])
})

test('within quiet hours nothing is told; at their end, all of it at once', async () => {
  const { orgId, rep, on, notices, tellAll, tell } = await begin()
  const now = new Date()
  const minute = (now.getUTCHours() * 60 + now.getUTCMinutes() + 480) % 1440 // the firm is in Shanghai
  const around = { from: (minute + 1430) % 1440, to: (minute + 10) % 1440 }
  const choose = (quiet: { from: number; to: number } | null) =>
    inTransaction(db, orgId, (tx) => keepChoice(tx, rep, { chosen: null, quiet, details: true }))
  await choose(around)
  await tellAll(notices(rep, 'lead.assigned', 4))
  await tell()
  expect(on.delivered).toEqual([])
  const { rows } = await db.ownerPool.query<{ at: Date }>(
    `select run_at as at from graphile_worker._private_jobs where payload->>'orgId' = $1`,
    [orgId],
  )
  const wait = ((rows[0]?.at.getTime() ?? 0) - now.getTime()) / 60_000
  expect(wait).toBeGreaterThan(8)
  expect(wait).toBeLessThanOrEqual(11)
  await choose(null)
  await tell()
  expect(on.delivered.map(({ title }) => title)).toEqual(['分配给你 4 条新线索'])
})

test('names stay in where the organisation or the member says so', async () => {
  const { orgId, rep, on, notices, tellAll, tell } = await begin()
  await inTransaction(db, orgId, (tx) => keepSetting(tx, { details: false }))
  await tellAll(notices(rep))
  await tell()
  await inTransaction(db, orgId, async (tx) => {
    await keepSetting(tx, { details: true })
    await keepChoice(tx, rep, { chosen: null, quiet: null, details: false })
  })
  await tellAll(notices(rep))
  await tell()
  expect(on.delivered).toHaveLength(2)
  expect(JSON.stringify(on.delivered)).not.toMatch(/张明|仁科/)
})

test('who wants no messages of something gets none of it, and a member who left none at all', async () => {
  const { orgId, rep, on, notices, tellAll, tell } = await begin()
  const chosen = { ...defaultChoices, new: { chat: false, push: false, mail: false } }
  await inTransaction(db, orgId, (tx) => keepChoice(tx, rep, { chosen, quiet: null, details: true }))
  expect(await tellAll(notices(rep))).toEqual([])
  expect(await tellAll(notices(rep, 'lead.reenquired'))).toHaveLength(1)
  await db.ownerPool.query(`update member set status = 'left' where org_id = $1 and user_id = $2`, [
    orgId,
    rep,
  ])
  await tell()
  expect(on.delivered).toEqual([])
})

async function withBrowser() {
  const begun = await begin()
  const push = await pushService(pushKeysOf(config).publicKey)
  const { endpoint, keys: own, leave } = push.subscribe()
  const deviceId = uuidv7()
  const device = { deviceId, userId: begun.rep, endpoint, ...own, label: 'Chrome' }
  await inTransaction(db, begun.orgId, (tx) => devices.addDevice(tx, device))
  const tell = () => service.tellOutlet(house, { orgId: begun.orgId, outletId: deviceId, channel: 'push' })
  return { ...begun, push, leave, tell, deviceId }
}

test('a browser is pushed what only it can read, signed by this server, with the way to the lead', async () => {
  const { rep, leadId, notices, tellAll, tell, push, deviceId } = await withBrowser()
  expect(await tellAll(notices(rep))).toContainEqual(
    expect.objectContaining({ outletId: deviceId, channel: 'push' }),
  )
  await tell()
  expect(push.state.refused).toEqual([])
  expect(push.pushed).toMatchObject([
    { text: { title: '分配给你的新线索', url: `https://leads.example.cn/leads/${leadId}` }, ttl: 43_200 },
  ])
  expect(push.pushed[0]?.topic).toMatch(/^[0-9a-f]{32}$/)
})

test('a browser that has unsubscribed is forgotten, and one whose service is busy is tried again', async () => {
  const { orgId, rep, notices, tellAll, tell, push, leave, deliveries } = await withBrowser()
  await tellAll(notices(rep))
  push.state.status = 503
  await expect(tell()).rejects.toThrow('push 503')
  push.state.status = 201
  leave()
  await tell()
  expect(await inTransaction(db, orgId, (tx) => devices.listDevices(tx, rep))).toEqual([])
  expect((await deliveries()).filter(({ channel }) => channel === 'push')).toEqual([])
})

test('the keys of browser push follow from the server’s secret', () => {
  expect(pushKeysOf(config)).toEqual(pushKeysOf(config))
  const other = pushKeysOf({ ...config, secret: 'another secret that only tests are signed with' })
  expect(other.publicKey).not.toBe(pushKeysOf(config).publicKey)
})
