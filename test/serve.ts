import { loadConfig } from '../server/config.ts'
import { inTransaction } from '../server/db/db.ts'
import { openLog } from '../server/log.ts'
import { startSluice } from '../server/main.ts'
import { createKey } from '../server/people/keys.ts'
import { createMember } from '../server/people/members.ts'
import { createOrg } from '../server/people/org.ts'
import { createTeam } from '../server/people/teams.ts'
import { currentPolicy, publish } from '../server/policy/store.ts'

// A server to be killed: on a new data directory it makes an organisation with five reps in turn; says where it is on one line.
const config = loadConfig()
const sluice = await startSluice({ ...config, port: 0, host: '127.0.0.1' }, openLog(config.logLevel))
const { db } = sluice.house
const { rows: held } = await db.ownerPool.query<{ org_id: string }>('select org_id from org')
const orgId = held[0]?.org_id ?? (await createOrg(sluice.house, { name: '仁科', slug: 'crash' }))
const made = held[0] ? {} : { apiKey: await furnish() }
process.stdout.write(`${JSON.stringify({ url: sluice.url, orgId, ...made })}\n`)
process.once('SIGTERM', () => void sluice.stop().then(() => process.exit(0)))

async function furnish(): Promise<string> {
  return inTransaction(db, orgId, async (tx) => {
    const by = await createMember(tx, { name: '管理员', email: 'a@example.com', roles: ['admin'] })
    const teamId = await createTeam(tx, { name: '一组' }, { at: new Date(), by })
    for (let i = 0; i < 5; i++)
      await createMember(tx, { name: `销售${i}`, email: `r${i}@example.com`, roles: ['rep'], teamId })
    const assign = await currentPolicy(tx, 'assign')
    const rule = { id: 'r1', name: '轮流', when: { all: [] }, active: true }
    const rules = [{ ...rule, who: { teamIds: [teamId] }, strategy: { kind: 'roundRobin' as const } }]
    const body = { rules, fallbackPoolId: assign?.body.fallbackPoolId as string }
    await publish(tx, { kind: 'assign', scope: '', over: 1, body, note: null, by, at: new Date() })
    return (await createKey(tx, { name: 'crash', scopes: ['leads:write', 'import:write'], by })).key
  })
}
