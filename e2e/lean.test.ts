import { afterAll, beforeAll, expect, test } from 'vitest'
import { findings } from './axe.ts'
import { overhang, shot } from './browser.ts'
import { closeBrowser, signIn, somebody, stage, type Staged, walks } from './sluice.ts'

let staged: Staged
beforeAll(async () => {
  staged = await stage()
  for (let n = 0; n < 6; n++) await staged.capture(somebody())
})
afterAll(async () => {
  await closeBrowser()
  await staged.stop()
})

test('a lean policy is drafted, rehearsed on what arrived, published, and a lead lands with its reason', async () => {
  const walk = walks.find(({ lang }) => lang === 'zh')!
  const { page, context, troubles } = await signIn(staged, staged.people.admin.email, walk)
  await page.goto('/rules')
  const lines = page.getByRole('list', { name: '分配规则' }).getByRole('listitem')
  await lines.first().waitFor()
  for (const line of await lines.all()) {
    const off = line.getByRole('switch', { name: '启用' })
    if (await off.isChecked()) await off.click()
  }
  await page.getByRole('region', { name: '分配模式' }).getByText('收缩', { exact: true }).click()
  await page.getByRole('button', { name: '规则', exact: true }).click()
  await page.getByRole('menuitem', { name: '好线索 → 择优' }).click()

  await page.getByRole('button', { name: '排演', exact: true }).click()
  await page.getByRole('heading', { name: '排演分配规则' }).waitFor()
  // What it would change is said before it is tried.
  await page.getByText('择优给', { exact: false }).first().waitFor()
  await page.getByRole('button', { name: '开始排演' }).click()
  await page.getByText('每个人会得到').first().waitFor()
  await page.getByText('会换人').first().waitFor()
  expect(await findings(page)).toEqual([])
  expect(await overhang(page)).toBe(0)
  await shot(page, 'lean-rehearsed-zh-desktop')

  await page.getByRole('link', { name: '返回分配规则' }).click()
  await page.getByRole('button', { name: '核对并发布' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '发布为第' }).click()
  await page
    .getByText(/已发布第 \d+ 版/)
    .first()
    .waitFor()

  const { leadId, holder } = await staged.capture(somebody({ title: '采购总监', need: '想了解私有化部署' }))
  expect(Object.values(staged.people).map(({ name }) => name)).toContain(holder?.name)
  await page.goto(`/leads/${leadId}`)
  await page.getByRole('button', { name: '为什么给了他？' }).click()
  const why = page.getByRole('region', { name: '为什么给了他' })
  await why.getByText(`分给 ${holder?.name}`).waitFor()
  await shot(page, 'lean-why-zh-desktop')
  expect(troubles).toEqual([])
  await context.close()
})
