import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '../server/db/db.ts'
import { currentPolicy, publish } from '../server/policy/store.ts'
import { policyBy } from '../test/matching.ts'
import { findings } from './axe.ts'
import { overhang, shot } from './browser.ts'
import { closeBrowser, signIn, somebody, stage, type Staged } from './sluice.ts'

let staged: Staged
beforeAll(async () => {
  staged = await stage()
  // Doubles come as leads of their own, pointing at the former one: for a person to merge.
  await inTransaction(staged.house.db, staged.orgId, async (tx) => {
    const over = (await currentPolicy(tx, 'match'))?.version ?? 0
    const body = policyBy('link', 'phone')
    await publish(tx, { kind: 'match', scope: '', over, body, note: null, by: null, at: new Date() })
  })
})
afterAll(async () => {
  await closeBrowser()
  await staged.stop()
})

const looks = [
  { lang: 'zh', screen: 'desktop', theme: 'light' },
  { lang: 'en', screen: 'phone', theme: 'dark' },
] as const
const words = {
  zh: { compare: '比较并合并', merge: '合并成一条（2 条）', undo: '撤销', undone: '合并已撤销，已全部还原' },
  en: {
    compare: 'Compare and merge',
    merge: 'Merge 2 into one',
    undo: 'Undo',
    undone: 'The merge is undone; everything is as it was',
  },
}

describe.each(looks)('in $lang on a $screen', ({ lang, screen, theme }) => {
  test('a double is compared with the lead held, merged, and parted again', async () => {
    const person = somebody({})
    const first = await staged.capture({ ...person, company: '仁科互动' })
    const second = await staged.capture({ ...person, company: '北京仁科互动网络技术有限公司', title: '总监' })
    const w = words[lang]
    const { page, context, troubles } = await signIn(
      staged,
      staged.people.admin.email,
      { lang, screen },
      theme,
    )
    await page.goto(`/leads/${second.leadId}`)
    await page.getByRole('link', { name: w.compare }).click()
    const merge = page.getByRole('button', { name: w.merge })
    await merge.waitFor()
    expect(await findings(page)).toEqual([])
    expect(await overhang(page)).toBe(0)
    if (process.env['SHOTS']) await shot(page, `merge-${lang}-${screen}`)
    await merge.click()
    await page.waitForURL(`**/leads/${first.leadId}`)
    await page.getByText('北京仁科互动网络技术有限公司').first().waitFor()
    if (process.env['SHOTS']) await shot(page, `merged-${lang}-${screen}`)
    await page.locator('.toast').getByRole('button', { name: w.undo }).click()
    await page.getByText(w.undone).waitFor()
    expect(troubles).toEqual([])
    await context.close()
  })
})
