import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sluice } from '../server/main.ts'
import { pushKeysOf } from '../server/rooms/notice/adapters/push.ts'
import { wecomPlatform } from '../test/platforms.ts'
import { pushService } from '../test/push.ts'
import { findings } from './axe.ts'
import { shot } from './browser.ts'
import {
  closeBrowser,
  openWindow,
  PASSWORD,
  said,
  signIn,
  stage,
  startEmpty,
  type Staged,
  type Walk,
  walks,
} from './sluice.ts'

let staged: Staged
let empty: Sluice
beforeAll(async () => {
  ;[staged, empty] = await Promise.all([stage(), startEmpty()])
})
afterAll(async () => {
  await closeBrowser()
  await Promise.all([staged.stop(), empty.stop()])
})

/** The form one signs in with, filled and sent. */
async function submit(page: Page, walk: Walk, login: string, password: string): Promise<void> {
  await page.getByLabel(said(walk, '邮箱或手机号', 'E-mail or mobile number')).fill(login)
  await page.getByLabel(said(walk, '密码', 'Password'), { exact: true }).fill(password)
  await page.getByRole('button', { name: said(walk, '登录', 'Sign in'), exact: true }).click()
}

/** The heading of the page one is on. */
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

describe.each(walks)('getting in, $lang on a $screen', (walk) => {
  const name = (what: string) => `people-${what}-${walk.lang}-${walk.screen}`
  const signInHeading = said(walk, '登录', 'Sign in')

  test('a wrong password is told, the right one opens the page that was wanted, signing out shuts it', async () => {
    const { page, context } = await openWindow(staged.url, walk)
    await page.goto('/account')
    await heading(page, signInHeading).waitFor()
    await submit(page, walk, staged.people.rep1.email, 'wrong-password')
    await page
      .getByRole('alert')
      .getByText(said(walk, '账号或密码不对', 'is wrong'))
      .waitFor()
    expect(await findings(page)).toEqual([])
    await shot(page, name('sign-in'))
    await submit(page, walk, staged.people.rep1.email, PASSWORD)
    await heading(page, said(walk, '我的账户', 'My account')).waitFor()
    expect(new URL(page.url()).pathname).toBe('/account')
    await page.getByTitle(said(walk, '我的账户', 'My account')).click()
    await page.getByRole('menuitem', { name: said(walk, '退出登录', 'Sign out') }).click()
    await heading(page, signInHeading).waitFor()
    await page.goto('/leads')
    await heading(page, signInHeading).waitFor()
    await context.close()
  })

  test('one sees where one is signed in, and signs the others out', async () => {
    const here = await signIn(staged, staged.people.rep2.email, walk)
    const there = await signIn(staged, staged.people.rep2.email, walk)
    await there.page.goto('/leads')
    await heading(there.page, said(walk, '线索', 'Leads')).waitFor()
    await here.page.goto('/account')
    const devices = here.page.getByRole('region', { name: said(walk, '登录设备', 'Devices') })
    await devices.getByText(said(walk, '这台设备', 'This device')).waitFor()
    expect(await findings(here.page)).toEqual([])
    await shot(here.page, name('account'))
    await devices.getByRole('button', { name: said(walk, '退出其他所有设备', 'Sign out all others') }).click()
    await expect.poll(() => devices.getByRole('listitem').count()).toBe(1)
    await there.page.reload()
    await heading(there.page, signInHeading).waitFor()
    expect(here.troubles).toEqual([])
    await Promise.all([here.context.close(), there.context.close()])
  })

  test('an admin invites a colleague, whose link lets them in and puts them into the team', async () => {
    const admin = await signIn(staged, staged.people.admin.email, walk)
    const colleague = said(walk, '赵敏', 'Zoe Zhao')
    const email = `zhao-${walk.lang}@journey.example`
    await admin.page.goto('/team')
    await admin.page.getByRole('button', { name: said(walk, '邀请成员', 'Invite') }).click()
    const dialog = admin.page.getByRole('dialog')
    await dialog.getByLabel(said(walk, '姓名', 'Name')).fill(colleague)
    await dialog.getByLabel(said(walk, '邮箱', 'E-mail')).fill(email)
    await dialog.getByLabel(said(walk, '团队', 'Teams')).click()
    await admin.page.getByTitle('华东一组').click()
    expect(await findings(admin.page)).toEqual([])
    await shot(admin.page, name('invite'))
    await dialog.getByRole('button', { name: said(walk, '生成邀请链接', 'Make the invitation') }).click()
    const link = await admin.page
      .getByRole('textbox', { name: said(walk, '把这个链接交给对方', 'Hand this link over') })
      .inputValue()
    const { page, context, troubles } = await openWindow(staged.url, walk)
    await page.goto(link)
    await heading(page, said(walk, '云帆软件 邀请你加入', '云帆软件 invites you')).waitFor()
    expect(await findings(page)).toEqual([])
    await shot(page, name('invitation'))
    await page.getByLabel(said(walk, '密码', 'Password'), { exact: true }).fill('a-phrase-of-my-own')
    await page.getByRole('button', { name: said(walk, '加入', 'Join') }).click()
    await heading(page, said(walk, '线索', 'Leads')).waitFor()
    expect(troubles).toEqual([])
    await admin.page.goto('/team')
    await admin.page.getByText(colleague).first().waitFor()
    expect(await findings(admin.page)).toEqual([])
    await shot(admin.page, name('team'))
    await page.goto(link)
    await page.getByRole('alert').first().waitFor()
    await Promise.all([context.close(), admin.context.close()])
  })
})

test('within WeCom one is signed in without a word, and has the browser pushed to', async () => {
  const walk = walks[0] as Walk
  const { userId } = staged.people.rep1
  Object.assign(staged.house.config, { allowPrivateWebhooks: true })
  const keys = { id: 'corp', secret: 's3cret', agent: '1000002' }
  const { url: base } = await wecomPlatform(keys, [{ accountId: 'zhangwei', mobile: '13800000001' }])
  const push = await pushService(pushKeysOf(staged.house.config).publicKey)
  const admin = await signIn(staged, staged.people.admin.email, walk)
  const put = async (path: string, data: object) => {
    const answer = await admin.context.request.put(`/api/v1${path}`, {
      headers: { origin: staged.url },
      data,
    })
    expect(answer.ok()).toBe(true)
  }
  const app = {
    clientId: keys.id,
    agent: keys.agent,
    secret: keys.secret,
    base,
    messages: false,
    signIn: true,
  }
  await put('/platforms/wecom', app)
  await put(`/members/${userId}/accounts/wecom`, { accountId: 'zhangwei' })

  const { page, context, troubles } = await openWindow(staged.url, walk)
  const userAgent = `${await page.evaluate(() => navigator.userAgent)} wxwork/4.1.28`
  await context.setExtraHTTPHeaders({ 'user-agent': userAgent })
  await context.grantPermissions(['notifications'], { origin: staged.url })
  // What a browser asks its maker's push service for is the one thing that is not there without the internet.
  const { endpoint, keys: its } = push.subscribe()
  await context.addInitScript(
    ([agent, given]) => {
      Object.defineProperty(navigator, 'userAgent', { get: () => agent })
      Object.defineProperty(Notification, 'permission', { get: () => 'granted' })
      Notification.requestPermission = async () => 'granted'
      const made = { toJSON: () => given } as unknown as PushSubscription
      PushManager.prototype.subscribe = async () => made
    },
    [userAgent, { endpoint, keys: its }] as const,
  )
  await page.goto('/account')
  await heading(page, '我的账户').waitFor()
  expect(new URL(page.url()).pathname).toBe('/account')
  await page.getByText('张伟').first().waitFor()
  await page.getByRole('button', { name: '在这个浏览器开启' }).click()
  await page.getByRole('button', { name: '试一条' }).click()
  await expect.poll(() => push.pushed.length).toBe(1)
  expect(push.pushed[0]?.text).toMatchObject({ title: 'Sluice 测试消息' })
  expect(troubles.filter((trouble) => !trouble.startsWith('401'))).toEqual([])
  await Promise.all([context.close(), admin.context.close()])
})

test('the printed link makes the first admin, once', async () => {
  const walk = walks[0] as Walk
  const { page, context, troubles } = await openWindow(empty.url, walk)
  await page.goto('/')
  await page.getByText('还没有管理员：请打开服务器启动时打印的安装链接').waitFor()
  await page.goto(empty.setupLink as string)
  await heading(page, '欢迎使用 Sluice').waitFor()
  await page.getByLabel('公司或团队名称').fill('云帆软件')
  await page.getByLabel('姓名').fill('苏晴')
  await page.getByLabel('邮箱或手机号').fill('su@journey.example')
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  expect(await findings(page)).toEqual([])
  await shot(page, 'people-setup')
  await page.getByRole('button', { name: '开始使用' }).click()
  await heading(page, '线索').waitFor()
  await page.getByRole('link', { name: '团队' }).click()
  await page.getByText('苏晴').first().waitFor()
  expect(troubles.filter((trouble) => !trouble.startsWith('401'))).toEqual([])
  await context.close()
  const again = await openWindow(empty.url, walks[1] as Walk)
  await again.page.goto(empty.setupLink as string)
  await again.page.getByLabel('Company or team').fill('Others')
  await again.page.getByLabel('Your name').fill('Mallory')
  await again.page.getByLabel('E-mail or mobile number').fill('mallory@journey.example')
  await again.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await again.page.getByRole('button', { name: 'Begin' }).click()
  await again.page.getByRole('alert').first().waitFor()
  await again.context.close()
})
