import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findings } from './axe.ts'
import { shot } from './browser.ts'
import { closeBrowser, said, signIn, somebody, stage, type Staged, type Walk, walks } from './sluice.ts'

let staged: Staged
beforeAll(async () => {
  staged = await stage()
})
afterAll(async () => {
  await closeBrowser()
  await staged.stop()
})

/** Picks an entry of a select that is found by its label. */
async function pick(page: Page, label: string, entry: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  await page.getByTitle(entry, { exact: true }).last().click()
}

describe.each(walks)('whoever governs, $lang on a $screen', (walk: Walk) => {
  const say = (zh: string, en: string) => said(walk, zh, en)
  const name = (what: string) => `rules-${what}-${walk.lang}-${walk.screen}`

  test('an admin writes a rule, puts it first, tries it, publishes it, and the next lead follows it', async () => {
    const { page, context, troubles } = await signIn(staged, staged.people.admin.email, walk)
    const [ruleName, company] = [say('医院给李娜', 'Clinics to Li Na'), say('仁和医院', 'Mercy Clinic')]
    const held = await staged.capture(somebody({ name: say('钟医生', 'Dr Bell'), company }))
    expect(held.status).toBe('created')
    await page.goto('/rules')
    const lines = page.getByRole('list', { name: say('分配规则', 'Assignment rules') }).getByRole('listitem')
    await lines.first().waitFor()
    const before = await lines.count()
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: say('规则', 'Rule'), exact: true }).click()
    await page.getByRole('menuitem', { name: say('空白规则', 'A blank rule') }).click()
    await expect.poll(() => lines.count()).toBe(before + 1)
    const mine = lines.last()
    await mine.getByLabel(say('名称', 'Name')).fill(ruleName)
    await mine.getByRole('button', { name: say('条件', 'Condition'), exact: true }).click()
    await pick(page, say('字段', 'Field'), say('公司', 'Company'))
    await pick(page, say('比较', 'Comparison'), say('包含', 'contains'))
    await mine.getByRole('textbox', { name: say('值', 'Value') }).fill(company)
    await pick(page, say('给谁', 'To whom'), say('指定销售', 'A rep'))
    await pick(page, say('选择销售', 'Choose a rep'), staged.people.rep2.name)
    expect(await findings(page)).toEqual([])
    await shot(page, name('editor'))
    await mine.getByRole('button', { name: say('收起', 'Done'), exact: true }).click()

    // By keyboard alone to the top.
    const handle = mine.getByRole('button', { name: say('拖动第', 'Drag line') })
    await handle.focus()
    await page.keyboard.press('Space')
    for (let step = 0; step < before; step++) {
      await page.waitForTimeout(120)
      await page.keyboard.press('ArrowUp')
    }
    await page.waitForTimeout(120)
    await page.keyboard.press('Space')
    await lines.first().getByText(ruleName).waitFor()

    await page.getByRole('button', { name: say('试一条线索', 'Try a lead') }).click()
    const panel = page.getByRole('complementary', { name: say('试一条线索', 'Try a lead') })
    await panel.getByRole('button', { name: company }).first().click()
    const outcome = panel.getByRole('status')
    await outcome.getByText(staged.people.rep2.name, { exact: true }).waitFor()
    await outcome.getByText(ruleName).waitFor()
    const told = (rule: string) => lines.filter({ hasText: rule })
    await told(ruleName).getByText(say('由它接走', 'Takes it')).waitFor()
    await told('一组轮流')
      .getByText(say('条件也符合，但前面的规则已接走', 'Fits too, but an earlier rule took it'))
      .waitFor()
    await told('实习生进公海')
      .getByText(
        walk.lang === 'zh'
          ? /要求职位包含\s*“实习”，这条职位是\s*“采购经理”/
          : 'Wants: Title contains "实习". Here: Title is "采购经理"',
      )
      .waitFor()
    expect(await findings(page)).toEqual([])
    await shot(page, name('tried'))
    await panel.getByRole('button', { name: say('关闭', 'Close') }).click()

    await page.getByRole('button', { name: say('核对并发布', 'Review and publish') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(ruleName).first().waitFor()
    await dialog.getByRole('table').waitFor()
    expect(await findings(page)).toEqual([])
    await shot(page, name('publish'))
    await dialog.getByRole('button', { name: say('发布为第', 'Publish as version') }).click()
    await page
      .getByText(/已发布第 \d+ 版|Version \d+ is in force/)
      .first()
      .waitFor()
    for (let turn = 0; turn < 3; turn++) {
      const { holder } = await staged.capture(somebody({ company }))
      expect(holder?.name).toBe(staged.people.rep2.name)
    }
    expect(troubles).toEqual([])
    await context.close()
  })

  test('a manager gives a lead to somebody by hand, and the trail says who did', async () => {
    const { page, context, troubles } = await signIn(staged, staged.people.manager.email, walk)
    const who = say('待分配', 'Owen Hand')
    await staged.capture(somebody({ name: who, title: '实习生' }))
    await page.goto('/leads?view=all')
    await page.getByRole('row').filter({ hasText: who }).click()
    const opened = page.getByRole('complementary', { name: who })
    await opened.getByRole('button', { name: say('更多操作', 'More actions') }).click()
    await page.getByRole('menuitem', { name: say('分给…', 'Assign to…') }).click()
    await page.getByTitle(staged.people.rep1.name, { exact: true }).last().click()
    expect(await findings(page)).toEqual([])
    await shot(page, name('by-hand'))
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('分给', 'Assign to'), exact: true })
      .click()
    await page.getByText(say('已分给 张伟', 'Assigned to 张伟')).waitFor()
    await opened
      .getByText(walk.lang === 'zh' ? /王磊把它从.+转给张伟/ : /王磊 moved it from .+ to 张伟/)
      .waitFor()
    expect(troubles).toEqual([])
    await context.close()
  })
})
