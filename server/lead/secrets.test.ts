import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { addHook } from '../../contract/hook.ts'
import * as contract from '../../contract/settings.ts'
import { testDb } from '../../test/database.ts'
import { testHouse } from '../../test/house.ts'
import { newMember, newOrg, peopleApp } from '../../test/people.ts'
import { receiver } from '../../test/receiver.ts'
import { inTransaction, rows } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { parts } from '../parts.ts'
import * as behaviour from '../rooms/behaviour/routes.ts'
import { hookOf } from '../rooms/behaviour/store/hooks.ts'
import * as notice from '../rooms/notice/routes.ts'
import * as webhook from '../rooms/webhook/routes.ts'
import { openSecret, sealSecret } from './secrets.ts'

const { db } = await testDb()
const config = { ...testHouse(db).config, allowPrivateWebhooks: true }
const { house, browser } = await peopleApp(
  db,
  { config },
  [notice, webhook, behaviour].map((part) => part.routes),
)

/** Every row of every table, as text. */
async function everything(): Promise<string> {
  const { rows: tables } = await db.ownerPool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'auth', 'graphile_worker')`,
  )
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows: all } = await db.ownerPool.query<{ text: string }>(
        `select t::text as text from ${name} t`,
      )
      return all.map(({ text }) => text).join('\n')
    }),
  )
  return texts.join('\n')
}

const inHex = (text: string) => Buffer.from(text).toString('hex')
const start = (orgId: string) =>
  inTransaction(db, orgId, async (tx) => {
    for (const { onStart } of parts) await onStart?.(tx, config)
  })

async function office() {
  const orgId = await newOrg(house)
  return { orgId, admin: browser((await newMember(house, orgId, ['admin'])).email) }
}

const robot = { kind: 'dingtalk', name: '华北群', teamId: null } as const
const doorKey = 'access_token=0123456789abcdef'

describe('what an organisation shares with another system', () => {
  test('stands in no table in the open, and the API never says it again', async () => {
    const { admin } = await office()
    const { url, sent } = await receiver(() => ({ body: { errcode: 0 } }))
    const added = await admin.call(contract.addRobot, {
      body: { ...robot, url: `${url}/robot/send?${doorKey}`, secret: 'SECrobot-in-the-open' },
    })
    const hooked = await admin.call(contract.addWebhook, {
      body: { url, kinds: ['lead.created'], active: true },
    })
    await admin.call(addHook, {
      body: { kind: 'neutral', name: '展会', secret: 'hook-secret-in-the-open', active: true },
    })
    const shared = [doorKey, 'SECrobot-in-the-open', hooked.body.secret, 'hook-secret-in-the-open']
    const kept = await everything()
    expect(kept).toContain('华北群')
    for (const secret of shared) {
      expect(kept).not.toContain(secret)
      expect(kept).not.toContain(inHex(secret))
    }
    const told = JSON.stringify([
      added.body,
      (await admin.call(contract.listRobots)).body,
      (await admin.call(contract.listWebhooks)).body,
    ])
    for (const secret of shared) expect(told).not.toContain(secret)
    // It is still what signs.
    await admin.call(contract.tryRobot, { params: { robotId: added.body.robotId } })
    expect(sent.at(-1)?.url.href).toContain(doorKey)
    expect(sent.at(-1)?.url.href).toMatch(/sign=/)
  })

  test('from before it was sealed is sealed when the server starts, and works as before', async () => {
    const { orgId, admin } = await office()
    const { url, sent } = await receiver(() => ({ body: { errcode: 0 } }))
    const [robotId, webhookId, hookId] = [uuidv7(), uuidv7(), uuidv7()]
    const old = 'whsec_b2xkLXNlY3JldC1vZi1iZWZvcmU='
    await inTransaction(db, orgId, async (tx) => {
      await rows(
        tx,
        sql`insert into robot (org_id, robot_id, kind, name, url, secret)
          values (${orgId}, ${robotId}, 'dingtalk', '老群', ${`${url}/send?access_token=oldtoken`}, 'SEColdrobot')`,
      )
      await rows(
        tx,
        sql`insert into webhook (org_id, webhook_id, url, secret, kinds) values (${orgId}, ${webhookId}, ${url}, ${old}, '{}')`,
      )
      await rows(
        tx,
        sql`insert into behaviour_hook (org_id, hook_id, kind, name, key, secret, active, created_at)
          values (${orgId}, ${hookId}, 'neutral', '旧', 'oldkey', 'oldhooksecret', true, now())`,
      )
    })
    await start(orgId)
    await start(orgId)
    const kept = await everything()
    for (const secret of ['oldtoken', 'SEColdrobot', old, 'oldhooksecret']) expect(kept).not.toContain(secret)
    expect((await admin.call(contract.tryRobot, { params: { robotId } })).body.ok).toBe(true)
    expect(sent.at(-1)?.url.href).toContain('oldtoken')
    expect((await admin.call(contract.tryWebhook, { params: { webhookId } })).body.ok).toBe(true)
    const hook = await inTransaction(db, orgId, (tx) => hookOf(tx, 'oldkey'))
    expect(openSecret(config, { orgId, purpose: 'hook' }, hook!.sealedSecret)).toBe('oldhooksecret')
  })

  test('opens for its own purpose, organisation and server alone; who cannot open it is told what to do', async () => {
    const { orgId, admin } = await office()
    const owner = { orgId, purpose: 'webhook' } as const
    const sealed = sealSecret(config, owner, 'a')
    const other = { ...config, secret: 'another secret of another server' }
    expect(openSecret(config, owner, sealed)).toBe('a')
    expect(openSecret(config, { ...owner, purpose: 'hook' }, sealed)).toBeNull()
    expect(openSecret(config, { ...owner, orgId: uuidv7() }, sealed)).toBeNull()
    expect(openSecret(other, owner, sealed)).toBeNull()
    const { body: added } = await admin.call(contract.addWebhook, {
      body: { url: 'https://x.cn', kinds: ['lead.created'], active: true },
    })
    const moved = sealSecret(other, owner, 'a')
    await inTransaction(db, orgId, (tx) =>
      rows(tx, sql`update webhook set sealed_secret = ${moved} where webhook_id = ${added.webhookId}`),
    )
    const tried = await admin.call(contract.tryWebhook, { params: { webhookId: added.webhookId } })
    expect(tried.body).toMatchObject({ ok: false, answer: expect.stringContaining('SECRET') })
  })
})
