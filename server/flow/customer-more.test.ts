import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type MatchAction, type MatchTerm, usualManners } from '../../rules/matching.ts'
import { knownCustomer } from '../../test/customers.ts'
import { testDb } from '../../test/database.ts'
import { ruleOf } from '../../test/matching.ts'
import {
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
} from '../../test/team.ts'
import { rows } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { countAlike } from '../lead/quarantine.ts'
import { keepField } from '../lead/settings.ts'
import { amend } from './amend.ts'
import * as alike from './held/alike.ts'

const testing = await testDb()
const phone = (n: number) => `138${String(10_000_000 + n)}`
const company = '北京仁科互动网络技术有限公司'

const arriveOne = async (team: Team, n: number, more: object = {}) => {
  const [answer] = await team.call([arrivingLead(n, more)])
  return answer!
}

describe('a customer found by more than a whole key', () => {
  /** A team with one rule for customers, and a customer of its second rep with a number of seats. */
  async function ruled(term: MatchTerm, action: MatchAction = 'link') {
    const team = await newTeam(testing, { reps: 2 })
    await takeTurns(team)
    const field = { label: { zh: '客户号', en: 'Account' }, options: [], personal: false, position: 0 }
    const account = { ...field, fieldId: uuidv7(), key: 'account', type: 'text' as const, fast: true }
    await team.within((tx) => keepField(tx, account, { by: null, at: new Date() }))
    const second = team.reps[1]!
    const custom = { account: 'KA-17' }
    const facts = { company, name: '张明', phones: [phone(1)], holderId: second.userId, custom }
    const customerId = await knownCustomer(team, facts)
    const rule = ruleOf('A', action, { against: 'customers' })
    await publishNext(team, 'match', { terms: [term], rules: [rule], ...usualManners })
    return { team, customerId, second }
  }
  const stranger = { name: '周同事', company: '上海别家贸易有限公司', phone: '13971356284' }

  test.each<[string, MatchTerm, object]>([
    ['the end of their phone', { name: 'A', kind: 'phoneEnd', digits: 6 }, { phone: '15710000001' }],
    [
      'a company alike',
      { name: 'A', kind: 'companyLike', by: 'pairs', atLeast: 0.7 },
      { company: '北京仁科互动网路网络技术有限公司' },
    ],
    [
      'a company a letter apart',
      { name: 'A', kind: 'companyLike', by: 'edits', atLeast: 0.8 },
      { company: '北京仁科互动网路技术有限公司' },
    ],
    [
      'a custom field',
      { name: 'A', kind: 'field', field: 'custom.account' },
      { custom: { account: 'ka-17' } },
    ],
    ['the sound of their name', { name: 'A', kind: 'pinyin' }, { name: '章鸣' }],
  ])('by %s', async (_, term, more) => {
    const { team, customerId, second } = await ruled(term)
    const [theirs, other] = await team.call([
      arrivingLead(50, { ...stranger, ...more }),
      arrivingLead(51, stranger),
    ])
    expect(await leadOf(team, theirs!.leadId!)).toMatchObject({ customerId, holderId: second.userId })
    expect(await leadOf(team, other!.leadId!)).toMatchObject({ customerId: null })
  })

  test('has the key of a custom value that was there before there were such keys', async () => {
    const { team } = await ruled({ name: 'A', kind: 'phone' })
    const long = 'X'.repeat(300)
    await knownCustomer(team, { company, phones: [phone(2)], custom: { account: long } })
    const keys = () =>
      team.within((tx) =>
        rows(
          tx,
          sql`select key, customer_id from customer_key where org_id = ${tx.orgId} and key like 'f:%' order by 1, 2`,
        ),
      )
    const written = await keys()
    expect(written).toHaveLength(2)
    const migration = readFileSync(
      join(import.meta.dirname, '../db/migrations/0015_customer_values.sql'),
      'utf8',
    )
    await team.within(async (tx) => {
      await rows(tx, sql`delete from customer_key where org_id = ${tx.orgId} and key like 'f:%'`)
      await rows(tx, sql.raw(migration))
    })
    expect(await keys()).toEqual(written)
  })

  test('an edit that makes a lead theirs says so', async () => {
    const { team, customerId } = await ruled({ name: 'A', kind: 'phoneEnd', digits: 6 })
    const { leadId } = await arriveOne(team, 50, stranger)
    const { version } = await leadOf(team, leadId!)
    await team.within((tx) =>
      amend(tx, team.admin, { leadId: leadId!, version, patch: { phone: '15710000001' }, lang: 'zh' }),
    )
    expect(await leadOf(team, leadId!)).toMatchObject({ customerId, duplicateOf: null })
  })

  test.each<[MatchAction, object]>([
    ['link', { holderKind: 'rep' }],
    ['refuse', { holderKind: 'quarantine' }],
  ])('a fix that makes a lead theirs: %s', async (action, then) => {
    const { team, customerId, second } = await ruled({ name: 'A', kind: 'phoneEnd', digits: 6 }, action)
    const { leadId } = await arriveOne(team, 50, { ...stranger, phone: null, note: '打 15710000001' })
    expect(await leadOf(team, leadId!)).toMatchObject({ holderKind: 'quarantine', customerId: null })
    const [told] = await team.within((tx) => countAlike(tx, { sourceId: undefined, most: 1 }))
    await team.within((tx) => alike.begin(tx, team.admin, { pattern: told!.pattern, sourceId: null }))
    const lead = await leadOf(team, leadId!)
    expect(lead).toMatchObject({ phone: '+8615710000001', ...then })
    if (action === 'link') expect(lead).toMatchObject({ customerId, holderId: second.userId })
    await expectSound(testing.db, team.orgId)
  })
})
