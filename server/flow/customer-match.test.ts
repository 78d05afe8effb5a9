import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { plainCard } from '../../contract/scorecard.ts'
import type { MatchAction } from '../../rules/matching.ts'
import { giveCustomer, knownCustomer } from '../../test/customers.ts'
import { testDb } from '../../test/database.ts'
import { policyBy } from '../../test/matching.ts'
import {
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
  trailOf,
} from '../../test/team.ts'
import { rows } from '../db/db.ts'
import { checkFree } from './check.ts'
import { add } from './customer.ts'
import { letGo } from './quarantine.ts'

const testing = await testDb()
const phone = (n: number) => `138${String(10_000_000 + n)}`
const company = '北京仁科互动网络技术有限公司'

/** A team that deals in turn, and a customer of its second rep. */
async function begin() {
  const team = await newTeam(testing, { reps: 2 })
  await takeTurns(team)
  const [, second] = team.reps as [Team['reps'][number], Team['reps'][number]]
  const customerId = await knownCustomer(team, {
    company,
    phones: [phone(1)],
    emails: ['zm@renke.cn'],
    holderId: second.userId,
  })
  return { ...team, customerId, second }
}

const arriveOne = async (team: Team, n: number, more: object = {}) => {
  const [answer] = await team.call([arrivingLead(n, more)])
  return answer!
}

describe('an arrival of a known customer', () => {
  test('goes to whoever has them, is nobody’s turn, and its trail says why', async () => {
    const team = await begin()
    const { leadId } = await arriveOne(team, 1)
    const lead = await leadOf(team, leadId!)
    expect(lead).toMatchObject({
      customerId: team.customerId,
      holderKind: 'rep',
      holderId: team.second.userId,
    })
    expect(lead.assignedRule).toBeNull()
    const assigned = (await trailOf(team, leadId!)).find(({ kind }) => kind === 'assigned')
    expect(assigned).toMatchObject({
      rule: null,
      data: { why: { customer: { customerId: team.customerId, company, because: null } } },
    })
    // Nobody has had a turn, so of the next two each has one.
    const next = [await arriveOne(team, 2), await arriveOne(team, 3)]
    const leads = await Promise.all(next.map(({ leadId: id }) => leadOf(team, id!)))
    expect(new Set(leads.map(({ holderId }) => holderId))).toEqual(
      new Set(team.reps.map(({ userId }) => userId)),
    )
    await expectSound(testing.db, team.orgId)
  })

  test('is known by an e-mail too, and by either of two numbers', async () => {
    const team = await begin()
    const byMail = await arriveOne(team, 5, { email: 'ZM@renke.cn' })
    expect(await leadOf(team, byMail.leadId!)).toMatchObject({ customerId: team.customerId })
    const second = await arriveOne(team, 6, { phone: `${phone(6)} / ${phone(1)}`, email: null })
    expect((await leadOf(team, second.leadId!)).customerId).toBe(team.customerId)
  })

  test.each([
    ['full', sql`update member set holding_max = 0`, 'holding'],
    ['left', sql`update member set status = 'left'`, 'left'],
    ['no rep any more', sql`update member set roles = '{manager}'`, 'left'],
  ] as const)('goes by the rules while its holder is %s', async (_, change, because) => {
    const team = await begin()
    await team.within((tx) =>
      rows(tx, sql`${change} where org_id = ${tx.orgId} and user_id = ${team.second.userId}`),
    )
    const { leadId } = await arriveOne(team, 1)
    expect(await leadOf(team, leadId!)).toMatchObject({
      customerId: team.customerId,
      holderId: team.reps[0]?.userId,
      assignedRule: 'r1',
    })
    const assigned = (await trailOf(team, leadId!)).find(({ kind }) => kind === 'assigned')
    expect(assigned?.data).toMatchObject({ why: { customer: { because } } })
  })

  test('of a customer nobody has, or one put away, goes by the rules', async () => {
    const team = await begin()
    await giveCustomer(team, team.customerId, null)
    const { leadId } = await arriveOne(team, 1)
    expect(await leadOf(team, leadId!)).toMatchObject({ customerId: team.customerId, assignedRule: 'r1' })
    await team.within((tx) =>
      rows(tx, sql`update customer set archived_at = now() where org_id = ${tx.orgId}`),
    )
    const other = await arriveOne(team, 9, { email: 'zm@renke.cn' })
    expect((await leadOf(team, other.leadId!)).customerId).toBeNull()
  })

  test('that its gate keeps back goes to whoever has them once it is let go', async () => {
    const team = await begin()
    const { leadId, status } = await arriveOne(team, 1, { title: null })
    expect(status).toBe('quarantined')
    await team.within((tx) => letGo(tx, team.admin, { leadIds: [leadId!], anyway: true }))
    expect(await leadOf(team, leadId!)).toMatchObject({
      holderId: team.second.userId,
      customerId: team.customerId,
    })
    await expectSound(testing.db, team.orgId)
  })

  test('is asked about by scores, tags and rules', async () => {
    const team = await begin()
    await team.within((tx) =>
      rows(
        tx,
        sql`update customer set spend = 5000000, lifecycle_stage = 'dormant', last_purchase_on = '2026-01-31' where org_id = ${tx.orgId}`,
      ),
    )
    const term = (id: string, when: object, points: number) => ({
      id,
      label: id,
      when: when as never,
      points,
    })
    await publishNext(
      team,
      'score',
      plainCard(
        [
          term('known', { field: 'customer', op: 'is_true' }, 1),
          term('big', { field: 'customerSpend', op: 'at_least', value: 5_000_000 }, 10),
          term('sleeps', { field: 'customerStage', op: 'is', value: 'dormant' }, 100),
          term('january', { field: 'customerLastPurchase', op: 'on', value: '2026-01-31' }, 1000),
          term('stranger', { field: 'customer', op: 'is_false' }, 10_000 / 10),
        ],
        [],
      ),
    )
    const known = await arriveOne(team, 1)
    expect(known.score).toBe(1111)
    expect((await arriveOne(team, 2)).score).toBe(1000)
  })
})

describe('a customer who becomes known', () => {
  test('is recognised in the open leads that are held', async () => {
    const team = await newTeam(testing, { reps: 1 })
    const { leadId } = await arriveOne(team, 1)
    const customerId = await knownCustomer(team, { company, phones: [phone(1)] })
    expect(await leadOf(team, leadId!)).toMatchObject({ customerId, holderKind: 'pool' })
  })

  test('while they are captured is recognised, whoever comes first', async () => {
    const team = await newTeam(testing, { reps: 1 })
    const many = Array.from({ length: 24 }, (_, n) => n + 100)
    await Promise.all(
      many.flatMap((n) => [
        arriveOne(team, n),
        team.within((tx) => add(tx, { body: { company, phones: [phone(n)] }, lang: 'zh' })),
      ]),
    )
    const strangers = await team.within((tx) =>
      rows(tx, sql`select phone from lead where org_id = ${tx.orgId} and customer_id is null`),
    )
    expect(strangers).toEqual([])
  })
})

describe('a match rule against customers', () => {
  /** The same, with one rule for customers alone: whoever shares this with them. */
  async function ruled(action: MatchAction, by: 'phone' | 'company') {
    const team = await begin()
    const policy = policyBy(action, by)
    const rules = policy.rules.map((rule) => ({ ...rule, against: 'customers' as const }))
    await publishNext(team, 'match', { ...policy, rules })
    const notices = () =>
      team.within((tx) =>
        rows(
          tx,
          sql<{ kind: string; data: object }>`select kind, data from notice
            where org_id = ${tx.orgId} and user_id = ${team.second.userId} order by notice_id`,
        ),
      )
    return { team, notices }
  }

  /** Of the customer’s company, by a number nobody knows. */
  const colleague = { company, phone: phone(77), email: null, name: '周同事' }

  const leads = (team: Team) =>
    team.within((tx) => rows(tx, sql`select lead_id from lead where org_id = ${tx.orgId}`))

  test('refuse: nothing becomes a lead, and whoever brought it hears why', async () => {
    const { team, notices } = await ruled('refuse', 'phone')
    const answer = await arriveOne(team, 1)
    expect(answer).toMatchObject({
      status: 'duplicate',
      leadId: null,
      reasons: [{ code: 'match.same_phone' }],
    })
    expect(answer.reasons[0]?.message).toContain('老客户')
    expect(await leads(team)).toEqual([])
    expect(await notices()).toEqual([])
    await expectSound(testing.db, team.orgId)
  })

  test('alert: the same, and whoever has the customer is told, once of many', async () => {
    const { team, notices } = await ruled('alert', 'phone')
    const [one, two] = await team.call([arrivingLead(1), arrivingLead(1, { name: '另一个人' })])
    expect([one?.status, two?.status]).toEqual(['duplicate', 'duplicate'])
    expect(await leads(team)).toEqual([])
    expect(await notices()).toEqual([{ kind: 'customers.tried', data: { count: 2 } }])
  })

  test('link: a lead that is theirs, with whoever has them, though no key says so', async () => {
    const { team } = await ruled('link', 'company')
    const answer = await arriveOne(team, 5, colleague)
    expect(answer).toMatchObject({ status: 'created', reasons: [{ code: 'match.same_company' }] })
    expect(await leadOf(team, answer.leadId!)).toMatchObject({
      customerId: team.customerId,
      duplicateOf: null,
      holderId: team.second.userId,
    })
    await expectSound(testing.db, team.orgId)
  })

  test('ask: a lead waits for a person, and is nobody’s customer until they say', async () => {
    const { team } = await ruled('ask', 'company')
    const answer = await arriveOne(team, 5, colleague)
    expect(answer).toMatchObject({ status: 'quarantined', reasons: [{ code: 'match.ask' }] })
    expect(await leadOf(team, answer.leadId!)).toMatchObject({ customerId: null, holderKind: 'quarantine' })
  })

  test('is asked while a lead is typed: whether the customer is free', async () => {
    const { team } = await ruled('refuse', 'phone')
    const typed = (n: number) =>
      team.within((tx) => checkFree(tx, team.reps[0]!, { phone: phone(n), lang: 'zh' } as never))
    expect(await typed(1)).toMatchObject({ free: false, state: 'customer', leadId: null })
    expect(await typed(2)).toMatchObject({ free: true, state: null })
  })

  test('against leads alone never meets a customer; they are recognised all the same', async () => {
    const team = await begin()
    const policy = policyBy('refuse', 'phone')
    await publishNext(team, 'match', {
      ...policy,
      rules: policy.rules.map((rule) => ({ ...rule, against: 'leads' as const })),
    })
    const answer = await arriveOne(team, 1)
    expect(answer).toMatchObject({ status: 'created', reasons: [] })
    expect(await leadOf(team, answer.leadId!)).toMatchObject({ customerId: team.customerId })
  })
})
