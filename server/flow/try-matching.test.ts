import { expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { policyBy, ruleOf } from '../../test/matching.ts'
import { arrivingLead, newTeam, publishNext } from '../../test/team.ts'
import { tryMatches } from './try-matching.ts'

const { db, org } = await testDb()

async function make() {
  const team = await newTeam({ db, org }, { reps: 1 })
  await publishNext(team, 'match', policyBy('merge', 'phone'))
  const [made] = await team.call([arrivingLead(1, { phone: '13800001234' })])
  const ask = (lead: object, draft?: ReturnType<typeof policyBy>) =>
    team.within((tx) => tryMatches(tx, team.admin, { lead, ...(draft ? { draft } : {}), lang: 'zh' }))
  return { team, leadId: made?.leadId as string, ask }
}

test('the rules in force say of whom they hold; of a stranger, of nobody', async () => {
  const { leadId, ask } = await make()
  expect(await ask({ phone: '+86 138 0000 1234' })).toMatchObject({
    verdict: 'merge',
    ruleId: 'phone',
    rules: [{ ruleId: 'phone', holds: true, held: { leadId, name: '张明' }, agreed: ['phone'], apart: [] }],
  })
  expect(await ask({ phone: '13999999999' })).toMatchObject({
    verdict: 'new',
    ruleId: null,
    rules: [{ holds: false, held: null, agreed: [], apart: ['phone'] }],
  })
})

test('a draft is tried without being published, and tells what is wanting', async () => {
  const { leadId, ask } = await make()
  const draft = {
    ...policyBy('refuse', 'company', 'name'),
    rules: [
      ruleOf('company and name', 'refuse'),
      { ...ruleOf('company', 'ask'), strength: 'possible' as const },
    ],
  }
  const company = '仁科互动网络技术（北京）有限公司'
  const { verdict, ruleId, rules } = await ask({ company, name: '李雷' }, draft)
  expect([verdict, ruleId]).toEqual(['ask', 'company'])
  expect(rules).toMatchObject([
    { holds: false, held: { leadId }, agreed: ['company'], apart: ['name'] },
    { holds: true, held: { leadId }, agreed: ['company'], apart: [] },
  ])
  expect(await ask({ company, name: '张明' }, draft)).toMatchObject({ verdict: 'refuse' })
  expect(await ask({ company, name: '张明' })).toMatchObject({ verdict: 'new' })
})

test('a draft that could not be published is refused', async () => {
  const { ask } = await make()
  const draft = { ...policyBy('refuse', 'name'), rules: [ruleOf('nobody', 'refuse')] }
  await expect(ask({ name: '张明' }, draft)).rejects.toMatchObject({ code: 'policy.invalid' })
})
