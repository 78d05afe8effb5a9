import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { MatchAction } from '../../../rules/matching.ts'
import { knownCustomer } from '../../../test/customers.ts'
import { testDb } from '../../../test/database.ts'
import { policyBy } from '../../../test/matching.ts'
import {
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
  trailOf,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { listQuestions } from '../../views/questions.ts'
import { amend } from '../amend.ts'
import { erase, tellOf } from '../customer.ts'
import { letGo } from '../quarantine.ts'
import { answerQuestions } from './answer.ts'

const testing = await testDb()
const phone = (n: number) => `138${String(10_000_000 + n)}`
const company = '北京仁科互动网络技术有限公司'
/** Of the customer’s company, by a number nobody knows. */
const colleague = { company, phone: phone(77), email: null, name: '周同事' }

/** A team with a customer of its second rep, and one rule for customers alone: whoever is of their company. */
async function begin(action: MatchAction = 'ask') {
  const team = await newTeam(testing, { reps: 2 })
  await takeTurns(team)
  const second = team.reps[1]!
  const facts = { company, phones: [phone(1)], spend: 900_000, currency: 'CNY', holderId: second.userId }
  const customerId = await knownCustomer(team, facts)
  const policy = policyBy(action, 'company')
  const rules = policy.rules.map((rule) => ({ ...rule, against: 'customers' as const }))
  await publishNext(team, 'match', { ...policy, rules })
  return { ...team, customerId, second }
}

type Begun = Awaited<ReturnType<typeof begin>>

const arriveOne = async (team: Team, n: number, more: object = {}) => {
  const [answer] = await team.call([arrivingLead(n, more)])
  return answer!
}

const asked = (team: Team, state: 'open' | 'same' | 'different' = 'open', caller = team.admin) =>
  team.within((tx) => listQuestions(tx, caller, { state, limit: 20, now: new Date() }))

async function answer(team: Team, state: 'open' | 'same' | 'different'): Promise<number> {
  const all = await Promise.all((['open', 'same', 'different'] as const).map((each) => asked(team, each)))
  const questionIds = all.flatMap(({ items }) => items.map(({ questionId }) => questionId))
  return team.within((tx) => answerQuestions(tx, team.admin, { questionIds, state }))
}

const edit = async (team: Team, leadId: string, patch: object) => {
  const { version } = await leadOf(team, leadId)
  return team.within((tx) => amend(tx, team.admin, { leadId, version, patch, lang: 'zh' }))
}

const noticesOf = ({ within, second }: Begun) =>
  within((tx) =>
    rows(
      tx,
      sql<{ kind: string; data: object }>`select kind, data from notice
        where org_id = ${tx.orgId} and user_id = ${second.userId} order by notice_id`,
    ),
  )

describe('a lead of which a rule asks whether it is a customer’s', () => {
  test('stands with both sides, and what the two agree in', async () => {
    const team = await begin()
    const { leadId } = await arriveOne(team, 5, colleague)
    const { items } = await asked(team)
    expect(items).toMatchObject([
      {
        lead: { leadId, company },
        customer: { customerId: team.customerId, company, phones: [`+86${phone(1)}`] },
        rule: { kind: 'match', id: 'company' },
        reason: { code: 'match.ask', field: 'company' },
        state: 'open',
      },
    ])
    expect(items[0]?.reason.message.zh).toContain('公司名与老客户相同')
    expect(items[0]?.reason.message.en).toContain('the same company')
  })

  test('that is theirs becomes the customer’s, and goes to whoever has them', async () => {
    const team = await begin()
    const { leadId } = await arriveOne(team, 5, colleague)
    expect(await answer(team, 'same')).toBe(1)
    expect(await leadOf(team, leadId!)).toMatchObject({
      customerId: team.customerId,
      holderKind: 'rep',
      holderId: team.second.userId,
      gateReasons: null,
    })
    const said = (await trailOf(team, leadId!)).find(({ kind }) => kind === 'customer_same')
    expect(said).toMatchObject({ actorId: team.admin.userId, data: { customerId: team.customerId } })
    expect((await asked(team)).items).toEqual([])
    // Said once more it is no news.
    expect(await answer(team, 'same')).toBe(0)
    await expectSound(testing.db, team.orgId)
  })

  test('that is somebody else goes by the rules, and is never taken for them again', async () => {
    const team = await begin()
    const { leadId } = await arriveOne(team, 5, colleague)
    expect(await answer(team, 'different')).toBe(1)
    expect(await leadOf(team, leadId!)).toMatchObject({
      customerId: null,
      holderKind: 'rep',
      assignedRule: 'r1',
    })
    await edit(team, leadId!, { company: '仁科互动网络技术（上海）有限公司' })
    expect((await asked(team)).items).toEqual([])
    // Not even by the customer's own number, nor by a change of the customer.
    await edit(team, leadId!, { phone: phone(1) })
    await team.within((tx) => tellOf(tx, [team.customerId]))
    expect((await leadOf(team, leadId!)).customerId).toBeNull()
    await expectSound(testing.db, team.orgId)
  })

  test('still waits where its gate misses something', async () => {
    const team = await begin()
    const { leadId } = await arriveOne(team, 5, { ...colleague, title: null })
    await answer(team, 'same')
    const lead = await leadOf(team, leadId!)
    expect(lead).toMatchObject({ holderKind: 'quarantine', customerId: team.customerId })
    expect((lead.gateReasons as { code: string }[]).map(({ code }) => code)).toEqual(['gate.missing'])
  })

  test('opened again is nobody’s customer, and stays with whoever has it', async () => {
    const team = await begin()
    const { leadId } = await arriveOne(team, 5, colleague)
    await answer(team, 'same')
    expect(await answer(team, 'open')).toBe(1)
    expect(await leadOf(team, leadId!)).toMatchObject({ customerId: null, holderId: team.second.userId })
    expect((await asked(team)).items).toHaveLength(1)
    await answer(team, 'different')
    expect(await leadOf(team, leadId!)).toMatchObject({ customerId: null, holderId: team.second.userId })
    await expectSound(testing.db, team.orgId)
  })

  test('is one customer’s alone, and of none who was put away', async () => {
    const team = await begin()
    const other = await knownCustomer(team, { company, phones: [phone(2)] })
    const { leadId } = await arriveOne(team, 5, colleague)
    await team.within((tx) =>
      rows(
        tx,
        sql`insert into customer_question (org_id, question_id, lead_id, customer_id, reason, asked_at)
          select org_id, gen_random_uuid(), lead_id, case when customer_id = ${other} then ${team.customerId} else ${other} end::uuid,
            reason, asked_at from customer_question where org_id = ${tx.orgId}`,
      ),
    )
    await expect(answer(team, 'same')).rejects.toMatchObject({ code: 'question.one_customer' })
    const [first, second] = (await asked(team)).items
    const say = (questionId: string) =>
      team.within((tx) => answerQuestions(tx, team.admin, { questionIds: [questionId], state: 'same' }))
    expect(await say(first!.questionId)).toBe(1)
    // The other question is no more: it is neither shown nor answered.
    expect((await asked(team)).items).toEqual([])
    expect(await say(second!.questionId)).toBe(0)
    expect((await leadOf(team, leadId!)).customerId).toBe(first!.customer.customerId)
    await team.within((tx) =>
      rows(tx, sql`update customer set archived_at = now() where org_id = ${tx.orgId}`),
    )
    await answer(team, 'open')
    await expect(say(first!.questionId)).rejects.toMatchObject({ code: 'question.customer_gone' })
  })

  test('goes on its way when the customer is erased', async () => {
    const team = await begin()
    const { leadId } = await arriveOne(team, 5, colleague)
    await team.within((tx) => erase(tx, team.customerId))
    expect(await leadOf(team, leadId!)).toMatchObject({
      customerId: null,
      holderKind: 'rep',
      assignedRule: 'r1',
    })
    expect((await asked(team)).items).toEqual([])
  })

  test('let go without an answer can be answered yet', async () => {
    const team = await begin()
    const { leadId } = await arriveOne(team, 5, colleague)
    await team.within((tx) => letGo(tx, team.admin, { leadIds: [leadId!], anyway: true }))
    const before = await leadOf(team, leadId!)
    expect(before.holderKind).toBe('rep')
    expect(await answer(team, 'same')).toBe(1)
    expect(await leadOf(team, leadId!)).toMatchObject({
      customerId: team.customerId,
      holderId: before.holderId,
    })
  })

  test('is answered once, though two answer at one moment', async () => {
    const team = await begin()
    const { leadId } = await arriveOne(team, 5, colleague)
    const counts = await Promise.all([answer(team, 'same'), answer(team, 'same'), answer(team, 'same')])
    expect(counts.toSorted()).toEqual([0, 0, 1])
    const said = (await trailOf(team, leadId!)).filter(({ kind }) => kind === 'customer_same')
    expect(said).toHaveLength(1)
    await expectSound(testing.db, team.orgId)
  })
})

describe('an edit of a lead that somebody has', () => {
  /** A stranger's lead, given to a rep. */
  async function held(team: Begun) {
    const { leadId } = await arriveOne(team, 6, { company: '上海天源数字科技有限公司', email: null })
    const { holderId, holderKind } = await leadOf(team, leadId!)
    expect(holderKind).toBe('rep')
    return { leadId: leadId!, holderId }
  }

  test('ask: the question is put, and the lead stays with its holder', async () => {
    const team = await begin('ask')
    const { leadId, holderId } = await held(team)
    await edit(team, leadId, { company })
    expect((await asked(team)).items).toMatchObject([{ lead: { leadId }, customer: { company } }])
    expect(await leadOf(team, leadId)).toMatchObject({ holderId, customerId: null, gateReasons: null })
    await answer(team, 'same')
    expect(await leadOf(team, leadId)).toMatchObject({ holderId, customerId: team.customerId })
    // Whose it is already need not be asked.
    await edit(team, leadId, { company: '仁科互动网络技术（上海）有限公司' })
    expect((await asked(team)).items).toEqual([])
    await expectSound(testing.db, team.orgId)
  })

  test('refuse: the edit holds, the lead is the customer’s, nobody is disturbed', async () => {
    const team = await begin('refuse')
    const { leadId, holderId } = await held(team)
    const before = await noticesOf(team)
    await edit(team, leadId, { company })
    expect(await leadOf(team, leadId)).toMatchObject({ company, holderId, customerId: team.customerId })
    expect(await noticesOf(team)).toEqual(before)
  })

  test('alert: the same, and whoever has the customer is told, once', async () => {
    const team = await begin('alert')
    const { leadId, holderId } = await held(team)
    await edit(team, leadId, { company })
    await edit(team, leadId, { company: '仁科互动网络技术（上海）有限公司' })
    expect(await leadOf(team, leadId)).toMatchObject({ holderId, customerId: team.customerId })
    const told = (await noticesOf(team)).filter(({ kind }) => kind === 'customers.met')
    expect(told).toEqual([{ kind: 'customers.met', data: { customerId: team.customerId } }])
    const edited = (await trailOf(team, leadId)).filter(({ kind }) => kind === 'edited')
    expect(edited.map(({ data }) => data['customerId'])).toEqual([team.customerId, undefined])
  })
})
