import { sql } from 'kysely'
import { pino } from 'pino'
import { describe, expect, test, vi } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { testHouse } from '../../../test/house.ts'
import { receiver, type Reply, type Sent } from '../../../test/receiver.ts'
import { inTransaction, one, rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { beginOrg } from '../../flow/begin.ts'
import { startTicks } from '../../jobs/tick.ts'
import { startWorker } from '../../jobs/worker.ts'
import { writeOutbox } from '../../lead/announce.ts'
import { newSecret } from './adapters/standard.ts'
import * as service from './service.ts'
import * as store from './store.ts'
import { tasks, ticks } from './tasks.ts'

const { db, org } = await testDb()
const plain = testHouse(db)
const house = { ...plain, config: { ...plain.config, allowPrivateWebhooks: true } }
const steady = new AbortController().signal

/** The other side's own check of Standard Webhooks, by another implementation of HMAC than ours. */
async function verifies({ headers, body }: Sent, secret: string): Promise<boolean> {
  const stamp = Number(headers['webhook-timestamp'])
  if (Math.abs(Date.now() / 1000 - stamp) > 300) return false
  const bytes = Uint8Array.from(atob(secret.replace('whsec_', '')), (sign) => sign.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ])
  const signed = new TextEncoder().encode(`${String(headers['webhook-id'])}.${stamp}.${body}`)
  const [version, signature = ''] = String(headers['webhook-signature']).split(',')
  const given = Uint8Array.from(atob(signature), (sign) => sign.charCodeAt(0))
  return version === 'v1' && crypto.subtle.verify('HMAC', key, given, signed)
}

/** An organisation with a webhook to a receiver that checks signatures and keeps what it accepts by its id. */
async function begin(answer: (sent: Sent) => Reply = () => ({}), kinds = ['lead.created', 'lead.assigned']) {
  const orgId = await org()
  const { sources } = await inTransaction(db, orgId, beginOrg)
  const webhook = { webhookId: uuidv7(), secret: newSecret() }
  const sealedSecret = service.sealWebhook(house.config, orgId, webhook.secret)
  const accepted: { id: string; kind: string; leads: Record<string, unknown>[] }[] = []
  const other = await receiver(async (sent) => {
    if (!(await verifies(sent, webhook.secret))) return { status: 401 }
    const reply = answer(sent)
    if ((reply.status ?? 200) < 300) accepted.push(JSON.parse(sent.body))
    return reply
  })
  await inTransaction(db, orgId, (tx) =>
    store.addWebhook(tx, {
      webhookId: webhook.webhookId,
      sealedSecret,
      url: `${other.url}/hook`,
      kinds,
      active: true,
      at: new Date(Date.now() - 1000),
    }),
  )
  const happen = (kind: string, at = new Date()) =>
    inTransaction(db, orgId, (tx) => writeOutbox(tx, kind, [uuidv7()], at))
  const work = async () => {
    await service.spreadOutbox(house, orgId)
    await service.workLine(house, { orgId, webhookId: webhook.webhookId }, steady)
  }
  const forward = () =>
    inTransaction(db, orgId, async (tx) => {
      await rows(tx, sql`update webhook set pause_until = now() where pause_until is not null`)
      await rows(tx, sql`update webhook_delivery set next_try_at = now() where next_try_at is not null`)
    })
  const state = async () => (await inTransaction(db, orgId, store.listWebhooks))[0]
  return { orgId, ...webhook, ...other, accepted, happen, work, forward, state, sources }
}

test('a captured lead reaches the receiver whole, signed, once a kind', async () => {
  const { orgId, accepted, work, sources } = await begin()
  const [captured] = await house.capture(orgId, {
    incoming: [
      {
        arrivalId: uuidv7(),
        door: 'api',
        sourceId: sources.get('website') as string,
        raw: {
          name: '张明',
          company: '北京仁科互动',
          title: '总监',
          phone: '13800000001',
          externalId: 'x-1',
        },
        receivedAt: new Date(),
        actor: { kind: 'key', id: null },
      },
    ],
  })
  await work()
  expect(accepted.map(({ kind }) => kind)).toEqual(['lead.created', 'lead.assigned'])
  expect(accepted[0]?.leads).toEqual([
    expect.objectContaining({
      leadId: captured?.leadId,
      externalId: 'x-1',
      source: 'website',
      stage: 'new',
      phone: '+8613800000001',
      name: '张明',
      holder: { kind: 'pool', id: expect.any(String), name: '公海' },
    }),
  ])
  await work()
  expect(accepted).toHaveLength(2)
})

test('only kinds it asked for, only what happened since it was added, nothing of a rolled back transaction', async () => {
  const { orgId, happen, work, accepted, sent } = await begin()
  await happen('lead.recycled')
  await happen('lead.created', new Date(Date.now() - 3_600_000))
  const failing = inTransaction(db, orgId, async (tx) => {
    await writeOutbox(tx, 'lead.created', [uuidv7()], new Date())
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  await work()
  expect([sent, accepted]).toEqual([[], []])
})

test('many who spread and work at once deliver each event once, in order', async () => {
  const { orgId, webhookId, happen, accepted } = await begin()
  for (let i = 0; i < 30; i++) await happen('lead.created')
  await Promise.all(Array.from({ length: 6 }, () => service.spreadOutbox(house, orgId)))
  await service.workLine(house, { orgId, webhookId }, steady)
  const ids = accepted.map(({ id }) => id)
  expect(ids).toHaveLength(30)
  expect(new Set(ids).size).toBe(30)
  expect(ids).toEqual(ids.toSorted())
})

describe('a receiver that fails', () => {
  test('is tried again later with the same id, and accepts each event once, in order', async () => {
    let failing = true
    const { happen, work, forward, accepted, sent, state } = await begin(() => ({
      status: failing ? 500 : 200,
    }))
    await happen('lead.created')
    await happen('lead.assigned')
    await work()
    expect(sent).toHaveLength(1) // the line waits behind the first
    expect(await state()).toMatchObject({ problem: 'HTTP 500', waiting: 2, lastDeliveredAt: null })
    await work()
    expect(sent).toHaveLength(1)
    await forward()
    await work()
    expect(sent).toHaveLength(2)
    failing = false
    await forward()
    await work()
    expect(accepted.map(({ kind }) => kind)).toEqual(['lead.created', 'lead.assigned'])
    expect(new Set(sent.slice(0, 3).map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await state()).toMatchObject({ problem: null, waiting: 0, lastDeliveredAt: expect.any(Date) })
  })

  test('on one event only does not keep the others back', async () => {
    const { happen, work, accepted } = await begin((sent) => ({
      status: sent.body.includes('lead.created') ? 400 : 200,
    }))
    await happen('lead.created')
    await happen('lead.assigned')
    await work()
    expect(accepted.map(({ kind }) => kind)).toEqual(['lead.assigned'])
  })

  test('by saying Gone is switched off', async () => {
    const { happen, work, state } = await begin(() => ({ status: 410 }))
    await happen('lead.created')
    await work()
    expect(await state()).toMatchObject({ active: false, problem: 'HTTP 410', waiting: 0 })
  })

  test('by redirecting is not followed', async () => {
    const { happen, work, sent, state } = await begin(() => ({ status: 302 }))
    await happen('lead.created')
    await work()
    expect(sent).toHaveLength(1)
    expect(await state()).toMatchObject({ problem: 'HTTP 302', waiting: 1 })
  })

  test('is given up after three days, and what ended is forgotten after fourteen', async () => {
    const { orgId, happen, work, state } = await begin(() => ({ status: 500 }))
    await happen('lead.created')
    await work()
    const count = (table: string) =>
      inTransaction(db, orgId, (tx) => one(tx, sql`select count(*) as n from ${sql.table(table)}`))
    const sweepIn = (days: number) =>
      inTransaction(db, orgId, (tx) => service.sweep(tx, new Date(Date.now() + days * 86_400_000)))
    await sweepIn(2)
    expect(await state()).toMatchObject({ waiting: 1 })
    await sweepIn(4)
    expect(await state()).toMatchObject({ waiting: 0 })
    expect(await count('outbox')).toEqual({ n: 1 })
    await sweepIn(15)
    expect([await count('outbox'), await count('webhook_delivery')]).toEqual([{ n: 0 }, { n: 0 }])
  })
})

test('a private address is not called unless the house allows it', async () => {
  const { orgId, webhookId, happen, sent, state } = await begin()
  await happen('lead.created')
  await service.spreadOutbox(plain, orgId)
  await service.workLine(plain, { orgId, webhookId }, steady)
  expect(sent).toEqual([])
  expect(await state()).toMatchObject({ problem: 'private', waiting: 1 })
  expect(await service.tryOut(plain, { orgId, webhookId, lang: 'zh' })).toEqual({
    ok: false,
    answer: '地址属于内网或本机，已拒绝调用',
  })
})

test('a try says what the receiver answered', async () => {
  const { orgId, webhookId, accepted } = await begin()
  expect(await service.tryOut(house, { orgId, webhookId, lang: 'en' })).toEqual({
    ok: true,
    answer: 'The receiver answered HTTP 200',
  })
  expect(accepted).toMatchObject([{ kind: 'webhook.test', leads: [] }])
})

test('what could not be delivered before a restart is delivered after it', async () => {
  let failing = true
  const { happen, accepted, sent, forward } = await begin(() => ({ status: failing ? 503 : 200 }))
  const options = { ownerPool: db.ownerPool, lines: db.ownerPool, log: pino({ level: 'silent' }) }
  const before = await startWorker({ ...options, tasks: tasks(house) })
  await happen('lead.created')
  await vi.waitFor(() => expect(sent).toHaveLength(1), 5_000)
  await before.stop()
  failing = false
  await forward()
  const after = await startWorker({ ...options, tasks: tasks(house) })
  const clock = await startTicks(house, db.ownerPool, ticks)
  await vi.waitFor(() => expect(accepted).toHaveLength(1), 5_000)
  await clock.stop()
  await after.stop()
  expect(sent).toHaveLength(2)
})
