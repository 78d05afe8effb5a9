import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findings } from './axe.ts'
import { shot } from './browser.ts'
import { closeBrowser, PASSWORD, signIn, stage, type Staged, walks } from './sluice.ts'

let staged: Staged
beforeAll(async () => {
  staged = await stage()
})
afterAll(async () => {
  await closeBrowser()
  await staged.stop()
})

describe.each(walks)('signing in, $lang on a $screen', (walk) => {
  test('with a wrong password says so, with the right one opens the leads', async () => {
    const { context } = await signIn(staged, staged.people.rep1.email, walk)
    await context.clearCookies()
    const page = await context.newPage()
    await page.goto('/leads')
    await page.waitForURL(/sign-in/)
    const login = page.getByLabel(/邮箱|E-mail/i).first()
    await login.fill(staged.people.rep1.email)
    const password = page.getByLabel(/密码|Password/i).first()
    await password.fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').first().waitFor()
    await shot(page, `sign-in-${walk.lang}-${walk.screen}`)
    expect(await findings(page)).toEqual([])
    await password.fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL(/leads/)
    await context.close()
  })
})
