import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findings } from './axe.ts'
import { shot } from './browser.ts'
import { closeBrowser, said, signIn, stage, type Staged, type Walk, walks } from './sluice.ts'

let staged: Staged
beforeAll(async () => {
  staged = await stage('rules')
  await staged.capture({
    name: '张明',
    company: '北京仁科互动',
    title: '采购总监',
    phone: '13800138000',
    region: '上海',
  })
  await staged.capture({
    name: '李娜',
    company: '讯飞教育',
    title: '实习生',
    phone: '13900139000',
    region: '合肥',
  })
})
afterAll(async () => {
  await closeBrowser()
  await staged.stop()
})

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })

/** What is in force, as a program would read it. */
async function inForce(
  page: Page,
): Promise<{ version: number; body: { rules: { id: string; active: boolean }[] } }> {
  return (await page.context().request.get('/api/v1/policies/assign')).json()
}

/** The rules as every journey finds them, whatever the one before published. */
async function beginAgain(): Promise<void> {
  const { page, context } = await signIn(staged, staged.people.admin.email, { lang: 'zh', screen: 'desktop' })
  const held = await inForce(page)
  began ??= held.body
  const data = { version: held.version, body: began }
  const headers = { origin: staged.url }
  const answer = await context.request.put('/api/v1/policies/assign', { headers, data })
  expect(answer.status()).toBe(200)
  await context.close()
}
let began: { rules: { id: string; active: boolean }[] } | undefined

describe.each(walks)('assignment rules, $lang on a $screen', (walk: Walk) => {
  const name = (what: string) => `rules-${what}-${walk.lang}-${walk.screen}`
  const title = said(walk, '分配规则', 'Assignment rules')
  beforeEach(beginAgain)

  test('a lead is tried: the rule that takes it says so, the others say why not', async () => {
    const { page, context, troubles } = await signIn(staged, staged.people.manager.email, walk)
    await page.goto('/rules?panel=try')
    await heading(page, title).waitFor()
    const panel = page.getByRole('complementary')
    await panel.getByRole('button', { name: /张明/ }).click()
    await panel
      .getByText(/张伟|李娜/)
      .first()
      .waitFor()
    const told = walk.screen === 'phone' ? panel : page.getByRole('main')
    await told.getByText(said(walk, '由它接走', 'Takes it')).waitFor()
    await told.getByText(said(walk, '这条职位是', 'Here: Title is')).waitFor()
    expect(await findings(page)).toEqual([])
    await shot(page, name('tried'))
    expect(troubles).toEqual([])
    await context.close()
  })

  test('rules are reordered by keys, drafted here, and published with what they would change', async () => {
    const { page, context, troubles } = await signIn(staged, staged.people.admin.email, walk)
    await page.goto('/rules')
    await heading(page, title).waitFor()
    const before = await inForce(page)
    const handle = page.getByRole('button', { name: said(walk, '拖动第 2 条', 'Drag line 2') })
    await handle.focus()
    for (const key of ['Space', 'ArrowUp', 'Space']) {
      await page.keyboard.press(key)
      await page.waitForTimeout(300)
    }
    const bar = page.getByRole('region', { name: said(walk, '草稿', 'Draft') })
    await bar.waitFor()
    await page.reload()
    await bar.getByRole('button', { name: said(walk, '核对并发布', 'Review and publish') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(said(walk, '调序', 'Moved')).waitFor()
    await dialog.getByRole('table').waitFor()
    expect(await findings(page)).toEqual([])
    await shot(page, name('published'))
    expect((await inForce(page)).version).toBe(before.version)
    await dialog.getByRole('button', { name: said(walk, '发布为第', 'Publish as') }).click()
    await expect.poll(async () => (await inForce(page)).version).toBe(before.version + 1)
    const ids = before.body.rules.map(({ id }) => id)
    expect((await inForce(page)).body.rules.map(({ id }) => id)).toEqual(ids.toReversed())
    expect(troubles).toEqual([])
    await context.close()
  })

  test('somebody published meanwhile: the draft is compared with theirs before it may go on', async () => {
    const { page, context } = await signIn(staged, staged.people.admin.email, walk)
    await page.goto('/rules')
    await page.getByRole('switch').first().click()
    const review = page.getByRole('button', { name: said(walk, '核对并发布', 'Review and publish') })
    await review.waitFor()
    const held = await inForce(page)
    const other = await page.context().request.put('/api/v1/policies/assign', {
      headers: { origin: staged.url },
      data: { version: held.version, body: held.body, note: 'meanwhile' },
    })
    expect(other.status()).toBe(200)
    await review.click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('alert').waitFor()
    const publish = dialog.getByRole('button', { name: said(walk, '发布为第', 'Publish as') })
    expect(await publish.isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: said(walk, '仍以我的草稿为准', 'Go on with my draft') }).click()
    await publish.click()
    await expect.poll(async () => (await inForce(page)).version).toBe(held.version + 2)
    await context.close()
  })
})

const pages = [
  'fields',
  'gate',
  'match',
  'tags',
  'score',
  'recycle',
  'pools',
  'keys',
  'webhooks',
  'robots',
  'organisation',
  'appearance',
]

describe.each(walks)('settings, $lang on a $screen', (walk: Walk) => {
  test.each(pages)('%s: nothing broken, nothing axe objects to', async (section) => {
    const scheme = walk.lang === 'zh' ? 'light' : 'dark'
    const { page, context, troubles } = await signIn(staged, staged.people.admin.email, walk, scheme)
    await page.goto(`/settings/${section}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle').catch(() => undefined)
    expect(await findings(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await shot(page, `settings-${section}-${walk.lang}-${walk.screen}`)
    expect(troubles).toEqual([])
    await context.close()
  })

  test('the gate says what 张明 of 北京仁科互动 lacks, and passes whoever brings it', async () => {
    const { page, context } = await signIn(staged, staged.people.admin.email, walk)
    await page.goto('/settings/gate')
    const verdict = page.getByRole('status').filter({ hasText: said(walk, '职位、电话', 'Title, Phone') })
    await verdict.waitFor()
    for (const [zh, en] of [
      ['职位', 'Title'],
      ['电话', 'Phone'],
    ] as const)
      await page.getByRole('button', { name: said(walk, zh, en), exact: true }).click()
    await page.getByText(said(walk, '合格，进入分配', 'It passes, and is assigned')).waitFor()
    await context.close()
  })

  test('a key is shown once, then only its end', async () => {
    const { page, context } = await signIn(staged, staged.people.admin.email, walk)
    const system = `官网 ${walk.lang}`
    await page.goto('/settings/keys?open=new')
    await page.getByLabel(said(walk, '给谁用', 'For which system')).fill(system)
    await page
      .getByRole('complementary')
      .getByRole('button', { name: said(walk, '新建密钥', 'New key') })
      .click()
    const dialog = page.getByRole('dialog')
    const key = await dialog.getByRole('textbox').inputValue()
    expect(key).toMatch(/^slk_/)
    expect(await findings(page)).toEqual([])
    await dialog.getByRole('button', { name: said(walk, '已保存好', 'I have kept it') }).click()
    const entry = page.getByRole('listitem').filter({ hasText: system })
    await entry.getByText(`…${key.slice(-4)}`).waitFor()
    expect(await page.content()).not.toContain(key)
    await context.close()
  })
})
