import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { human, openHouse } from '../../../test/doors.ts'
import { leadOf } from '../../../test/team.ts'

const testing = await testDb()
const { app, scene } = await openHouse(testing)

test('what SendGrid, Mailgun and others tell is taken if they signed it', async () => {
  const { post, leadId, events, within, ...team } = await scene()
  await testing.db.ownerPool.query(
    `insert into lead_key (org_id, lead_id, key) values ($1, $2, 'e:zhang@example.com')`,
    [team.orgId, leadId],
  )
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const secrets = {
    sendgrid: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    mailgun: 'a key of ours',
    neutral: 'another key of ours',
  }
  const hook = async (kind: keyof typeof secrets) => {
    const made = await post('/api/v1/hooks', { name: kind, kind, secret: secrets[kind], active: true })
    expect(made.body).not.toContain(secrets[kind])
    return new URL(made.json<{ url: string }>().url).pathname
  }
  const tell = (url: string, payload: string, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } })
  const now = Math.floor(Date.now() / 1000)

  const sendgrid = JSON.stringify([
    {
      sg_event_id: 'a',
      event: 'click',
      timestamp: now - 100,
      email: 'Zhang@example.com',
      url: 'https://firm.cn/?q=1',
      useragent: human,
    },
    {
      sg_event_id: 'b',
      event: 'open',
      timestamp: now - 100,
      email: 'zhang@example.com',
      useragent: human,
      sg_machine_open: true,
    },
    { sg_event_id: 'c', event: 'delivered', timestamp: now - 100, email: 'zhang@example.com' },
    {
      sg_event_id: 'd',
      event: 'click',
      timestamp: now - 100,
      email: 'other@example.com',
      url: 'https://firm.cn/',
    },
  ])
  const signedAt = (at: number, body = sendgrid) => ({
    'x-twilio-email-event-webhook-timestamp': String(at),
    'x-twilio-email-event-webhook-signature': sign(
      'sha256',
      Buffer.from(`${at}${body}`),
      privateKey,
    ).toString('base64'),
  })
  const address = await hook('sendgrid')
  expect((await tell(address, sendgrid, signedAt(now))).json()).toEqual({ kept: 2, refused: 1 })
  for (const wrong of [{}, signedAt(now - 301), signedAt(now, `${sendgrid} `)])
    expect((await tell(address, sendgrid, wrong)).json()).toMatchObject({ code: 'hook.unsigned' })

  const mailgun = (signature: string) =>
    JSON.stringify({
      signature: { timestamp: String(now), token: 't', signature },
      'event-data': {
        id: 'm',
        event: 'clicked',
        timestamp: now - 60.5,
        recipient: 'zhang@example.com',
        url: 'https://firm.cn/b',
        'client-info': { 'user-agent': human },
      },
    })
  const right = createHmac('sha256', secrets.mailgun).update(`${now}t`).digest('hex')
  const mail = await hook('mailgun')
  expect((await tell(mail, mailgun(right))).json()).toEqual({ kept: 1, refused: 0 })
  expect((await tell(mail, mailgun(right.replace(/./, 'x')))).json()).toMatchObject({ code: 'hook.unsigned' })

  const neutral = JSON.stringify({
    events: [{ id: 's', kind: 'social', at: new Date().toISOString(), leadId, about: '朋友圈点赞' }],
  })
  const mac = createHmac('sha256', secrets.neutral).update(`${now}.${neutral}`).digest('hex')
  const other = await hook('neutral')
  expect(
    (await tell(other, neutral, { 'x-timestamp': String(now), 'x-signature': `sha256=${mac}` })).json(),
  ).toEqual({ kept: 1, refused: 0 })
  expect((await tell(other, neutral)).json()).toMatchObject({ code: 'hook.unsigned' })

  // Those of one batch are of one moment, in no order
  expect((await events()).map(({ kind, machine }) => `${kind} ${machine}`).toSorted()).toEqual([
    'mailClick null',
    'mailClick null',
    'mailOpen prefetch',
    'social null',
  ])
  expect(await leadOf({ within }, leadId)).toMatchObject({ score: 20 })
})
