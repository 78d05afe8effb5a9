import { describe, expect, test } from 'vitest'
import * as me from '../../../contract/me.ts'
import * as contract from '../../../contract/platform.ts'
import { testDb } from '../../../test/database.ts'
import { testHouse } from '../../../test/house.ts'
import { newMember, newOrg, peopleApp } from '../../../test/people.ts'
import { dingtalkPlatform, feishuPlatform, wecomPlatform } from '../../../test/platforms.ts'
import { inTransaction } from '../../db/db.ts'
import { createMember } from '../members.ts'

const { db } = await testDb()
const config = { ...testHouse(db).config, allowPrivateWebhooks: true, publicUrl: 'https://leads.example.cn' }
const { house, browser } = await peopleApp(db, { config })
const keys = { id: 'corp', secret: 's3cret-of-the-app', agent: '1000002' }
const doubles = { wecom: wecomPlatform, dingtalk: dingtalkPlatform, feishu: feishuPlatform } as const
type Name = keyof typeof doubles

let made = 0
/** A firm with an application, an admin and a member whom the platform knows by their mobile. */
async function begin(provider: Name = 'dingtalk') {
  const mobile = `1380${String((made += 1)).padStart(7, '0')}`
  const people = [
    { accountId: 'ou_han', mobile, unionId: 'u1', email: `han${made}@example.cn` },
    { accountId: 'stranger', mobile: '13700000000', unionId: 'u2' },
  ]
  const { url, on, sent } = await doubles[provider](keys, people)
  const orgId = await newOrg(house)
  const boss = await newMember(house, orgId, ['admin'])
  const rep = await newMember(house, orgId, ['rep'], { mobile: `+86${mobile}` })
  const admin = browser(boss.email)
  const params = { provider }
  const body = {
    clientId: keys.id,
    agent: keys.agent,
    base: url,
    secret: keys.secret,
    messages: true,
    signIn: true,
  }
  expect((await admin.call(contract.keepPlatform, { params, body })).status).toBe(200)
  const start = async (with_: ReturnType<typeof browser>, link = false) => {
    const begun = await with_.call(contract.startPlatform, { params, body: { org: orgId, link } })
    return new URL((begun.body as { url: string }).url)
  }
  const finish = (with_: ReturnType<typeof browser>, code: string, state: string) =>
    with_.call(contract.finishPlatform, { params, body: { code, state } })
  /** Goes there and back as that person. */
  const visit = async (accountId: string, with_ = browser(), link = false) => {
    const there = await start(with_, link)
    return finish(with_, on.signedIn(accountId), there.searchParams.get('state') ?? '')
  }
  return { orgId, boss, rep, admin, params, body, on, sent, start, finish, visit }
}

describe.each(['wecom', 'dingtalk', 'feishu'] as const)('%s', (provider) => {
  test('lets a linked member in, by the address it is told to come back to', async () => {
    const { orgId, rep, admin, start, visit } = await begin(provider)
    const there = await start(browser())
    expect(there.searchParams.get('redirect_uri')).toBe(`https://leads.example.cn/sign-in/${provider}`)
    const params = { userId: rep.userId, provider }
    await admin.call(contract.keepAccount, { params, body: { accountId: 'ou_han' } })
    const phone = browser()
    expect((await visit('ou_han', phone)).body).toEqual({ next: 'in' })
    expect((await phone.call(me.readMe)).body).toMatchObject({ userId: rep.userId, organisation: { orgId } })
  })
})

test('WeCom’s own browser is let in without a code to scan, any other by one; each door takes only its own', async () => {
  const { orgId, admin, rep, params, finish, start } = await begin('wecom')
  const account = { userId: rep.userId, provider: 'wecom' as const }
  await admin.call(contract.keepAccount, { params: account, body: { accountId: 'ou_han' } })
  const client = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) wxwork/4.1.28 MicroMessenger/7.0.1' }
  const within = browser()
  const begun = await within.call(contract.startPlatform, { params, body: { org: orgId }, headers: client })
  const silent = new URL((begun.body as { url: string }).url)
  expect([silent.pathname, silent.hash]).toEqual(['/connect/oauth2/authorize', '#wechat_redirect'])
  const there = await fetch(silent, { redirect: 'manual', headers: client })
  const back = new URL(there.headers.get('location') ?? '')
  expect(back.origin + back.pathname).toBe('https://leads.example.cn/sign-in/wecom')
  const given = Object.fromEntries(back.searchParams) as { code: string; state: string }
  expect((await finish(within, given.code, given.state)).body).toEqual({ next: 'in' })
  expect((await within.call(me.readMe)).body).toMatchObject({ userId: rep.userId })
  const scan = await start(browser())
  expect(scan.pathname).toBe('/wwlogin/sso/login')
  expect((await fetch(scan, { redirect: 'manual', headers: client })).status).toBe(400)
  expect((await fetch(scan, { redirect: 'manual' })).status).toBe(302)
  expect((await fetch(silent, { redirect: 'manual' })).status).toBe(400)
})

test('whom the platform vouches for by mobile is linked by coming in, and known by the account from then on', async () => {
  const { rep, admin, visit } = await begin('feishu')
  expect((await visit('ou_han')).body).toEqual({ next: 'in' })
  const { items } = (await admin.call(contract.listAccounts)).body
  expect(items).toMatchObject([
    { userId: rep.userId, provider: 'feishu', accountId: 'ou_han', how: 'signIn' },
  ])
})

test('nobody becomes a member by it: not a stranger to the company, nor a colleague who was not invited', async () => {
  const { visit, rep, orgId } = await begin()
  expect((await visit('stranger')).body).toMatchObject({ code: 'platform.unknown_person' })
  await db.ownerPool.query('update member set mobile = null where org_id = $1 and user_id = $2', [
    orgId,
    rep.userId,
  ])
  const colleague = browser()
  expect((await visit('ou_han', colleague)).body).toMatchObject({
    status: 403,
    code: 'platform.unknown_person',
  })
  expect((await colleague.call(me.readMe)).status).toBe(401)
})

test('who left is not let in', async () => {
  const { visit, rep, orgId } = await begin()
  expect((await visit('ou_han')).status).toBe(200)
  await db.ownerPool.query(`update member set status = 'left' where org_id = $1 and user_id = $2`, [
    orgId,
    rep.userId,
  ])
  expect((await visit('ou_han')).body.code).toBe('platform.unknown_person')
})

test('an answer counts in the browser that asked, for that platform, once', async () => {
  const { on, start, finish } = await begin()
  const [mine, other] = [browser(), browser()]
  const state = (await start(mine)).searchParams.get('state') ?? ''
  await start(other)
  const stolen = await finish(other, on.signedIn('ou_han'), state)
  expect(stolen.body).toMatchObject({ status: 409, code: 'platform.state_lost' })
  const code = on.signedIn('ou_han')
  expect((await finish(mine, code, `${state.slice(0, -1)}x`)).body.code).toBe('platform.state_lost')
  expect((await finish(mine, code, state)).body.code).toBe('platform.state_lost') // the errand is over
  const again = (await start(mine)).searchParams.get('state') ?? ''
  expect((await finish(mine, code, again)).status).toBe(200)
  const third = (await start(mine)).searchParams.get('state') ?? ''
  expect((await finish(mine, code, third)).body.code).toBe('platform.code_spent')
})

test('who has two-factor sign-in on is asked for the code here too', async () => {
  const { visit, rep } = await begin()
  await db.ownerPool.query('update auth."user" set "twoFactorEnabled" = true where id = $1', [rep.userId])
  const phone = browser()
  expect((await visit('ou_han', phone)).body).toEqual({ next: 'code' })
  expect((await phone.call(me.readMe)).status).toBe(401)
})

test('who belongs to a second organisation signs in by password: the platform of one vouches for nobody in another', async () => {
  const { visit, rep } = await begin()
  const elsewhere = await newOrg(house)
  await inTransaction(db, elsewhere, (tx) =>
    createMember(tx, { name: '韩梅梅', roles: ['admin'], userId: rep.userId }),
  )
  expect((await visit('ou_han')).body).toMatchObject({ status: 403, code: 'platform.shared_account' })
})

test('a member links their own account while signed in, and unlinks it; one account is one member’s', async () => {
  const { boss, rep, visit, params } = await begin('wecom')
  const mine = browser(rep.email)
  await mine.call(me.readMe)
  expect((await visit('ou_han', mine, true)).body).toEqual({ next: 'linked' })
  expect((await mine.call(contract.listMyAccounts)).body.items[0].linkedAt).not.toBeNull()
  const other = browser(boss.email)
  await other.call(me.readMe)
  expect((await visit('ou_han', other, true)).body.code).toBe('platform.account_taken')
  expect((await mine.call(contract.unlinkMyAccount, { params })).status).toBe(200)
  expect((await visit('ou_han')).body.code).toBe('platform.unknown_person')
})

test('the sign-in page is told of platforms only where these are one organisation’s, or it is named', async () => {
  const { orgId, admin, params, body } = await begin()
  const stranger = browser()
  const doors = async (query = {}) => (await stranger.call(contract.listDoors, { query })).body.items
  expect(await doors({ org: orgId })).toEqual(['dingtalk'])
  await begin()
  expect(await doors()).toEqual([])
  await admin.call(contract.keepPlatform, { params, body: { ...body, signIn: false } })
  expect(await doors({ org: orgId })).toEqual([])
})

test('an admin finds members by mobile, tries the application, and never sees its secret again', async () => {
  const { admin, rep, boss, params, body, on } = await begin('wecom')
  const found = await admin.call(contract.findAccounts, { params, body: {} })
  expect(found.body).toEqual({ found: 1, unknown: [], numberless: ['韩梅梅'] })
  const listed = (await admin.call(contract.listAccounts)).body.items
  expect(listed).toMatchObject([{ userId: rep.userId, accountId: 'ou_han', how: 'mobile' }])
  expect((await admin.call(contract.tryPlatform, { params })).body.ok).toBe(true)
  on.shutOut = true
  await admin.call(contract.keepAccount, {
    params: { userId: boss.userId, ...params },
    body: { accountId: 'ou_x' },
  })
  const refused = (await admin.call(contract.tryPlatform, { params, headers: { 'accept-language': 'en' } }))
    .body
  expect(refused).toMatchObject({ ok: false, answer: expect.stringMatching(/trusted IPs.*60020/) })
  const shown = await admin.call(contract.listPlatforms)
  expect(shown.body.items).toMatchObject([
    { linked: 2, members: 2, problem: expect.stringContaining('60020') },
  ])
  const { secret, ...without } = body
  expect(JSON.stringify(shown.body)).not.toContain(secret)
  // Kept where it was, and not sent to an address it was not given for.
  expect((await admin.call(contract.keepPlatform, { params, body: without })).status).toBe(200)
  const moved = { ...without, base: 'http://127.0.0.1:9' }
  expect((await admin.call(contract.keepPlatform, { params, body: moved })).body.code).toBe(
    'platform.secret_needed',
  )
  const { rows } = await db.ownerPool.query<{ row: string }>(
    'select platform_app::text as row from platform_app',
  )
  expect(rows.map(({ row }) => row).join()).not.toContain(secret)
  expect((await browser(rep.email).call(contract.listPlatforms)).status).toBe(403)
})
