import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import * as contract from '../../../contract/settings.ts'
import { testDb } from '../../../test/database.ts'
import { newMember, newOrg, peopleApp } from '../../../test/people.ts'
import { inTransaction, one, rows } from '../../db/db.ts'
import { beginOrg } from '../../flow/begin.ts'
import { publish } from '../../policy/store.ts'
import type { Challenge, Proof } from './adapters/proof.ts'
import { solve } from './adapters/solve.ts'
import { routes } from './routes.ts'
import { sweepProofs } from './store.ts'

const { db } = await testDb()
const sha256 = (text: string) => createHash('sha256').update(text).digest()
const { house, app, browser } = await peopleApp(db, {}, [routes])
let address = 1 // each sender has an IP address of its own, so that the limit is met by the one who means to

const consent = '我同意贵公司为联系我而处理以上信息'
const body = {
  slug: 'trial',
  title: '预约 <演示>',
  intro: '',
  button: '提交',
  thanks: '谢谢，我们会在一小时内联系您',
  consent,
  fields: [
    { field: 'name', label: '姓名', required: true },
    { field: 'company', label: '公司', required: true },
    { field: 'title', label: '职位', required: false },
    { field: 'phone', label: '电话', required: true },
  ],
}

/** An organisation with a form, its marketer, and a visitor. */
async function begin() {
  const orgId = await newOrg(house)
  const { sources } = await inTransaction(db, orgId, beginOrg)
  const org = await inTransaction(db, orgId, (tx) => one(tx, sql<{ slug: string }>`select slug from org`))
  const marketer = browser((await newMember(house, orgId, ['marketer'])).email)
  const whole = { ...body, sourceId: sources.get('website') as string }
  const made = await marketer.call(contract.addForm, { body: whole })
  const url = `/f/${org?.slug}/trial`
  const remoteAddress = `10.9.${address >> 8}.${address++ & 255}`
  const get = (path = '', headers = {}) => app.inject({ url: `${url}${path}`, remoteAddress, headers })
  const post = (payload: object | string, headers = {}) =>
    app.inject({
      method: 'POST',
      url,
      remoteAddress,
      payload,
      headers: { 'content-type': 'application/json', 'accept-language': 'zh', ...headers },
    })
  const prove = async (): Promise<Proof> => {
    const challenge = (await get('/challenge')).json<Challenge>()
    return { challenge, solution: solve(challenge) }
  }
  const count = async (table: string) =>
    (
      await inTransaction(db, orgId, (tx) =>
        one(tx, sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`),
      )
    )?.n
  return { orgId, marketer, whole, made, url, get, post, prove, count }
}

const filled = (n: number) => ({
  nonce: crypto.randomUUID(),
  values: { name: '张明', company: '北京仁科', title: '总监', phone: `138${10_000_000 + n}` },
  consent: true,
  touch: {
    utm_source: 'baidu',
    utm_campaign: '春季',
    referrer: 'https://www.baidu.com/',
    landing_page: 'https://x.cn/?a',
    other: '1',
  },
})

let proof: Proof
let home: Awaited<ReturnType<typeof begin>>
beforeAll(async () => {
  home = await begin()
  proof = await home.prove()
})

describe('a form', () => {
  test('is made by a marketer with its address and embed code, and read back', () => {
    expect(home.made).toMatchObject({ status: 200, body: { slug: 'trial', active: true, submissions30: 0 } })
    expect(home.made.body.url).toBe(`http://localhost:3000${home.url}`)
    expect(home.made.body.embed).toBe(
      `<script async src="http://localhost:3000${home.url}/embed.js"></script>`,
    )
  })

  test.each([
    ['name.taken', {}],
    ['form.source_gone', { slug: 'a', sourceId: crypto.randomUUID() }],
    ['capture.field_unknown', { slug: 'b', fields: [{ field: 'custom.gone', label: 'x', required: true }] }],
    ['form.field_twice', { slug: 'c', fields: [body.fields[0], body.fields[0]] }],
  ])('is refused by %s', async (code, more) => {
    const answer = await home.marketer.call(contract.addForm, { body: { ...home.whole, ...more } })
    expect([answer.body.code, answer.status >= 400]).toEqual([code, true])
  })

  test('is changed by its own people only', async () => {
    const { marketer, whole, made, get } = await begin()
    const params = { formId: made.body.formId }
    const stranger = await home.marketer.call(contract.changeForm, {
      params,
      body: { ...whole, sourceId: home.whole.sourceId },
    })
    expect(stranger.status).toBe(404)
    const changed = await marketer.call(contract.changeForm, { params, body: { ...whole, active: false } })
    expect(changed.body.active).toBe(false)
    expect((await get()).statusCode).toBe(404)
    expect((await get('/challenge')).json().code).toBe('form.gone')
  })
})

describe('its page', () => {
  test('stands alone in the visitor’s language, safely, in any frame', async () => {
    const page = await home.get('', { 'accept-language': 'en-GB' })
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining('frame-ancestors *'),
    })
    expect(page.headers['x-frame-options']).toBeUndefined()
    expect(page.body).toContain('<html lang="en"')
    expect(page.body).toContain('预约 &#60;演示&#62;')
    expect(page.body).toContain(consent)
    expect((await home.get()).body).toContain('<html lang="zh-CN"')
  })

  test('is gone with its source, and says so as a page', async () => {
    const { orgId, get, post } = await begin()
    await inTransaction(db, orgId, (tx) => rows(tx, sql`update source set archived_at = now()`))
    const page = await get()
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    expect(page.body).toContain('已停用')
    expect((await post({ ...filled(1) })).json().code).toBe('form.gone')
  })

  test('brings its scripts, which other sites may load', async () => {
    for (const path of ['/f/-/form.js', '/f/-/work.js', `${home.url}/embed.js`]) {
      const script = await app.inject({ url: path })
      expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
      expect(script.headers['cross-origin-resource-policy']).toBe('cross-origin')
    }
    expect((await app.inject({ url: '/f/-/constructor' })).statusCode).toBe(404)
  })

  test('may be sent from any page, without a cookie', async () => {
    const ask = await app.inject({ method: 'OPTIONS', url: home.url, headers: { origin: 'https://x.cn' } })
    expect(ask.statusCode).toBe(204)
    expect(ask.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': expect.stringContaining('content-type'),
    })
    expect(ask.headers['access-control-allow-credentials']).toBeUndefined()
  })
})

describe('sending', () => {
  test('twenty times at once brings one lead, twenty thanks; where the visitor came from and what they agreed to is kept', async () => {
    const { orgId, post, prove, count, marketer } = await begin()
    const sending = { ...filled(1), proof: await prove() }
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(sending)))
    expect(answers.map((answer) => answer.json())).toEqual(
      Array.from({ length: 20 }, () => ({ thanks: body.thanks })),
    )
    expect([await count('lead'), await count('arrival')]).toEqual([1, 1])
    const lead = await inTransaction(db, orgId, (tx) => one(tx, sql`select door, phone, touch from lead`))
    expect(lead).toMatchObject({
      door: 'form',
      phone: '+8613810000001',
      touch: {
        utm_source: 'baidu',
        utm_campaign: '春季',
        referrer: 'https://www.baidu.com/',
        landing_page: 'https://x.cn/?a',
        form: 'trial',
        consent,
        consent_version: expect.stringMatching(/^[0-9a-f]{12}$/),
        consent_at: expect.any(String),
      },
    })
    expect((lead as { touch: object }).touch).not.toHaveProperty('other')
    expect((await marketer.call(contract.listForms)).body.items[0].submissions30).toBe(1)
  })

  test('what a visitor agreed to is in the ledger: the text, its version, and only what was ticked', async () => {
    const { orgId, marketer, whole, made, post, prove } = await begin()
    const params = { formId: made.body.formId }
    const change = async (more: object) =>
      (await marketer.call(contract.changeForm, { params, body: { ...whole, ...more } })).body
    expect(made.body).toMatchObject({ consentVersion: 1, optInVersion: 1 })
    const optIn = '我愿意收到活动邀请'
    const more = { optIn, consentPurposes: ['contact', 'profiling'] }
    expect(await change(more)).toMatchObject({ consentVersion: 1, optInVersion: 2 })
    expect(await change({ ...more, title: '别的标题' })).toMatchObject({ consentVersion: 1, optInVersion: 2 })
    const said = sql`select purpose, text_version, text_hash, firm, actor_kind from consent order by consent_id`
    const ledger = () => inTransaction(db, orgId, (tx) => rows(tx, said))
    await post({ ...filled(21), proof: await prove() })
    const first = { textVersion: 'v1', textHash: sha256(consent), firm: true, actorKind: 'form' }
    expect(await ledger()).toEqual([
      { purpose: 'contact', ...first },
      { purpose: 'profiling', ...first },
    ])
    await post({ ...filled(21), nonce: crypto.randomUUID(), optIn: true, proof: await prove() })
    expect((await ledger()).at(-1)).toEqual({
      purpose: 'marketing',
      ...first,
      textVersion: 'v2',
      textHash: sha256(optIn),
    })
  })

  test('asks back at the field, in the sender’s language, and spends nothing', async () => {
    const { post, prove, count } = await begin()
    const held = await prove()
    const wrong = {
      ...filled(2),
      proof: held,
      consent: false,
      values: { name: ' ', company: '仁科', phone: '12' },
    }
    const answer = await post(wrong)
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'form.incomplete'])
    expect(answer.json().reasons).toEqual([
      { code: 'form.missing', field: 'name', message: '请填写姓名' },
      { code: 'form.phone', field: 'phone', message: '请填写完整的电话号码' },
      { code: 'form.consent', field: 'consent', message: '请先阅读并同意后再提交' },
    ])
    expect(await count('arrival')).toBe(0)
    expect((await post({ ...filled(2), proof: held })).statusCode).toBe(200)
  })

  test('what the form lets through the source’s gate still decides on', async () => {
    const { orgId, post, prove } = await begin()
    const { title: _, ...values } = filled(3).values
    expect((await post({ ...filled(3), values, proof: await prove() })).statusCode).toBe(200)
    const held = await inTransaction(db, orgId, (tx) => one(tx, sql`select holder_kind from lead`))
    expect(held).toEqual({ holderKind: 'quarantine' })
    await inTransaction(db, orgId, (tx) =>
      publish(tx, {
        kind: 'gate',
        scope: '',
        over: 1,
        body: { preset: 'b2b', mode: 'refuse', requirements: [{ need: ['title', 'email'] }] },
        note: null,
        by: null,
        at: new Date(),
      }),
    )
    const refused = await post({
      ...filled(4),
      values: { ...values, phone: '13899999999' },
      proof: await prove(),
    })
    expect(refused.json().reasons).toEqual([
      { code: 'form.missing', field: 'title', message: '请填写职位' },
      { code: 'form.missing', field: 'email', message: '请填写邮箱' },
    ])
  })

  test('a robot that fills in everything is thanked, and forgotten', async () => {
    const { post, count } = await begin()
    const answer = await post({ ...filled(5), homepage: 'https://spam.example' })
    expect([answer.statusCode, answer.json()]).toEqual([200, { thanks: body.thanks }])
    expect(await count('arrival')).toBe(0)
  })

  test('without work, with another’s work or with work done before is refused', async () => {
    const { post, prove, count } = await begin()
    const refused = async (sending: object) => expect((await post(sending)).json().code).toBe('form.proof')
    await refused(filled(6))
    await refused({ ...filled(6), proof }) // set for another form
    const held = await prove()
    expect((await post({ ...filled(6), proof: held })).statusCode).toBe(200)
    await refused({ ...filled(7), proof: held })
    expect(await count('lead')).toBe(1)
  })

  test('one proof sent with many different leads at once brings one', async () => {
    const { post, prove, count } = await begin()
    const held = await prove()
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => post({ ...filled(100 + i), proof: held })),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    expect(await count('lead')).toBe(1)
  })

  test('proofs are forgotten once they are void anyway', async () => {
    const { orgId, post, prove, count } = await begin()
    await post({ ...filled(8), proof: await prove() })
    const sweepIn = (minutes: number) =>
      inTransaction(db, orgId, (tx) => sweepProofs(tx, new Date(Date.now() + minutes * 60_000)))
    await sweepIn(10)
    expect(await count('spent_proof')).toBe(1)
    await sweepIn(30)
    expect(await count('spent_proof')).toBe(0)
  })

  test('too much is refused, with the form’s own limit', async () => {
    const answer = await home.post({ ...filled(9), values: { name: 'x'.repeat(70_000) } })
    expect([answer.statusCode, answer.json().detail]).toEqual([413, expect.stringContaining('64 KB')])
  })

  test('too often from one address is refused', async () => {
    const { post } = await begin()
    const answers = []
    for (let i = 0; i < 31; i++) answers.push((await post({ ...filled(10), homepage: 'x' })).statusCode)
    expect(answers.slice(0, 30).every((status) => status === 200)).toBe(true)
    expect(answers[30]).toBe(429)
  })
})
