import type { Page } from 'playwright-core'
import { openBrowser } from '../e2e/browser.ts'
import { readConfig } from '../server/config.ts'
import { inTransaction } from '../server/db/db.ts'
import type { House } from '../server/house.ts'
import { openLog } from '../server/log.ts'
import { startSluice } from '../server/main.ts'
import { createMember } from '../server/people/members.ts'
import { sealPassword } from '../server/people/password.ts'
import { type Bench, percentile, type Result } from './report.ts'
import { seed } from './seed.ts'
import { withNewDir } from './stage.ts'

const LOGIN = { email: 'reader@bench.example', password: 'bench-river-2026' }
const SECONDS = 20
const STEP = 240 // px a frame: about seven rows

/** Frames of a browser whose reader scrolls the list of all leads without a stop; the server is on the same cores. */
export const bench: Bench = {
  summary: `a reader scrolls the list of all leads for ${SECONDS} s in a real browser`,
  size: 1_000_000,
  run: (size, note) =>
    withNewDir(async (dir) => {
      const config = { ...readConfig({ DATA_DIR: dir, HOST: '127.0.0.1' }), port: 0 }
      const sluice = await startSluice(config, openLog('error'), (house) => fill(house, size))
      Object.assign(sluice.house.config, { publicUrl: sluice.url })
      note('seeded')
      const browser = await openBrowser()
      try {
        const page = await signedIn(await browser.newPage({ baseURL: sluice.url }), sluice.url)
        const rest = await frames(page, 0)
        const scrolled = await frames(page, STEP)
        note(`${scrolled.rows} rows were loaded`)
        return results(scrolled.gaps, rest.gaps, scrolled.tasks)
      } finally {
        await browser.close()
        await sluice.stop()
      }
    }),
}

async function fill(house: House, size: number): Promise<void> {
  const { orgId } = await seed(house.db, { size })
  const passwordHash = await sealPassword(LOGIN.password, [])
  await inTransaction(house.db, orgId, (tx) =>
    createMember(tx, { name: 'Reader', email: LOGIN.email, roles: ['admin'], passwordHash }),
  )
}

async function signedIn(page: Page, url: string): Promise<Page> {
  const answer = await page.context().request.post('/api/v1/session', {
    headers: { origin: url },
    data: { login: LOGIN.email, password: LOGIN.password },
  })
  if (!answer.ok()) throw new Error(`sign-in answered ${answer.status()}`)
  await page.goto('/leads')
  await page.locator('.vtable').waitFor()
  return page
}

/** The time between frames in ms while the list moves by `step` px each, and the browser's long tasks. */
async function frames(page: Page, step: number): Promise<{ gaps: number[]; tasks: number[]; rows: number }> {
  return page.evaluate(
    async ([px, seconds]) => {
      const list = document.querySelector('.vtable') as HTMLElement
      const gaps: number[] = []
      const tasks: number[] = []
      const watch = new PerformanceObserver((entries) =>
        tasks.push(...entries.getEntries().map(({ duration }) => duration)),
      )
      watch.observe({ entryTypes: ['longtask'] })
      const begun = performance.now()
      let last = begun
      await new Promise<void>((resolve) => {
        const frame = (now: number) => {
          gaps.push(now - last)
          last = now
          list.scrollTop += px
          if (now - begun < seconds * 1000) requestAnimationFrame(frame)
          else resolve()
        }
        requestAnimationFrame(frame)
      })
      watch.disconnect()
      return { gaps: gaps.slice(1), tasks, rows: Math.round(list.scrollHeight / 36) }
    },
    [step, SECONDS] as const,
  )
}

function results(gaps: number[], rest: number[], tasks: number[]): Result[] {
  const result = (name: string, value: number, limit: number | null, goal = ''): Result => ({
    name,
    value,
    unit: 'ms',
    limit,
    ratio: limit === null ? null : value / limit,
    goal,
    ok: !goal || value <= 50,
  })
  return [
    result('scroll frame p50', percentile(gaps, 50), percentile(rest, 50)),
    result('scroll frame p99', percentile(gaps, 99), percentile(rest, 99), '≤ 50 ms'),
    result('scroll frame longest', Math.max(...gaps), Math.max(...rest), '≤ 50 ms'),
    result('scroll task longest', Math.max(0, ...tasks), null, '≤ 50 ms'),
  ]
}
