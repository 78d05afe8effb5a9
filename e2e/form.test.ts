import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction, one } from '../server/db/db.ts'
import { uuidv7 } from '../server/db/id.ts'
import { sourceIds } from '../server/lead/sources.ts'
import { keepForm } from '../server/rooms/form/store.ts'
import { findings } from './axe.ts'
import { openBrowser, shot } from './browser.ts'
import { type Staged, stage } from './sluice.ts'

let staged: Staged
let browser: Browser
let other: { url: string; close: () => void }
const consent = '我同意云帆软件为联系我而使用以上信息'

beforeAll(async () => {
  staged = await stage('yunfan')
  browser = await openBrowser()
  await inTransaction(staged.house.db, staged.orgId, async (tx) => {
    const body = {
      title: '预约产品演示',
      intro: '留下联系方式，我们会在一个工作日内与您联系。',
      button: '提交',
      thanks: '谢谢！我们会尽快与您联系。',
      consent,
      consentPurposes: ['contact'],
      optIn: '',
      optInPurpose: 'marketing',
      consentVersion: 1,
      optInVersion: 1,
      fields: [
        { field: 'name', label: '姓名', required: true, placeholder: '怎么称呼您' },
        { field: 'company', label: '公司', required: true },
        { field: 'title', label: '职位', required: false },
        { field: 'phone', label: '手机号', required: true },
        { field: 'email', label: '邮箱', required: false },
        { field: 'need', label: '您想了解什么', required: false },
      ],
    }
    const sourceId = (await sourceIds(tx)).get('website') as string
    await keepForm(tx, { ...body, formId: uuidv7(), sourceId, slug: 'demo', active: true }, new Date())
  })
  other = await otherSite(`${staged.url}/f/yunfan/demo/embed.js`)
})
afterAll(async () => {
  other.close()
  await browser.close()
  await staged.stop()
})

/** A site of somebody else's with a strict policy of its own, which has the form's script in its page. */
async function otherSite(script: string) {
  const { origin } = new URL(script)
  const page = `<!doctype html><html lang="zh"><title>云帆官网</title><h1>官网</h1><p>正文</p><script async src="${script}"></script>
    <script>document.addEventListener('sluice:sent', () => document.title = 'sent')</script></html>`
  const server = createServer((_request, response) =>
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; script-src 'unsafe-inline' ${origin}; frame-src ${origin}; style-src 'none'`,
      })
      .end(page),
  )
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => void server.close(),
  }
}

const lastLead = () =>
  inTransaction(staged.house.db, staged.orgId, (tx) =>
    one(
      tx,
      sql<{
        name: string
        touch: Record<string, string>
      }>`select name, touch from lead order by lead_id desc limit 1`,
    ),
  )

const looks = [
  { lang: 'zh', theme: 'light', phone: true },
  { lang: 'zh', theme: 'dark', phone: false },
  { lang: 'en', theme: 'dark', phone: true },
  { lang: 'en', theme: 'light', phone: false },
] as const

describe.each(looks)('the page of a form in $lang, $theme, phone: $phone', ({ lang, theme, phone }) => {
  let page: Page
  beforeAll(async () => {
    const viewport = phone ? { width: 390, height: 844 } : { width: 1440, height: 900 }
    const locale = lang === 'zh' ? 'zh-CN' : 'en-GB'
    page = await browser.newPage({ viewport, locale, colorScheme: theme })
    await page.goto(`${staged.url}/f/yunfan/demo?utm_source=baidu&utm_campaign=spring`)
  })
  afterAll(() => page.close())

  test('asks back at the fields, takes the corrected form, and gives thanks; axe finds nothing', async () => {
    const name = `form-${lang}-${theme}`
    expect(await findings(page)).toEqual([])
    await shot(page, name)
    const [send, required] = [page.getByRole('button', { name: '提交' }), page.getByLabel('姓名')]
    await page.getByLabel('手机号').fill('138')
    await send.click()
    await page.getByText(lang === 'zh' ? '请填写姓名' : 'Please fill in 姓名').waitFor()
    expect(await required.getAttribute('aria-invalid')).toBe('true')
    expect(await required.evaluate((input) => input === document.activeElement)).toBe(true)
    expect(await findings(page)).toEqual([])
    await shot(page, `${name}-asked`)
    const person = `访客${lang}${theme}`
    await required.fill(person)
    await page.getByLabel('公司').fill('杭州某某网络有限公司')
    await page.getByLabel('职位').fill('总监')
    await page.getByLabel('手机号').fill(`138${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`)
    await page.getByLabel(consent).check()
    await send.click()
    await page.getByText('谢谢！我们会尽快与您联系。').waitFor()
    expect(await findings(page)).toEqual([])
    await shot(page, `${name}-thanks`)
    const lead = await lastLead()
    expect(lead).toMatchObject({
      name: person,
      touch: { utm_source: 'baidu', utm_campaign: 'spring', consent },
    })
  })
})

test('the form stands in another site, grows with its errors, and tells where its visitor came from', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
  await page.goto(`${other.url}/landing?utm_source=douyin`)
  const frame = page.frameLocator('iframe[title="预约产品演示"]')
  const height = async () => (await page.locator('iframe').boundingBox())?.height ?? 0
  await frame.getByRole('button', { name: '提交' }).waitFor()
  await expect.poll(height).toBeGreaterThan(500)
  await shot(page, 'form-embedded')
  const before = await height()
  await frame.getByRole('button', { name: '提交' }).click()
  await frame.getByText('请填写姓名').waitFor()
  await expect.poll(height).toBeGreaterThan(before)
  await frame.getByLabel('姓名').fill('站外访客')
  await frame.getByLabel('公司').fill('杭州某某网络有限公司')
  await frame.getByLabel('职位').fill('经理')
  await frame.getByLabel('手机号').fill('13700001234')
  await frame.getByLabel(consent).check()
  await frame.getByRole('button', { name: '提交' }).click()
  await frame.getByText('谢谢！').waitFor()
  await expect.poll(() => page.title()).toBe('sent')
  expect(await lastLead()).toMatchObject({
    name: '站外访客',
    touch: { utm_source: 'douyin', landing_page: `${other.url}/landing?utm_source=douyin` },
  })
  await page.close()
})

test('a form that is not there says so', async () => {
  const page = await browser.newPage({ locale: 'en-GB' })
  await page.goto(`${staged.url}/f/yunfan/gone`)
  await page.getByRole('heading', { name: 'This form does not exist or was switched off' }).waitFor()
  expect(await findings(page)).toEqual([])
  await page.close()
})
