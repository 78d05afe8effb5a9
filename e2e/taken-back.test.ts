import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findings } from './axe.ts'
import { overhang } from './browser.ts'
import { closeBrowser, said, signIn, somebody, stage, type Staged } from './sluice.ts'

let staged: Staged
beforeAll(async () => {
  staged = await stage('taken-back')
  for (const name of ['张明 采购总监', '李静']) await staged.capture(somebody({ name, title: '' }))
})
afterAll(async () => {
  await closeBrowser()
  await staged.stop()
})

const looks = [
  { lang: 'zh', screen: 'desktop' },
  { lang: 'en', screen: 'phone' },
] as const

describe.each(looks)('in $lang on a $screen', (look) => {
  const w = (zh: string, en: string) => said(look, zh, en)
  const admin = () => signIn(staged, staged.people.admin.email, look)

  test('a suggestion taken and a dismissal are taken back', async () => {
    const { page, context, troubles } = await admin()
    const toast = (text: RegExp) => page.locator('.toast', { hasText: text })
    const undo = w('撤销', 'Undo')
    await page.goto('/quarantine')
    await page.getByText('张明', { exact: false }).first().click()
    const panel = page.getByRole('complementary')
    await panel.getByRole('button', { name: w('采购总监', 'becomes 采购总监') }).click()
    await toast(/已放行|Let go/)
      .getByRole('button', { name: undo })
      .click()
    await toast(/已撤销|Undone/).waitFor()
    // It is there again with its suggestion; who has none is dismissed.
    if (look.screen === 'phone') await page.goto('/quarantine')
    await page.getByText('李静').first().click()
    await panel.getByRole('button', { name: w('不要了', 'Dismiss') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('同行')
    await dialog.getByRole('button', { name: w('不要了', 'Dismiss') }).click()
    await toast(/标为无效|marked as invalid/)
      .getByRole('button', { name: undo })
      .click()
    await toast(/已撤销|Undone/)
      .last()
      .waitFor()
    await page.goto('/quarantine')
    for (const who of ['张明', '李静']) await page.getByText(who, { exact: false }).first().waitFor()
    expect(troubles).toEqual([])
    await context.close()
  })

  test('a lifecycle stage is added and told apart from one that customers are in', async () => {
    const { page, context, troubles } = await admin()
    await context.request.post('/api/v1/customers', {
      headers: { origin: staged.url },
      data: { company: `${look.lang}云帆软件有限公司`, lifecycleStage: 'lost' },
    })
    await page.goto('/settings/stages')
    const lines = page.getByRole('list', { name: /客户阶段|Lifecycle stages/ }).getByRole('listitem')
    await lines.first().waitFor()
    const before = await lines.count()
    await page.getByRole('button', { name: w('阶段', 'Stage'), exact: true }).click()
    const fields = lines.last().getByRole('textbox')
    for (const [at, text] of ['大客户', 'Key account', `key_${look.lang}`].entries())
      await fields.nth(at).fill(text)
    expect(await findings(page)).toEqual([])
    expect(await overhang(page)).toBe(0)
    await page.getByRole('button', { name: w('保存', 'Save'), exact: true }).click()
    await page.locator('.toast', { hasText: w('已保存', 'Saved') }).waitFor()
    await page.reload()
    await lines.nth(before).waitFor()
    const removing = (name: string) =>
      page.getByRole('button', { name: w(`删除阶段 ${name}`, `Remove the stage ${name}`) })
    // How many are in a stage is asked: what nobody is in may go.
    await lines.nth(before).getByText(w('无客户', 'no customers')).waitFor()
    expect(await removing(w('大客户', 'Key account')).last().isEnabled()).toBe(true)
    expect(await removing(w('流失', 'Lost')).isDisabled()).toBe(true)
    expect(troubles).toEqual([])
    await context.close()
  })
})
