import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findings } from './axe.ts'
import { overhang, shot } from './browser.ts'
import { closeBrowser, said, signIn, somebody, stage, type Staged, type Walk, walks } from './sluice.ts'

let staged: Staged
beforeAll(async () => {
  staged = await stage()
})
afterAll(async () => {
  await closeBrowser()
  await staged.stop()
})

async function pick(page: Page, label: string, entry: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  await page.getByTitle(entry, { exact: true }).last().click()
  await page.keyboard.press('Escape')
}

describe.each(walks)('a rule by weights, $lang on a $screen', (walk: Walk) => {
  const say = (zh: string, en: string) => said(walk, zh, en)
  const name = (what: string) => `assign-${what}-${walk.lang}-${walk.screen}`

  test('is written, checked, published, and the lead says why it went to whom and why not to me', async () => {
    const { rep1, rep2, admin } = staged.people
    const { page, context, troubles } = await signIn(staged, admin.email, walk)
    await page.goto('/rules')
    const lines = page.getByRole('list', { name: say('分配规则', 'Assignment rules') }).getByRole('listitem')
    await lines.first().waitFor()
    // Everything else is switched off, so that the new rule is asked.
    for (const line of await lines.all()) {
      const off = line.getByRole('switch', { name: say('启用', 'In use') })
      if (await off.isChecked()) await off.click()
    }
    await page.getByRole('button', { name: say('规则', 'Rule'), exact: true }).click()
    await page.getByRole('menuitem', { name: say('其余 → 平均轮流', 'The rest → evenly') }).click()
    const mine = lines.last()
    await pick(page, say('指定几位', 'People'), rep1.name)
    await pick(page, say('指定几位', 'People'), rep2.name)
    await mine.getByText(walk.lang === 'zh' ? /2 人：.*张伟/ : /2 reps: .*张伟/).waitFor()
    await mine.getByText(say('按份数分', 'By weights')).click()
    const share = (rep: { name: string }) =>
      mine.getByRole('spinbutton', { name: say(`${rep.name}的数`, `Number of ${rep.name}`) })
    await share(rep1).fill('0')
    await share(rep2).fill('0')
    await share(rep2).press('Tab')
    await mine.getByText(say('每个人的份数都是 0', 'Everybody’s weight is 0')).waitFor()
    expect(await findings(page)).toEqual([])
    await shot(page, name('editor'))
    await share(rep2).fill('3')
    await share(rep2).press('Tab')
    await mine.getByText(say('每个人的份数都是 0', 'Everybody’s weight is 0')).waitFor({ state: 'hidden' })
    expect(await overhang(page)).toBe(0)
    await page.getByRole('button', { name: say('核对并发布', 'Review and publish') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: say('发布为第', 'Publish as version') }).click()
    await page
      .getByText(/已发布第 \d+ 版|Version \d+ is in force/)
      .first()
      .waitFor()

    const { leadId, holder } = await staged.capture(somebody())
    expect(holder?.name).toBe(rep2.name)
    await page.goto(`/leads/${leadId}`)
    await page.getByRole('button', { name: say('为什么给了他？', 'Why them?') }).click()
    const why = page.getByRole('region', { name: say('为什么给了他', 'Why whoever has it got it') })
    await why.getByText(say('分给 李娜', 'Given to 李娜 by the rule')).waitFor()
    await why
      .getByRole('row', { name: rep1.name })
      .getByText(say('标已满或没有份', 'Quota met, or no share'))
      .waitFor()
    expect(await findings(page)).toEqual([])
    expect(await overhang(page)).toBe(0)
    await shot(page, name('why'))
    expect(troubles).toEqual([])
    await context.close()
  })
})
