import { describe, expect, test } from 'vitest'
import { dingtalkPlatform, feishuPlatform, wecomPlatform } from '../../../test/platforms.ts'
import { lineTo, platforms } from './line.ts'
import { type App, PlatformTrouble, cutBytes } from './protocol.ts'
import { problemOf, passes, sayTrouble } from './troubles.ts'

const keys = { id: 'corp', secret: 'right', agent: '1000002' }
const people = [{ accountId: 'ou_lilei', mobile: '13800000001', unionId: 'u1' }]
const card = {
  title: '分配给你的新线索',
  lines: ['张明 · 北京仁科<b>'],
  url: 'https://leads.example.cn/leads/1',
  button: '打开',
  key: 'parcel 1',
}

const doubles = [
  ['wecom', wecomPlatform],
  ['dingtalk', dingtalkPlatform],
  ['feishu', feishuPlatform],
] as const

describe.each(doubles)('%s', (provider, playing) => {
  const begin = async (change: Partial<App> = {}, now?: () => number) => {
    const { url, on, sent } = await playing(keys, people)
    const app = {
      orgId: url,
      provider,
      clientId: keys.id,
      agent: keys.agent,
      secret: keys.secret,
      base: url,
      ...change,
    }
    const line = lineTo(app, { allowPrivate: true }, now)
    const send = (accountId = 'ou_lilei', message = card) =>
      platforms[provider].send(line, accountId, message)
    return { on, line, send, sent }
  }
  const failing = async (run: Promise<unknown>) =>
    problemOf(
      await run.then(
        () => new Error('it went through'),
        (error: unknown) => error,
      ),
    ) ?? 'no trouble'

  test('takes a card for a person, by a token that many messages share', async () => {
    const { on, send } = await begin()
    await Promise.all([send(), send('ou_lilei', { ...card, key: '2', title: '再次咨询' })])
    await send('ou_lilei', { ...card, key: '3', title: '三' })
    expect(on.delivered).toHaveLength(3)
    expect(on.delivered[0]).toMatchObject({ to: 'ou_lilei', title: card.title, url: card.url })
    expect(on.delivered[0]?.text).toContain('北京仁科')
    expect(on.tokensMade()).toBe(1)
  })

  test('is asked for a new token when it says that the old one is over, and when its time is up', async () => {
    let now = Date.now()
    const { on, send } = await begin({}, () => now)
    await send()
    on.expire()
    await send('ou_lilei', { ...card, key: '2', title: '二' })
    expect(on.tokensMade()).toBe(2)
    now += 7200 * 1000
    await send('ou_lilei', { ...card, key: '3', title: '三' })
    expect([on.tokensMade(), on.delivered.length]).toEqual([3, 3])
  })

  test('tells its refusals apart by who can mend them', async () => {
    const wrong = await begin({ secret: 'wrong' })
    expect(await failing(wrong.send())).toMatch(/^secret /)
    const { on, send } = await begin()
    on.busy = 1
    const busy = await failing(send())
    expect([busy, passes(busy)]).toEqual([expect.stringMatching(/^busy /), true])
    const nobody = await failing(send('ou_nobody'))
    expect([nobody, passes(nobody)]).toEqual([expect.stringMatching(/^person /), false])
    on.shutOut = true
    expect(await failing(send())).toMatch(/^ip /)
    expect(sayTrouble(nobody, 'en')).toMatch(/check the account/)
    if (provider !== 'feishu') expect(await failing((await begin({ agent: '7' })).send())).toMatch(/^agent /)
  })

  test('finds who has a mobile number, and says when nobody has', async () => {
    const { line } = await begin()
    expect(await platforms[provider].findByMobile(line, '+8613800000001')).toBe('ou_lilei')
    expect(await platforms[provider].findByMobile(line, '+8613800000009')).toBeNull()
  })

  test('says who signed in, once for each code', async () => {
    const { on, line } = await begin()
    const answer = { code: on.signedIn('ou_lilei'), redirect: 'https://leads.example.cn/sign-in/x' }
    const profile = await platforms[provider].whoIs(line, answer)
    expect(profile.accountId).toBe('ou_lilei')
    if (provider !== 'wecom') expect(profile.mobile).toBe('+8613800000001')
    expect(await failing(platforms[provider].whoIs(line, answer))).toMatch(/^code /)
  })

  test('is away: that is told too, and passes', async () => {
    const { send } = await begin({ base: 'http://127.0.0.1:9' })
    expect(await failing(send())).toBe('away ECONNREFUSED')
  })
})

test('one message sent twice is shown once where the platform knows doubles: WeCom and Feishu', async () => {
  const shown = []
  for (const [provider, playing] of doubles) {
    const { url, on } = await playing(keys, people)
    const app = { orgId: url, provider, clientId: keys.id, agent: keys.agent, secret: keys.secret, base: url }
    const line = lineTo(app, { allowPrivate: true })
    for (let tries = 0; tries < 2; tries += 1) await platforms[provider].send(line, 'ou_lilei', card)
    shown.push([provider, on.delivered.length])
  }
  expect(shown).toEqual([
    ['wecom', 1],
    ['dingtalk', 2],
    ['feishu', 1],
  ])
})

test('a text is cut by bytes, never within a character', () => {
  expect(cutBytes('线索', 6)).toBe('线索')
  expect(cutBytes('线索管理', 9)).toBe('线索…')
  expect(Buffer.byteLength(cutBytes('张'.repeat(400), 512))).toBeLessThanOrEqual(512)
  expect(new PlatformTrouble('busy', 'x').passes).toBe(true)
})
