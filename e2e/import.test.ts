import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findings } from './axe.ts'
import { shot } from './browser.ts'
import { closeBrowser, signIn, stage, type Staged, type Walk, walks } from './sluice.ts'

let staged: Staged
beforeAll(async () => {
  staged = await stage('import')
})
afterAll(async () => {
  await closeBrowser()
  await staged.stop()
})

/** A list as a trade fair hands it out: a title above the header, phones written three ways, gaps, the same person twice. */
function messyList(walk: Walk): Buffer {
  const digits = walks.indexOf(walk) + 1
  const phone = (n: number) => `1380013${digits}${String(n).padStart(3, '0')}`
  const lines = [
    '2026 上海教育展 观众名单,,,,',
    '姓名,手机,公司,职务,展位',
    `王小明,${phone(1)},云帆软件,采购总监,B12`,
    `李静,+86 ${phone(2).replace(/(...)(....)/, '$1-$2-')},"仁科互动（北京）科技有限公司",校长,B13`,
    `赵磊,${phone(3)},讯飞教育,,B12`,
    `王小明,${phone(1)},云帆软件,采购总监,B14`,
    `陈晨,${phone(4).slice(0, 9)},腾飞模具,市场部,B15`,
  ]
  return Buffer.from(`\uFEFF${lines.join('\r\n')}`)
}

const said = {
  zh: {
    preview: '预演',
    remembered: /按上次的选择/,
    run: /^导入 \d+ 行/,
    mended: /改好了/,
    undo: '撤销这次导入',
    yes: '撤销导入',
    fates: ['新', '缺失', '文件内重复'],
    outcomes: ['新建线索', '并入已有线索', '进了隔离区'],
    undone: ['撤回的线索', '退回的合并', '留下的'],
    title: /第 5 行 职位/,
  },
  en: {
    preview: 'Preview',
    remembered: /As you chose last time/,
    run: /^Import \d+ rows/,
    mended: /Mended/,
    undo: 'Undo this import',
    yes: 'Undo the import',
    fates: ['New', 'Incomplete', 'Twice in the file'],
    outcomes: ['New leads', 'Joined a lead there was', 'In quarantine'],
    undone: ['Leads withdrawn', 'Merges taken back', 'Left as they are'],
    title: /Row 5, Title/,
  },
} as const

/** The numbers beside their names, in the order they stand. */
const told = (page: Page, list: string) =>
  page.locator(list).evaluateAll((rows) => rows.map((row) => row.textContent ?? ''))

describe.each(walks)('importing, $lang on a $screen', (walk) => {
  const w = said[walk.lang]
  const look = async (page: Page, name: string) => {
    await shot(page, `import-${name}-${walk.lang}-${walk.screen}`)
    expect(await findings(page)).toEqual([])
  }

  test('a messy list is read, previewed, mended, imported, reported and taken back', async () => {
    const { page, context } = await signIn(staged, staged.people.admin.email, walk)
    await page.goto('/imports')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look(page, 'list')

    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '上海教育展.csv', mimeType: 'text/csv', buffer: messyList(walk) })
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}/)
    await page.getByRole('row', { name: /展位/ }).waitFor()
    await look(page, 'columns')

    await page.getByRole('button', { name: w.preview, exact: true }).click()
    const fates = page.locator('.fate-names button')
    await fates.first().waitFor()
    expect(await told(page, '.fate-names button')).toEqual([
      expect.stringContaining(`${w.fates[0]} 2`),
      expect.stringContaining(`${w.fates[1]} 2`),
      expect.stringContaining(`${w.fates[2]} 1`),
    ])
    await look(page, 'fates')

    const missing = page.getByRole('textbox', { name: w.title })
    await missing.fill(walk.lang === 'zh' ? '教务主任' : 'Dean')
    await missing.press('Enter')
    await page.getByText(w.mended).waitFor()
    await expect.poll(() => fates.first().textContent()).toContain(`${w.fates[0]} 3`)
    await look(page, 'mended')

    await page.reload()
    await page.getByRole('button', { name: w.run }).click()
    await page.getByRole('button', { name: w.undo }).waitFor()
    expect(await told(page, '.outcomes li')).toEqual([
      expect.stringContaining(`${w.outcomes[0]}3`),
      expect.stringContaining(`${w.outcomes[1]}1`),
      expect.stringContaining(`${w.outcomes[2]}1`),
    ])
    await look(page, 'report')

    const report = await context.request.get(
      await page.locator('a[download]').evaluate((link) => (link as HTMLAnchorElement).href),
    )
    expect((await report.text()).trim().split('\r\n')).toHaveLength(6)

    await page.getByRole('button', { name: w.undo }).click()
    await look(page, 'undo')
    await page.getByRole('button', { name: w.yes, exact: true }).click()
    await page.getByText(w.undone[0]).waitFor()
    expect(await told(page, '.outcomes li')).toEqual([
      expect.stringContaining(`${w.undone[0]}4`),
      expect.stringContaining(`${w.undone[1]}1`),
      expect.stringContaining(`${w.undone[2]}0`),
    ])
    await look(page, 'undone')

    // The same header again: what was chosen for it is remembered.
    await page.goto('/imports')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '上海教育展.csv', mimeType: 'text/csv', buffer: messyList(walk) })
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}/)
    await page.getByText(w.remembered).waitFor()
    await context.close()
  })

  test('a file that cannot be read is refused with what to do, and nothing is kept of it', async () => {
    const { page, context } = await signIn(staged, staged.people.marketer.email, walk)
    await page.goto('/imports')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.from(' \r\n') })
    const refusal = page.getByRole('alert')
    await refusal.waitFor()
    expect(await refusal.textContent()).toContain('empty.csv')
    expect(page.url()).toMatch(/\/imports$/)
    await look(page, 'refused')
    await context.close()
  })
})
