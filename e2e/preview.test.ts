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

describe.each(walks)('whoever governs, $lang on a $screen', (walk: Walk) => {
  const say = (zh: string, en: string) => said(walk, zh, en)
  const name = (what: string) => `preview-${what}-${walk.lang}-${walk.screen}`

  test('an admin compares an older version with what is in force, and reads who would change grade', async () => {
    const { page, context, troubles } = await signIn(staged, staged.people.admin.email, walk)
    await staged.capture(somebody({ name: say('钟总监', 'Ms Bell'), title: '总监' }))
    await page.goto('/settings/score?panel=history')
    await page
      .getByRole('button', { name: say('与现行版比较', 'Compare') })
      .first()
      .click()
    await page.getByRole('heading', { name: say('用历史预演评分卡', 'Preview on history') }).waitFor()
    await page.getByRole('button', { name: say('开始预演', 'Start') }).click()
    const grades = page.getByRole('region', { name: say('谁换等级', 'Who changes grade') })
    await grades.getByText(say('会换等级', 'would change grade')).waitFor({ timeout: 60_000 })
    // A button under the pointer is drawn paler
    await page.mouse.move(0, 0)
    await page.waitForTimeout(400)
    expect(await findings(page)).toEqual([])
    await shot(page, name('result'))
    await grades
      .getByRole('button', { name: say('看是哪些', 'show them') })
      .first()
      .click()
    await grades.getByRole('link').first().click()
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}/)
    expect(troubles).toEqual([])
    await context.close()
  })
})
