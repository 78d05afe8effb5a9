import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { knownCustomer } from '../../../test/customers.ts'
import { testDb } from '../../../test/database.ts'
import { arrivingLead, leadOf, newTeam, takeTurns, type Team } from '../../../test/team.ts'
import { inTransaction, rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import * as settings from '../../lead/settings.ts'
import { decidedLeads } from '../../rooms/score/store/history.ts'
import { addModel, moveModel, readModel, setMonthly } from '../../rooms/score/store/models.ts'
import { amend } from '../amend.ts'
import { moveStage } from '../convert.ts'
import { startModel } from './begin.ts'
import { watchDrift } from './drift.ts'
import { explainLead } from './explain.ts'
import { readQuestions } from './past.ts'
import { presentModel } from './present.ts'
import { runLearning } from './run.ts'
import { learnMonthly } from './tasks.ts'

const testing = await testDb()
const { db } = testing
const signal = new AbortController().signal

const options = (...values: string[]) => values.map((value) => ({ value, label: { zh: value, en: value } }))
const choice = (key: string, personal: boolean, ...values: string[]) => ({
  fieldId: uuidv7(),
  key,
  type: 'choice' as const,
  label: { zh: key, en: key },
  options: options(...values),
  fast: false,
  personal,
  position: 0,
})

async function begin() {
  const team = await newTeam(testing, { reps: 1 })
  await takeTurns(team)
  await team.within(async (tx) => {
    const writer = { by: null, at: new Date() }
    for (const field of [
      choice('plan', false, 'gold', 'tin'),
      choice('verdict', false, 'good', 'bad'),
      choice('faith', true, 'one', 'other'),
    ])
      await settings.keepField(tx, field, writer)
  })
  return { ...team, rep: team.reps[0] as Team['reps'][number] }
}
type Begun = Awaited<ReturnType<typeof begin>>

async function edit(team: Begun, leadId: string, patch: Parameters<typeof amend>[2]['patch']) {
  const { version } = await leadOf(team, leadId)
  await team.within((tx) => amend(tx, team.rep, { leadId, version, patch, lang: 'zh' }))
}

async function move(team: Begun, leadId: string, stage: 'converted' | 'lost' | 'contacted') {
  const { version } = await leadOf(team, leadId)
  const amount = stage === 'converted' ? 100 : undefined
  await team.within((tx) =>
    moveStage(tx, team.rep, { leadId, version, stage, amount, reason: '预算', now: new Date() }),
  )
}

/** Gold leads win three times of four, tin ones seldom; what a rep makes of the plan later is the outcome itself. */
async function outcomes(team: Begun, count: number): Promise<string[]> {
  const leads = Array.from({ length: count }, (_, i) => {
    const gold = i % 2 === 0
    return { gold, won: gold ? i % 8 !== 0 : i % 7 === 0, late: i % 5 === 0 }
  })
  const answers = await team.call(
    leads.map(({ gold }, i) =>
      arrivingLead(i, { custom: { plan: gold ? 'gold' : 'tin', faith: i % 3 === 0 ? 'one' : 'other' } }),
    ),
  )
  const leadIds = answers.map(({ leadId }) => leadId as string)
  for (const [i, { won, late }] of leads.entries()) {
    const leadId = leadIds[i]!
    await edit(team, leadId, {
      custom: { plan: won ? 'gold' : 'tin' },
      ...(won ? {} : { email: `a${i}@b.example` }),
    })
    if (late) {
      await move(team, leadId, 'lost')
      await move(team, leadId, 'contacted')
      await edit(team, leadId, { custom: { verdict: won ? 'good' : 'bad' } })
    }
    await move(team, leadId, won ? 'converted' : 'lost')
  }
  return leadIds
}

const learnedOf = async ({ within }: Begun, modelId: string) =>
  within(async (tx) => presentModel((await readModel(tx, modelId))!, await readQuestions(tx)))

test(
  'a scorecard is learned from leads as they arrived, and says what it left out',
  { timeout: 120_000 },
  async () => {
    const team = await begin()
    const { within, orgId, admin, rep } = team
    const now = new Date()
    const few = await within((tx) => startModel(tx, { keep: [], by: admin.userId, now })).catch(
      (e: unknown) => e,
    )
    expect(few).toMatchObject({ code: 'score.too_few_outcomes', params: { won: 0, lost: 0, needed: 40 } })
    const leadIds = await outcomes(team, 120)
    const modelId = await within((tx) => startModel(tx, { keep: [], by: admin.userId, now: new Date() }))
    await runLearning(team.house, { orgId, modelId, signal })
    const model = await learnedOf(team, modelId)
    expect(model).toMatchObject({ state: 'done', step: null, leadsRead: 120, won: 54, lost: 66 })
    const { learned } = model
    expect(learned?.leaks).toEqual([{ key: 'custom.verdict', why: 'late', measure: 1, examples: [] }])
    expect(learned?.left).toEqual(
      expect.arrayContaining([
        { key: 'custom.faith', why: 'personal' },
        { key: 'customerSpend', why: 'past_unknown' },
        // Set afterwards on every lost lead, yet nobody had one when they arrived; nor was anybody known
        { key: 'email', why: 'blank' },
        { key: 'customer', why: 'blank' },
      ]),
    )
    // By what the plan is now it would be without fault, and flagged for it
    expect(learned?.columns).toContain('custom.plan')
    expect(learned?.judged.auc).toBeGreaterThan(0.6)
    expect(learned?.judged.auc).toBeLessThan(1)
    expect(learned?.strongest[0]?.when).toEqual({ field: 'custom.plan', op: 'is', value: expect.any(String) })
    expect(model.drift?.columns.every(({ says }) => says === 'steady')).toBe(true)

    const text = await within((tx) =>
      rows(tx, sql<{ text: string }>`select score_model::text as text from score_model`),
    )
    for (const { text: kept } of text) expect(kept).not.toMatch(/86138|b\.example|张明|"one"/)

    const [lead] = await team.call([arrivingLead(900, { custom: { plan: 'gold' } })])
    const told = await within((tx) =>
      explainLead(tx, rep, { leadId: lead!.leadId!, modelId: null, now: new Date() }),
    )
    expect(told.chance).toBeGreaterThan(0.5)
    expect(told.reasons.length).toBeLessThanOrEqual(5)
    expect(leadIds).toHaveLength(120)
  },
)

test(
  'killed in the middle it goes on; cancelled it stores nothing; two are not learned at once',
  { timeout: 120_000 },
  async () => {
    const team = await begin()
    const { within, orgId, admin } = team
    await outcomes(team, 120)
    const wish = { keep: ['custom.verdict'], by: admin.userId, now: new Date() }
    const modelId = await within((tx) => startModel(tx, wish))
    const twice = await within((tx) => startModel(tx, wish)).catch((e: unknown) => e)
    expect(twice).toMatchObject({ code: 'score.learning' })
    const crash = new AbortController()
    const killed = runLearning(team.house, { orgId, modelId, signal: crash.signal })
    crash.abort()
    await expect(killed).rejects.toThrow('ended')
    await runLearning(team.house, { orgId, modelId, signal })
    const model = await learnedOf(team, modelId)
    expect(model).toMatchObject({ state: 'done', keep: ['custom.verdict'], leadsRead: 120 })
    expect(model.learned?.leaks).toEqual([])

    const second = uuidv7()
    await within((tx) => addModel(tx, { modelId: second, keep: [], by: admin.userId }))
    await within((tx) => moveModel(tx, second, { state: 'cancelled', at: new Date() }))
    await runLearning(team.house, { orgId, modelId: second, signal })
    expect(await learnedOf(team, second)).toMatchObject({ state: 'cancelled', learned: null })

    // Every month, if wanted; with what a person has judged
    const month = new Date(Date.now() + 31 * 86_400_000)
    expect(await within((tx) => learnMonthly(tx, month))).toBe(false)
    await within((tx) => setMonthly(tx, true))
    expect(await within((tx) => learnMonthly(tx, new Date()))).toBe(false)
    expect(await within((tx) => learnMonthly(tx, month))).toBe(true)
    const [third] = await within((tx) =>
      rows(
        tx,
        sql<{
          options: unknown
          createdBy: unknown
        }>`select options, created_by from score_model where state = 'checking'`,
      ),
    )
    expect(third).toEqual({ options: { keep: ['custom.verdict'] }, createdBy: null })
  },
)

test('arrivals of another kind are told to the admins, once', { timeout: 120_000 }, async () => {
  const team = await begin()
  const { within, orgId, admin } = team
  await outcomes(team, 120)
  const modelId = await within((tx) => startModel(tx, { keep: [], by: admin.userId, now: new Date() }))
  await runLearning(team.house, { orgId, modelId, signal })
  await team.call(Array.from({ length: 900 }, (_, i) => arrivingLead(1000 + i, { custom: { plan: 'tin' } })))
  for (let day = 0; day < 2; day++) await within((tx) => watchDrift(tx, new Date()))
  const { drift } = await learnedOf(team, modelId)
  expect(drift?.columns[0]).toMatchObject({ key: 'custom.plan', says: 'moved' })
  const notices = await within((tx) =>
    rows(
      tx,
      sql<{
        userId: string
      }>`select user_id from notice where org_id = ${tx.orgId} and kind = 'score.drifted'`,
    ),
  )
  expect(notices).toEqual([{ userId: admin.userId }])
})

test('who was a customer before they arrived is told from who became one', async () => {
  const team = await begin()
  await knownCustomer(team, { phones: ['13810000001'] })
  const [known, fresh] = (await team.call([arrivingLead(1), arrivingLead(2)])).map(
    ({ leadId }) => leadId as string,
  )
  for (const leadId of [known!, fresh!]) await move(team, leadId, 'converted')

  const found = await inTransaction(db, team.orgId, (tx) =>
    decidedLeads(tx, { now: new Date(), after: null, from: null, limit: 10 }),
  )
  const by = new Map(found.map((lead) => [lead.leadId, lead['customerId'] !== null]))
  expect([by.get(known!), by.get(fresh!)]).toEqual([true, false])
})
