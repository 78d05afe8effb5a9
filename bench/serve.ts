import { plainCard } from '../contract/scorecard.ts'
import { loadConfig } from '../server/config.ts'
import { inTransaction } from '../server/db/db.ts'
import { openLog } from '../server/log.ts'
import { startSluice } from '../server/main.ts'
import { createKey } from '../server/people/keys.ts'
import { createMember } from '../server/people/members.ts'
import { createOrg } from '../server/people/org.ts'
import { sealPassword } from '../server/people/password.ts'
import { createTeam } from '../server/people/teams.ts'
import { currentPolicy, publish } from '../server/policy/store.ts'

// A server for benches: one organisation, ten reps in turn, a gate, a scorecard; says where it is on one line. Leads that
// need something later wait in the pool until they are an A.
const PASSWORD = 'bench-river-2026'
const sluice = await startSluice({ ...loadConfig(), port: 0, host: '127.0.0.1' }, openLog('error'))
const { house } = sluice
const orgId = await createOrg(house, { name: 'Bench', slug: 'bench' })
const passwordHash = await sealPassword(PASSWORD, [])
const made = await inTransaction(house.db, orgId, async (tx) => {
  const at = new Date()
  const admin = await createMember(tx, {
    name: 'Admin',
    email: 'admin@bench.example',
    roles: ['admin'],
    passwordHash,
  })
  const teamId = await createTeam(tx, { name: 'Reps' }, { at, by: admin })
  const logins = []
  for (let i = 0; i < 10; i++) {
    const email = `rep${i}@bench.example`
    const userId = await createMember(tx, { name: `Rep ${i}`, email, roles: ['rep'], passwordHash, teamId })
    logins.push({ email, password: PASSWORD, userId })
  }
  const assign = await currentPolicy(tx, 'assign')
  const later = { field: 'need', op: 'contains' as const, value: 'later' }
  const rule = {
    id: 'turn',
    name: 'In turn',
    when: { any: [{ not: later }, { field: 'grade', op: 'one_of' as const, value: ['A'] }] },
    who: { teamIds: [teamId] },
    strategy: { kind: 'roundRobin' as const },
    active: true,
  }
  await publish(tx, {
    kind: 'assign',
    scope: '',
    over: 1,
    note: null,
    by: admin,
    at,
    body: { rules: [rule], fallbackPoolId: assign?.body.fallbackPoolId as string },
  })
  await publish(tx, { kind: 'score', scope: '', over: 1, note: null, by: admin, at, body: scorecard() })
  const { key } = await createKey(tx, { name: 'bench', scopes: ['leads:write', 'leads:read'], by: admin })
  return { apiKey: key, logins }
})
console.log(JSON.stringify({ url: sluice.url, orgId, ...made }))
process.once('SIGTERM', () => void sluice.stop().then(() => process.exit(0)))

function scorecard() {
  const words = ['总', '经理', '采购', '总监', '主任']
  const terms = words.map((value, i) => ({
    id: `t${i}`,
    label: value,
    when: { field: 'title', op: 'contains' as const, value },
    points: 10,
  }))
  const [card] = plainCard(terms, [
    { grade: 'A', from: 20 },
    { grade: 'B', from: 10 },
  ]).cards
  const did = {
    id: 'submitted',
    kind: 'event' as const,
    label: 'Sent a form',
    event: 'formSubmit' as const,
    points: 20,
    counts: { kind: 'each' as const },
    fading: { kind: 'halfLife' as const, days: 14 },
  }
  const behaviour = { id: 'did', label: 'Behaviour', kind: 'behaviour' as const, criteria: [did] }
  return { cards: [{ ...card!, groups: [...card!.groups, behaviour] }] }
}
