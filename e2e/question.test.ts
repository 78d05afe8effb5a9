import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { usualManners } from '../rules/matching.ts'
import { inTransaction } from '../server/db/db.ts'
import { add } from '../server/flow/customer.ts'
import { currentPolicy, publish } from '../server/policy/store.ts'
import { findings } from './axe.ts'
import { overhang, shot } from './browser.ts'
import { closeBrowser, said, signIn, stage, type Staged } from './sluice.ts'

const company = '北京仁科互动网络技术有限公司'

let staged: Staged
beforeAll(async () => {
  staged = await stage()
  const { house, orgId, people } = staged
  await inTransaction(house.db, orgId, async (tx) => {
    const facts = { company, name: '章鸣', phones: ['13810000001'], spend: 900_000, currency: 'CNY' }
    await add(tx, { body: { ...facts, holderId: people.rep2.userId }, lang: 'zh' })
    const held = await currentPolicy(tx, 'match')
    const ask = {
      rep: 'link',
      pool: 'link',
      kept: 'link',
      closed: 'link',
      converted: 'link',
      customer: 'ask',
    } as const
    const rule = {
      id: 'firm',
      name: '同一家公司',
      logic: 'A',
      strength: 'possible' as const,
      against: 'customers' as const,
      does: ask,
      active: true,
    }
    await publish(tx, {
      kind: 'match',
      scope: '',
      over: held?.version ?? 0,
      note: null,
      by: people.admin.userId,
      at: new Date(),
      body: { ...usualManners, terms: [{ name: 'A', kind: 'company' }], rules: [rule] },
    })
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

describe.each(looks)('in $lang on a $screen', (look) => {
  test('whether a lead is a known customer’s is answered, and taken back', async () => {
    const w = (zh: string, en: string) => said(look, zh, en)
    const phone = look.lang === 'zh' ? '13900000011' : '13900000012'
    const { status } = await staged.capture({ name: '周同事', company, title: '采购经理', phone })
    expect(status).toBe('quarantined')
    const { page, context, troubles } = await signIn(staged, staged.people.admin.email, look, look.theme)
    await page.goto('/duplicates?tab=customers')
    const card = page.getByRole('region', { name: w('是不是老客户？', 'Is this a known customer?') })
    await card.first().waitFor()
    expect(await findings(page)).toEqual([])
    expect(await overhang(page)).toBe(0)
    if (process.env['SHOTS']) await shot(page, `question-${look.lang}-${look.screen}`)
    await page.goto('/quarantine')
    await page.getByText('周同事').first().click()
    await card.first().waitFor()
    expect(await findings(page)).toEqual([])
    if (process.env['SHOTS']) await shot(page, `question-held-${look.lang}-${look.screen}`)
    await card.getByRole('button', { name: w('是这位老客户', 'It is them') }).click()
    const toast = page.locator('.toast', { hasText: w('记为老客户的线索', 'is the known customer’s') })
    await toast.getByRole('button', { name: w('撤销', 'Undo') }).click()
    await page.goto('/duplicates?tab=customers')
    await card.first().waitFor()
    await card
      .getByRole('button', { name: w('是别人', 'Somebody else') })
      .first()
      .click()
    await page.getByText(w('没有待判断的老客户', 'No known customer to decide about')).waitFor()
    expect(troubles).toEqual([])
    await context.close()
  })
})
