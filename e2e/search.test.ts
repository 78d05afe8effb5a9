import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findings } from './axe.ts'
import { shot } from './browser.ts'
import { closeBrowser, said, signIn, somebody, stage, type Staged, walks, type Window } from './sluice.ts'

let staged: Staged
const wanted = '欧阳明'
const elsewhere = '13577776666'
beforeAll(async () => {
  staged = await stage()
  const { rep1, rep2 } = staged.people
  // Whoever is one lead ahead is not the next: so each lead comes to whom it is meant for.
  let apart = 0
  const capture = async (more: Record<string, unknown> = {}) => {
    const captured = await staged.capture(somebody(more))
    apart += captured.holder?.name === rep1.name ? 1 : -1
    return captured
  }
  const captureOf = async (rep: { name: string }, more: Record<string, unknown>) => {
    const others = rep === rep1 ? -1 : 1
    while (apart !== others) await capture()
    return capture(more)
  }
  await captureOf(rep1, { name: '路人甲' })
  const company = '北京仁科互动网络技术有限公司'
  const mine = await captureOf(rep1, { name: wanted, company, phone: '13911112468' })
  const theirs = await captureOf(rep2, { name: '李思思', company: '上海远方科技有限公司', phone: elsewhere })
  expect([mine.holder?.name, theirs.holder?.name]).toEqual([rep1.name, rep2.name])
})
afterAll(async () => {
  await closeBrowser()
  await staged.stop()
})

describe.each(walks)('finding, $lang on a $screen', (walk) => {
  let window: Window
  let page: Page
  const say = (zh: string, en: string) => said(walk, zh, en)
  const name = (what: string) => `search-${what}-${walk.lang}-${walk.screen}`
  const box = () => page.getByRole('combobox', { name: say('搜索，或输入命令', 'Search, or type a command') })

  beforeAll(async () => {
    window = await signIn(staged, staged.people.rep1.email, walk)
    page = window.page
    await page.goto('/leads')
    await page.getByRole('row').filter({ hasText: wanted }).waitFor()
  })
  afterAll(async () => {
    expect(window.troubles).toEqual([])
    await window.context.close()
  })

  async function openPalette(): Promise<void> {
    await page
      .getByRole('button', { name: say('搜索电话、姓名、公司', 'Search phone, name, company') })
      .click()
    await box().waitFor()
  }

  test('a lead by name, pinyin, initials, the last four digits or the middle of its company', async () => {
    const found = page.getByRole('option').filter({ hasText: wanted })
    for (const typed of ['欧阳明', 'ouyangming', 'oym', '仁科互动', '2468']) {
      await openPalette()
      await box().fill(typed)
      await found.waitFor()
      if (typed === 'oym') {
        expect(await findings(page)).toEqual([])
        await shot(page, name('initials'))
      }
      await page.keyboard.press('Escape')
      await box().waitFor({ state: 'hidden' })
    }
    await openPalette()
    await box().fill('ouyang')
    await found.waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: wanted }).waitFor()
    await page.goto('/leads')
  })

  test('of another’s lead only the whole number says that it is held, and with whom', async () => {
    const told = page
      .getByRole('option')
      .filter({ hasText: say('系统中已有这个号码', 'This number is held') })
    for (const typed of ['李思思', '6666', '远方科技']) {
      await openPalette()
      await box().fill(typed)
      await page.getByText(say('没有匹配的结果', 'Nothing matches')).waitFor()
      expect(await told.count()).toBe(0)
      await page.keyboard.press('Escape')
    }
    await openPalette()
    await box().fill(elsewhere)
    await told.getByText(staged.people.rep2.name).waitFor()
    expect(await page.getByText('李思思').count()).toBe(0)
    await shot(page, name('elsewhere'))
    await page.keyboard.press('Escape')
    await box().waitFor({ state: 'hidden' })
  })
})

test('by keyboard: / and Ctrl-K find, j and k move, Enter opens, g p and g l go, c begins a new lead', async () => {
  const { page, context, troubles } = await signIn(staged, staged.people.rep1.email, walks[0]!)
  await page.goto('/leads')
  const rows = page.getByRole('row')
  await rows.filter({ hasText: wanted }).waitFor()
  const palette = page.getByRole('combobox', { name: '搜索，或输入命令' })
  for (const keys of ['/', 'Control+k']) {
    await page.keyboard.press(keys)
    await palette.waitFor()
    await page.keyboard.press('Escape')
    await palette.waitFor({ state: 'hidden' })
  }
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  const opened = page.getByRole('complementary').getByRole('heading', { level: 2 })
  await opened.waitFor()
  const first = await opened.innerText()
  await page.keyboard.press('j')
  await expect.poll(() => opened.innerText()).not.toBe(first)
  await page.keyboard.press('Escape')
  await opened.waitFor({ state: 'hidden' })
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.getByRole('heading', { level: 1, name: '公海' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await page.getByRole('heading', { level: 1, name: '线索' }).waitFor()
  await page.keyboard.press('c')
  await page.getByRole('heading', { level: 1, name: '新线索' }).waitFor()
  expect(await findings(page)).toEqual([])
  await shot(page, 'search-new-lead')
  expect(troubles).toEqual([])
  await context.close()
})
