import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import closeWithGrace from 'close-with-grace'
import { sql } from 'kysely'
import { type Config, loadConfig } from '../server/config.ts'
import { inTransaction, one } from '../server/db/db.ts'
import { AlreadyRunning, lockDataDir } from '../server/db/lock.ts'
import type { House } from '../server/house.ts'
import { openLog } from '../server/log.ts'
import { type Sluice, startSluice } from '../server/main.ts'
import { createKey } from '../server/people/keys.ts'
import { findWord } from '../server/people/local.ts'
import { findOrg } from '../server/people/setup.ts'
import { rosterCohorts } from './demo/cohorts.ts'
import { layOut } from './demo/desks.ts'
import { previewDraft, rehearseLean } from './demo/drafts.ts'
import { sayOfScores } from './demo/feedback.ts'
import { liveThrough } from './demo/history.ts'
import { moveByHand } from './demo/moved.ts'
import { DEMO_ORG, DEMO_PASSWORD, makeOrganisation } from './demo/organisation.ts'
import { refer } from './demo/refer.ts'
import { drawTerritories } from './demo/territories.ts'
import { trickle } from './demo/trickle.ts'

// npm run demo [-- --live --fresh --json --days 90 --leads 5000]
const { values: flags } = parseArgs({
  options: {
    live: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    days: { type: 'string', default: '90' },
    leads: { type: 'string', default: '5000' },
  },
})

const logins = [
  { role: 'admin', email: 'admin@demo.sluice' },
  { role: 'manager', email: 'manager-east@demo.sluice' },
  { role: 'rep', email: 'rep1@demo.sluice' },
  { role: 'marketer', email: 'marketer@demo.sluice' },
].map((login) => ({ ...login, password: DEMO_PASSWORD }))

/** The demo is for this machine alone, whatever is set: its passwords are known to everybody. */
function demoConfig(): Config {
  const config = loadConfig()
  return { ...config, host: '127.0.0.1', databaseUrl: undefined, dataDir: path.join(config.dataDir, 'demo') }
}

function say(text: string): void {
  if (!flags.json) console.log(text)
}

const config = demoConfig()
const complete = path.join(config.dataDir, 'complete') // there once the history was lived through to its end
try {
  const sluice = await open()
  closeWithGrace({ delay: 20_000, skip: ['unhandledRejection'] }, () => sluice.stop())
  const { house } = sluice
  const org = (await findOrg(house.db, DEMO_ORG)) as string
  if (flags.live) void trickle(house, org)
  tellWhere(sluice.url, await demoKey(house, org))
} catch (error) {
  console.error(
    error instanceof AlreadyRunning
      ? `${error.message}${stillOpen()} Stop it first to start it anew.`
      : error,
  )
  process.exit(1)
}

function stillOpen(): string {
  const door = findWord(config.dataDir)
  return door ? ` It is open at ${door.url}.` : ''
}

async function open(): Promise<Sluice> {
  if (flags.fresh || !existsSync(complete)) await clear()
  if (existsSync(complete)) return startSluice(config, openLog('error'))
  say(`Making the demo: PostgreSQL, then ${flags.days} days of a sales team …`)
  // While history is made nothing else may move: a sweep that went by today's clock would take every lead back.
  const sluice = await startSluice(config, openLog('error'), makeDemo)
  await layOut(sluice.url, new Date())
  await writeFile(complete, '')
  return sluice
}

/** A history that was broken off is no history: away with it, unless somebody is at it right now. */
async function clear(): Promise<void> {
  if (!existsSync(config.dataDir)) return
  lockDataDir(config.dataDir).release()
  await rm(config.dataDir, { recursive: true, force: true })
}

async function makeDemo(house: House): Promise<void> {
  const [days, leads] = [Number(flags.days), Number(flags.leads)]
  const until = new Date()
  const made = await makeOrganisation(house, new Date(until.getTime() - (days + 1) * 86_400_000))
  const begun = Date.now()
  await liveThrough(house, made, { days, leads, until, told: progress })
  await sayOfScores(house, made)
  await refer(house, made)
  await previewDraft(house, made, until)
  await rosterCohorts(house, made, until)
  await drawTerritories(house, made, until)
  await rehearseLean(house, made, until)
  await moveByHand(house, made, until)
  say(`\n${leads} leads in ${((Date.now() - begun) / 1000).toFixed(0)} s`)
}

function progress(done: number): void {
  if (!flags.json && process.stdout.isTTY)
    process.stdout.write(`\r${'█'.repeat(done * 40).padEnd(40, '·')} ${Math.round(done * 100)} %`)
}

async function demoKey({ db }: House, orgId: string): Promise<string> {
  return inTransaction(db, orgId, async (tx) => {
    const scopes = ['leads:write', 'leads:read', 'import:write'] as const
    const admin = await one(
      tx,
      sql<{ userId: string }>`select user_id from member
        where org_id = ${orgId} and 'admin' = any(roles) order by user_id limit 1`,
    )
    return (await createKey(tx, { name: 'demo', scopes: [...scopes], by: admin?.userId ?? '' })).key
  })
}

function tellWhere(url: string, apiKey: string): void {
  if (flags.json) return console.log(JSON.stringify({ url, apiKey, logins }))
  console.log(`\n  Sluice demo   ${url}\n`)
  for (const { role, email, password } of logins)
    console.log(`  ${role.padEnd(8)} ${email.padEnd(26)} ${password}`)
  console.log(`\n  API key  ${apiKey}\n\n  Ctrl-C stops it.`)
}
