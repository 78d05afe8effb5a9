import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findings } from './axe.ts'
import { overhang, shot } from './browser.ts'
import { closeBrowser, said, signIn, stage, type Staged } from './sluice.ts'

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗']
const given = ['伟', '芳', '敏', '静', '强', '磊', '军', '洋', '勇', '杰']
const firms = ['仁科', '华信', '天源', '恒通', '博远', '金桥']
const lines = ['互动', '数字', '未来', '世纪']
const strangers = Array.from({ length: 48 }, (_, i) => ({
  name: `${surnames[i % 20]}${given[(i * 7) % 10]}${given[(i * 3 + 1) % 10]}`,
  company: `北京${firms[i % 6]}${lines[i % 4]}科技有限公司`,
  title: '采购经理',
  phone: `138${String(10_000_000 + i * 1_234_577).slice(0, 8)}`,
}))
/** The first of them once more, two digits of the phone crossed: no key joins them. */
const again = strangers.slice(0, 8).map((lead) => ({
  ...lead,
  phone: `${lead.phone.slice(0, -4)}${lead.phone.at(-3)}${lead.phone.at(-4)}${lead.phone.slice(-2)}`,
}))

let staged: Staged
beforeAll(async () => {
  staged = await stage()
  for (const lead of [...strangers, ...again]) await staged.capture(lead)
})
afterAll(async () => {
  await closeBrowser()
  await staged.stop()
})

const looks = [
  { lang: 'zh', screen: 'desktop', theme: 'light' },
  { lang: 'en', screen: 'phone', theme: 'dark' },
] as const

describe.each(looks)('in $lang on a $screen', (look) => {
  test('a scan is started, a pair opened, said to be two, and that taken back', async () => {
    const w = (zh: string, en: string) => said(look, zh, en)
    const { page, context, troubles } = await signIn(staged, staged.people.admin.email, look, look.theme)
    await page.goto('/duplicates')
    // The second walk scans once more.
    await page.getByRole('button', { name: /扫描全部线索|重新扫描|Scan all leads|Scan again/ }).click()
    await page.locator('.toast', { hasText: w('扫描完成', 'The scan is done') }).waitFor({ timeout: 60_000 })
    const rows = page.getByRole('row').filter({ has: page.locator('.pair-two') })
    await rows.first().waitFor()
    const before = await rows.count()
    expect(before).toBeGreaterThan(4)
    expect(await findings(page)).toEqual([])
    const pair = await rows.first().innerText()
    await rows.first().click()
    const panel = page.getByRole('complementary', { name: w('一对疑似重复', 'A pair that may be one') })
    await panel.locator('.fall').waitFor()
    expect(await findings(page)).toEqual([])
    expect(await overhang(page)).toBe(0)
    if (process.env['SHOTS']) await shot(page, `duplicates-${look.lang}-${look.screen}`)
    await panel.getByRole('button', { name: w('不是同一个', 'Different') }).click()
    const toast = page.locator('.toast', { hasText: w('以后不再问', 'no scan asks again') })
    await toast.waitFor()
    expect(await rows.count()).toBe(before - 1)
    // The next pair slid in; it is closed again, so that the list can be seen on a phone.
    await page.keyboard.press('Escape')
    expect(await rows.first().innerText()).not.toBe(pair)
    await toast.getByRole('button', { name: w('撤销', 'Undo') }).click()
    await expect.poll(() => rows.count()).toBe(before)
    expect(await rows.first().innerText()).toBe(pair)
    // It is so at the server too.
    await page.reload()
    await rows.first().waitFor()
    expect(await rows.first().innerText()).toBe(pair)
    expect(troubles).toEqual([])
    await context.close()
  })
})
