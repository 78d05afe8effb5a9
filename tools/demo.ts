import { rm } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import closeWithGrace from 'close-with-grace'
import { type Config, loadConfig } from '../server/config.ts'
import { inTransaction } from '../server/db/db.ts'
import { openLog } from '../server/log.ts'
import { startSluice } from '../server/main.ts'
import { createKey } from '../server/people/keys.ts'
import { findOrg } from '../server/people/setup.ts'
import { liveThrough } from './demo/history.ts'
import { DEMO_ORG, DEMO_PASSWORD, type DemoOrg, makeOrganisation } from './demo/organisation.ts'
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

/** The demo is for this machine: its passwords are known to everybody. */
function demoConfig(): Config {
  const config = loadConfig()
  return { ...config, host: '127.0.0.1', dataDir: path.join(config.dataDir, 'demo') }
}

function say(text: string): void {
  if (!flags.json) console.log(text)
}

const config = demoConfig()
if (flags.fresh) await rm(config.dataDir, { recursive: true, force: true })
say('Starting the demo: PostgreSQL, then 90 days of a sales team …')
const sluice = await startSluice(config, openLog('error'))
closeWithGrace({ delay: 20_000, skip: ['unhandledRejection'] }, () => sluice.stop())
const { house } = sluice

const org = (await findOrg(house.db, DEMO_ORG)) ?? (await makeDemo())
const apiKey = await demoKey(org)
if (flags.live) void trickle(house, org)
tellWhere()

async function makeDemo(): Promise<string> {
  const [days, leads] = [Number(flags.days), Number(flags.leads)]
  const until = new Date()
  const made: DemoOrg = await makeOrganisation(house, new Date(until.getTime() - (days + 1) * 86_400_000))
  const begun = Date.now()
  await liveThrough(house, made, { days, leads, until, told: progress })
  say(`\n${leads} leads in ${((Date.now() - begun) / 1000).toFixed(0)} s`)
  return made.orgId
}

function progress(done: number): void {
  if (!flags.json && process.stdout.isTTY)
    process.stdout.write(`\r${'█'.repeat(done * 40).padEnd(40, '·')} ${Math.round(done * 100)} %`)
}

async function demoKey(orgId: string): Promise<string> {
  return inTransaction(house.db, orgId, async (tx) => {
    const scopes = ['leads:write', 'leads:read', 'import:write'] as const
    const admin = await adminOf(orgId)
    return (await createKey(tx, { name: 'demo', scopes: [...scopes], by: admin })).key
  })
}

async function adminOf(orgId: string): Promise<string> {
  const { rows } = await house.db.ownerPool.query<{ user_id: string }>(
    `select user_id from member where org_id = $1 and 'admin' = any(roles) limit 1`,
    [orgId],
  )
  return rows[0]?.user_id ?? ''
}

function tellWhere(): void {
  if (flags.json) return console.log(JSON.stringify({ url: sluice.url, apiKey, logins }))
  console.log(`\n  Sluice demo   ${sluice.url}\n`)
  for (const { role, email, password } of logins)
    console.log(`  ${role.padEnd(8)} ${email.padEnd(26)} ${password}`)
  console.log(`\n  API key  ${apiKey}\n\n  Ctrl-C stops it.`)
}
