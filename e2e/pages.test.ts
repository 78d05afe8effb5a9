import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '../server/db/db.ts'
import { sourceIds } from '../server/lead/sources.ts'
import { sectionKeys } from '../web/pages/settings/sections.ts'
import { findings } from './axe.ts'
import { overhang, shot } from './browser.ts'
import { captureFor, closeBrowser, signIn, somebody, stage, type Staged, type Walk } from './sluice.ts'

/** Who looks at which pages: everything in web/app/routes.tsx behind the sign-in, by whoever sees most of it. */
const visits = {
  rep1: ['/leads', '/leads/LEAD', '/leads/new', '/pools', '/today', '/disputes', '/ability', '/account'],
  manager: ['/today', '/ability'],
  marketer: ['/quarantine', '/sources?tab=quality', '/confirm'],
  admin: [
    '/leads',
    '/customers',
    '/customers?open=new',
    '/imports',
    '/imports?kind=customers',
    '/sources',
    '/sources?tab=forms',
    '/sources?tab=quality',
    '/sources?source=SOURCE',
    '/quarantine',
    '/duplicates',
    '/duplicates?tab=clusters',
    '/duplicates?tab=customers',
    '/confirm',
    '/disputes',
    '/rules',
    '/rules/rehearsal',
    '/rules/fairness',
    '/territories',
    '/cohorts',
    '/referrers',
    '/working-time',
    '/working-time?tab=calendar',
    '/team',
    ...sectionKeys.map((key) => `/settings/${key}`),
  ],
} as const

let staged: Staged
let leadId = ''
let sourceId = ''
beforeAll(async () => {
  staged = await stage()
  leadId = await captureFor(staged, staged.people.rep1, {
    name: '欧阳明日香',
    company: '北京市海淀区中关村软件园二期智能制造与工业互联网技术创新研究院有限责任公司',
    need: '第一行：要私有化\n第二行：要对接 SAP\n第三行：下周三前给方案',
    tags: [
      '展会',
      '白皮书',
      '老客户',
      '急',
      '政企',
      '二次来访',
      '高层',
      '续约',
      '竞品',
      '试用',
      '江浙沪',
      'ABM',
    ],
  })
  sourceId = await inTransaction(staged.house.db, staged.orgId, async (tx) =>
    String((await sourceIds(tx)).get('website')),
  )
  for (const more of [{ title: '实习生' }, { name: '', title: '' }, { title: '总监', need: '报价' }])
    await staged.capture(somebody(more))
})
afterAll(async () => {
  await closeBrowser()
  await staged.stop()
})

const looks: readonly (Walk & { theme: 'light' | 'dark' })[] = (['zh', 'en'] as const).flatMap((lang) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['desktop', 'phone'] as const).map((screen) => ({ lang, theme, screen })),
  ),
)

describe.each(looks)('every page in $lang, $theme, on a $screen', (look) => {
  test('opens whole, with one heading, and axe finds nothing', async () => {
    // Two at a time: the server and a page's own process leave little room for more.
    const [first, second] = await Promise.all([
      walkAs('admin', look),
      (async () => {
        const seen: string[] = []
        for (const who of ['rep1', 'manager', 'marketer'] as const) seen.push(...(await walkAs(who, look)))
        return seen
      })(),
    ])
    expect([...first, ...second]).toEqual([])
  })
})

/** What is wrong with the pages somebody visits, a line each. */
async function walkAs(who: keyof typeof visits, look: (typeof looks)[number]): Promise<string[]> {
  const { page, context, troubles } = await signIn(staged, staged.people[who].email, look, look.theme)
  const wrong: string[] = []
  let told = 0
  for (const path of visits[who]) {
    await visit(page, path.replace('LEAD', leadId).replace('SOURCE', sourceId))
    if (process.env['SHOTS'])
      await shot(
        page,
        `page-${who}${path.replaceAll(/[^a-z]+/gi, '-')}-${look.lang}-${look.theme}-${look.screen}`,
      )
    const headings = await page.getByRole('heading', { level: 1 }).count()
    const over = await overhang(page)
    const found = [
      ...(headings === 1 ? [] : [`${headings} headings of the first level`]),
      ...(over > 0 ? [`${over} px wider than its place`] : []),
      ...(await findings(page)),
      ...troubles.slice(told),
    ]
    told = troubles.length
    wrong.push(...found.map((what) => `${who} ${path}: ${what}`))
  }
  await context.close()
  return wrong
}

/** Goes on within the app, as its links do, and waits until the page stands: a heading and no grey lines. */
async function visit(page: Page, path: string): Promise<void> {
  if (page.url() === 'about:blank') await page.goto(path)
  else
    await page.evaluate((to) => {
      history.pushState({}, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, path)
  await page.waitForURL((url) => url.pathname === path.split('?')[0])
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  for (let look = 0; look < 2; look++) {
    await page.waitForTimeout(60)
    await page.waitForFunction(() => !document.querySelector('.skeleton'))
  }
}
