import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { plainCard } from '../contract/scorecard.ts'
import type { Condition } from '../rules/condition.ts'
import { readConfig } from '../server/config.ts'
import { inTransaction } from '../server/db/db.ts'
import type { House } from '../server/house.ts'
import { openLog } from '../server/log.ts'
import { type Sluice, startSluice } from '../server/main.ts'
import { createKey } from '../server/people/keys.ts'
import { createMember } from '../server/people/members.ts'
import { createOrg } from '../server/people/org.ts'
import { sealPassword } from '../server/people/password.ts'
import { createTeam } from '../server/people/teams.ts'
import { currentPolicy, publish } from '../server/policy/store.ts'
import { keepPool } from '../server/rooms/pool/store.ts'
import { openBrowser } from './browser.ts'

/** What everybody in the journeys signs in with. */
export const PASSWORD = 'journey-river-2026'

/** A small organisation on a real server: an admin, a manager, a marketer and two reps of one team. */
export interface Staged {
  readonly url: string
  readonly house: House
  readonly orgId: string
  readonly apiKey: string
  readonly poolId: string
  readonly teamId: string
  readonly people: Readonly<
    Record<
      'admin' | 'manager' | 'marketer' | 'rep1' | 'rep2',
      { userId: string; email: string; name: string }
    >
  >
  /** Captures one lead by the API, as a program outside would; answers what came back. */
  capture(
    lead: Record<string, unknown>,
  ): Promise<{ status: string; leadId: string | null; holder: { name: string | null } | null }>
  stop(): Promise<void>
}

/**
 * A whole Sluice as it first starts, on a data directory of its own, with nobody in it yet. The web app must be built:
 * `npm run build` or `npm test` does.
 */
export async function startEmpty(): Promise<Sluice> {
  const dir = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'sluice-e2e-'))
  const config = { ...readConfig({ DATA_DIR: dir, HOST: '127.0.0.1', LOG_LEVEL: 'error' }), port: 0 }
  const sluice = await startSluice(config, openLog('error'))
  // Cookies, origins and links are made of the public address, which is only known now.
  Object.assign(sluice.house.config, { publicUrl: sluice.url })
  const stop = async () => {
    await sluice.stop()
    await rm(dir, { recursive: true, force: true })
  }
  return { ...sluice, stop }
}

/** A Sluice with a small organisation in it. */
export async function stage(slug = 'journey'): Promise<Staged> {
  const { house, url, stop } = await startEmpty()
  const orgId = await createOrg(house, { name: '云帆软件', slug })
  const made = await fill(house, orgId)
  const capture: Staged['capture'] = async (lead) => {
    const headers = { authorization: `Bearer ${made.apiKey}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api/v1/leads`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ source: 'api', ...lead }),
    })
    return (await answer.json()) as Awaited<ReturnType<Staged['capture']>>
  }
  return { url, house, orgId, ...made, capture, stop }
}

async function fill(house: House, orgId: string) {
  const passwordHash = await sealPassword(PASSWORD, [])
  return inTransaction(house.db, orgId, async (tx) => {
    const at = new Date()
    const person = async (
      name: string,
      email: string,
      parts: Omit<Parameters<typeof createMember>[1], 'name' | 'email'>,
    ) => ({
      name,
      email,
      userId: await createMember(tx, { name, email, passwordHash, ...parts }),
    })
    const admin = await person('苏晴', 'admin@journey.example', { roles: ['admin'] })
    const teamId = await createTeam(tx, { name: '华东一组' }, { at, by: admin.userId })
    const people = {
      admin,
      manager: await person('王磊', 'manager@journey.example', { roles: ['manager'], teamId, leads: true }),
      marketer: await person('林夕', 'marketer@journey.example', { roles: ['marketer'] }),
      rep1: await person('张伟', 'rep1@journey.example', { roles: ['rep'], teamId }),
      rep2: await person('李娜', 'rep2@journey.example', { roles: ['rep'], teamId }),
    }
    const assign = await currentPolicy(tx, 'assign')
    const poolId = assign?.body.fallbackPoolId as string
    await keepPool(tx, {
      poolId,
      name: '公海',
      dailyLimit: 20,
      holdingLimit: 100,
      members: [{ kind: 'team', id: teamId }],
    })
    const rule = {
      id: 'low',
      name: '实习生进公海',
      when: { field: 'title', op: 'contains' as const, value: '实习' },
      strategy: { kind: 'pool' as const, poolId },
      active: true,
    }
    const turn = {
      id: 'turn',
      name: '一组轮流',
      when: { all: [] },
      who: { teamIds: [teamId] },
      strategy: { kind: 'roundRobin' as const },
      active: true,
    }
    await publish(tx, {
      kind: 'assign',
      scope: '',
      over: 1,
      note: null,
      by: admin.userId,
      at,
      body: { rules: [rule, turn], fallbackPoolId: poolId },
    })
    const points = (id: string, label: string, when: Condition, by: number) => ({
      id,
      label,
      when,
      points: by,
    })
    await publish(tx, {
      kind: 'score',
      scope: '',
      over: 1,
      note: null,
      by: admin.userId,
      at,
      body: plainCard(
        [
          points('boss', '职位是总监', { field: 'title', op: 'contains', value: '总监' }, 40),
          points('need', '说了需求', { not: { field: 'need', op: 'is_empty' } }, 30),
          points('mail', '没留邮箱', { field: 'email', op: 'is_empty' }, -10),
        ],
        [
          { grade: 'A', from: 60 },
          { grade: 'B', from: 30 },
          { grade: 'C', from: -100 },
        ],
      ),
    })
    const { key } = await createKey(tx, {
      name: '旅程',
      scopes: ['leads:write', 'leads:read', 'import:write'],
      by: admin.userId,
    })
    return { people, teamId, poolId, apiKey: key }
  })
}

let people = 0

/** A lead with the four things a B2B gate asks for, unlike any before it; `more` says what is special about it. */
export function somebody(more: Record<string, unknown> = {}): Record<string, unknown> {
  people += 1
  return {
    name: `客户${people}`,
    company: '杭州云栖数据科技有限公司',
    title: '采购经理',
    phone: `138${String(20_000_000 + people)}`,
    ...more,
  }
}

/** Captures such a lead until the rotation gives one to this rep; answers its id. */
export async function captureFor(
  { capture }: Staged,
  rep: { name: string },
  more: Record<string, unknown> = {},
): Promise<string> {
  for (let turn = 0; turn < 5; turn++) {
    const { leadId, holder } = await capture(somebody(more))
    if (leadId && holder?.name === rep.name) return leadId
  }
  throw new Error(`nothing came to ${rep.name}`)
}

/** How a journey is walked: in which language, on what screen. */
export interface Walk {
  readonly lang: 'zh' | 'en'
  readonly screen: 'desktop' | 'phone'
}

/** The two walks every journey takes: between them both languages and both sizes. */
export const walks: readonly Walk[] = [
  { lang: 'zh', screen: 'desktop' },
  { lang: 'en', screen: 'phone' },
]

/** What the reader of a walk sees, out of the Chinese and the English. */
export const said = ({ lang }: Walk, zh: string, en: string): string => (lang === 'zh' ? zh : en)

/** A browser window with its own cookies and one page in it. */
export interface Window {
  readonly page: Page
  readonly context: BrowserContext
  /** What went wrong so far: errors thrown or logged, requests that failed or were refused. */
  readonly troubles: readonly string[]
}

let browser: Awaited<ReturnType<typeof openBrowser>> | undefined

/** A window in the walk's language and size, signed in as nobody. */
export async function openWindow(
  url: string,
  { lang, screen }: Walk,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Window> {
  browser ??= await openBrowser()
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const context = await browser.newContext({
    baseURL: url,
    colorScheme,
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...(screen === 'phone' ? phone : { viewport: { width: 1440, height: 900 } }),
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  return { page, context, troubles: listenForTroubles(page) }
}

/** A window in which somebody is signed in. */
export async function signIn(
  { url }: Pick<Staged, 'url'>,
  email: string,
  walk: Walk,
  colorScheme?: 'light' | 'dark',
): Promise<Window> {
  const window = await openWindow(url, walk, colorScheme)
  const signedIn = await window.context.request.post('/api/v1/session', {
    headers: { origin: url },
    data: { login: email, password: PASSWORD },
  })
  if (!signedIn.ok()) throw new Error(`sign-in answered ${signedIn.status()}: ${await signedIn.text()}`)
  return window
}

function listenForTroubles(page: Page): readonly string[] {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`thrown: ${error.message}`))
  page.on('console', (message) => {
    // Refused requests are told below, with their status.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      troubles.push(`console: ${message.text()}`)
  })
  page.on('requestfailed', (request) => {
    // Leaving a page ends what it was still asking for.
    const why = request.failure()?.errorText
    if (why !== 'net::ERR_ABORTED') troubles.push(`failed: ${request.url()} ${why}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${new URL(response.url()).pathname}`)
  })
  return troubles
}

/** Closes the browser that the windows are of. */
export async function closeBrowser(): Promise<void> {
  await browser?.close()
  browser = undefined
}
