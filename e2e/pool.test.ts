import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findings } from './axe.ts'
import { shot } from './browser.ts'
import {
  closeBrowser,
  said,
  signIn,
  somebody,
  stage,
  type Staged,
  type Walk,
  walks,
  type Window,
} from './sluice.ts'

let staged: Staged
beforeAll(async () => {
  staged = await stage()
})
afterAll(async () => {
  await closeBrowser()
  await staged.stop()
})

/** A rep in front of the pool, in the language and on the screen of a walk. */
class Seat {
  readonly page: Page
  readonly window: Window
  readonly walk: Walk
  constructor(window: Window, walk: Walk) {
    this.window = window
    this.page = window.page
    this.walk = walk
  }
  say = (zh: string, en: string) => said(this.walk, zh, en)
  row = (who: string) => this.page.getByRole('row').filter({ hasText: who })
  claim = (who: string) =>
    this.page.getByRole('button', { name: this.say(`领取 ${who}`, `Claim ${who}`), exact: true })
  toast = (text: string) => this.page.getByText(text)
}

const inPool = (name: string) => staged.capture(somebody({ name, title: '实习生' }))

// Who sits at the desk in Chinese in one race stands with an English phone in the other.
describe.each([
  { first: walks[0]!, second: walks[1]! },
  { first: walks[1]!, second: walks[0]! },
])('two reps at one pool, the first in $first.lang on a $first.screen', ({ first, second }) => {
  let one: Seat
  let two: Seat
  const name = (what: string) => `pool-${what}-${first.lang}-${first.screen}`

  beforeAll(async () => {
    const { rep1, rep2 } = staged.people
    const windows = await Promise.all([signIn(staged, rep1.email, first), signIn(staged, rep2.email, second)])
    one = new Seat(windows[0], first)
    two = new Seat(windows[1], second)
  })
  afterAll(async () => {
    // Whoever lost a lead asks for it once more, and is told that it is not theirs to see.
    const troubles = [...one.window.troubles, ...two.window.troubles]
    const theirs = /^(?:404: \/api\/v1\/leads\/|403: \/api\/v1\/leads\/[^/]+\/consents)/
    expect(troubles.filter((trouble) => !theirs.test(trouble))).toEqual([])
    await Promise.all([one.window.context.close(), two.window.context.close()])
  })

  test('both press at once: one has it, the other reads who was faster', async () => {
    const who = `竞争${first.lang}`
    await inPool(who)
    await Promise.all([one, two].map(({ page }) => page.goto('/pools')))
    await Promise.all([one, two].map((seat) => seat.claim(who).waitFor()))
    expect(await findings(one.page)).toEqual([])
    await shot(one.page, name('before'))
    await Promise.all([one, two].map((seat) => seat.claim(who).click()))
    const won = (seat: Seat) =>
      seat.toast(seat.say(`已领取 ${who}，现在由你负责`, `${who} is yours now`)).count()
    await expect.poll(async () => (await won(one)) + (await won(two))).toBe(1)
    const [winner, loser] = (await won(one)) ? [one, two] : [two, one]
    const faster = winner === one ? staged.people.rep1.name : staged.people.rep2.name
    await loser.page.getByRole('alert').getByText(faster).waitFor()
    await shot(loser.page, name('slower'))
    // It is a refusal in its own words, not a breakdown.
    const told = await loser.page.getByRole('alert').first().textContent()
    expect(told).not.toMatch(/这里出错了|Something broke/)
    expect(await findings(loser.page)).toEqual([])
  })

  test('what one takes is crossed out on the other screen within a second, with the name', async () => {
    const who = `旁观${first.lang}`
    await inPool(who)
    await Promise.all([one, two].map(({ page }) => page.goto('/pools')))
    await two.row(who).waitFor()
    await one.claim(who).click()
    const taken = two.row(who).getByText(staged.people.rep1.name)
    const told = performance.now()
    await taken.waitFor()
    // A second is the promise; a machine that runs two browsers and a server besides gets some more.
    expect(performance.now() - told).toBeLessThan(3000)
    expect(await two.row(who).getAttribute('aria-disabled')).toBe('true')
    expect(await two.claim(who).count()).toBe(0)
    await shot(two.page, name('taken'))
    await two.row(who).waitFor({ state: 'detached' })
  })

  test('the gauge counts what was taken, and what is given back says why', async () => {
    const who = `退回${first.lang}`
    await inPool(who)
    await one.page.goto('/pools')
    await one.claim(who).waitFor()
    const gauge = one.page.getByText(one.say('今日', 'Today')).filter({ hasText: '/20' })
    const taken = async () => Number(/(\d+)\/20/.exec(await gauge.innerText())?.[1])
    const before = await taken()
    await one.claim(who).click()
    await expect.poll(taken).toBe(before + 1)
    await shot(one.page, name('gauge'))
    await one.page.goto('/leads')
    await one.row(who).click()
    const opened = one.page.getByRole('complementary', { name: who })
    await opened.getByRole('button', { name: one.say('更多操作', 'More actions') }).click()
    await one.page.getByRole('menuitem', { name: one.say('退回公海', 'Release to the pool') }).click()
    const dialog = one.page.getByRole('dialog')
    await dialog.getByLabel(one.say('原因', 'Reason')).fill('预算明年才有')
    expect(await findings(one.page)).toEqual([])
    await dialog.getByRole('button', { name: one.say('退回公海', 'Release to the pool') }).click()
    await one.toast(one.say('已退回公海', 'Released to the pool')).first().waitFor()
    await two.page.goto('/pools')
    await two.row(who).click()
    const there = two.page.getByRole('complementary', { name: who })
    await there.getByText('预算明年才有').first().waitFor()
    expect(await findings(two.page)).toEqual([])
    await shot(two.page, name('released'))
  })
})
