import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { LikelihoodWish } from '../../rules/likelihood.ts'
import { testDb } from '../../test/database.ts'
import { importDesk } from '../../test/imports.ts'
import { policyBy } from '../../test/matching.ts'
import { slipped, strangers } from '../../test/slips.ts'
import { expectSound, leadOf, newTeam, publishNext, type Team, trailOf } from '../../test/team.ts'
import { rows } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { likelihood } from '../rooms/match/decide/likely/likelihood.ts'
import { addScan, readScans } from '../rooms/match/store/scans.ts'
import { answerPairs } from './scan/answer.ts'
import { runScan } from './scan/run.ts'

const testing = await testDb()
const people = strangers(60)

const wish = (likelihood_: LikelihoodWish | null) => ({
  ...policyBy('merge', 'phone', 'email'),
  likelihood: likelihood_,
})

async function scanOf(team: Team): Promise<string> {
  const scanId = uuidv7()
  await team.within((tx) => addScan(tx, { scanId, closed: false, by: team.admin.userId }))
  await runScan(team.house, { orgId: team.orgId, scanId, signal: new AbortController().signal })
  return scanId
}

/** Sixty strangers and a second record of each of the first twelve, looked through by a scan that has learnt from them. */
async function learnt(likelihood_: LikelihoodWish | null) {
  const team = await newTeam(testing)
  const held = [...(await team.call(people)), ...(await team.call(people.slice(0, 12).map(slipped)))]
  expect(held.map(({ status }) => status)).toEqual(held.map(() => 'created'))
  const scanId = await scanOf(team)
  await publishNext(team, 'match', wish(likelihood_))
  return { team, scanId, leadIds: held.map(({ leadId }) => leadId as string) }
}

const pairsOf = (team: Team, leadId: string) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{
        other: string
        foundBy: string
        probability: number
        scanId: string
        evidence: { prior: number; evidence: object[] }
      }>`
        select case when lead_a = ${leadId} then lead_b else lead_a end as other, found_by, probability, scan_id, evidence
        from match_pair where org_id = ${tx.orgId} and ${leadId} in (lead_a, lead_b) order by probability desc`,
    ),
  )

describe('likelihood on arrival', () => {
  test('links who is surely held though no rule says so, in words that name the evidence', async () => {
    const { team, scanId, leadIds } = await learnt({ ask: 0.2, link: 0.9 })
    const [answer] = await team.call([slipped(people[20]!)])
    expect(answer).toMatchObject({ status: 'created', reasons: [{ code: 'match.likely' }] })
    expect(answer?.reasons[0]?.message).toMatch(/^很可能与已有线索是同一个（\d+(\.\d)?%）：.*姓名相同/)
    expect(await leadOf(team, answer!.leadId!)).toMatchObject({ duplicateOf: leadIds[20] })
    expect(await pairsOf(team, answer!.leadId!)).toMatchObject([
      { other: leadIds[20], foundBy: 'likely', scanId },
    ])
    await expectSound(testing.db, team.orgId)
  })

  test('weighs by the very model the scan has stored', async () => {
    const { team, scanId } = await learnt({ ask: 0.2, link: null })
    const again = slipped(people[21]!)
    const [answer] = await team.call([again])
    const [scan] = await team.within((tx) => readScans(tx, scanId))
    const [pair] = await pairsOf(team, answer!.leadId!)
    const of = ({ phone, ...person }: typeof again) => ({ ...person, phone: `+86${phone}` })
    const told = likelihood(scan!.model!, of(again), of(people[21]!))
    expect(pair?.probability).toBeCloseTo(told.probability, 5)
    expect(pair?.evidence).toEqual({ prior: told.prior, evidence: told.evidence })
  })

  test('between the two thresholds a person is asked, and the lead goes on', async () => {
    const { team, leadIds } = await learnt({ ask: 0.2, link: 0.999_999_999 })
    const [answer] = await team.call([{ ...slipped(people[22]!), email: null }])
    expect(answer).toMatchObject({ status: 'created', reasons: [] })
    expect(await leadOf(team, answer!.leadId!)).toMatchObject({ duplicateOf: null, holderKind: 'pool' })
    expect((await pairsOf(team, answer!.leadId!))[0]).toMatchObject({ other: leadIds[22], foundBy: 'likely' })
  })

  test('a colleague is another person', async () => {
    const { team } = await learnt({ ask: 0.2, link: 0.5 })
    const [answer] = await team.call([
      { ...people[23]!, name: '欧阳雪', phone: '13971356285', email: 'ouyang@other.example.com' },
    ])
    expect(await leadOf(team, answer!.leadId!)).toMatchObject({ duplicateOf: null })
  })

  test('two of one batch meet too', async () => {
    const { team } = await learnt({ ask: 0.2, link: 0.9 })
    const fresh = {
      ...people[0]!,
      name: '司马相如',
      phone: '13912345678',
      email: 'user777@fu.example.com',
    }
    const [first, second] = await team.call([fresh, slipped(fresh)])
    expect(await leadOf(team, second!.leadId!)).toMatchObject({ duplicateOf: first?.leadId })
    expect(await pairsOf(team, second!.leadId!)).toMatchObject([{ other: first?.leadId }])
  })

  test('off, or before a scan, nothing is weighed', async () => {
    const { team } = await learnt(null)
    const [answer] = await team.call([slipped(people[20]!)])
    expect(await pairsOf(team, answer!.leadId!)).toEqual([])
    const other = await newTeam(testing)
    await publishNext(other, 'match', wish({ ask: 0.2, link: 0.9 }))
    const [, again] = await other.call([people[0]!, slipped(people[0]!)])
    expect(again).toMatchObject({ status: 'created', reasons: [] })
  })
})

describe('a scan that may link by itself', () => {
  test('points the later lead at the earlier, says so in its trail, and never links what a person said is two', async () => {
    const { team, leadIds } = await learnt({ ask: 0.2, link: 0.9 })
    const [pair] = await team.within((tx) =>
      rows(
        tx,
        sql<{ pairId: string }>`select pair_id from match_pair
          where org_id = ${tx.orgId} and lead_a = ${leadIds[0]} and lead_b = ${leadIds[60]}`,
      ),
    )
    const answer = (state: 'different' | 'open') =>
      team.within((tx) => answerPairs(tx, team.admin, { pairIds: [pair!.pairId], state }))
    await answer('different')
    await scanOf(team)
    expect(await leadOf(team, leadIds[60]!)).toMatchObject({ duplicateOf: null })
    expect(await leadOf(team, leadIds[61]!)).toMatchObject({ duplicateOf: leadIds[1] })
    expect((await trailOf(team, leadIds[61]!)).at(-1)).toMatchObject({
      kind: 'linked',
      data: { duplicateOf: leadIds[1] },
    })
    await answer('open')
    await scanOf(team)
    expect(await leadOf(team, leadIds[60]!)).toMatchObject({ duplicateOf: leadIds[0] })
    await answer('different')
    expect(await leadOf(team, leadIds[60]!)).toMatchObject({ duplicateOf: null })
  })

  test('links nothing where nobody lets it', async () => {
    const { team, leadIds } = await learnt({ ask: 0.2, link: null })
    await scanOf(team)
    expect(await leadOf(team, leadIds[61]!)).toMatchObject({ duplicateOf: null })
  })
})

test('a row of a file is foretold, and linked, as an arrival is', async () => {
  const { team, leadIds } = await learnt({ ask: 0.2, link: 0.9 })
  const desk = await importDesk(testing.db)
  desk.sit(team.orgId, team.admin)
  const { name, company, title, phone, email } = slipped(people[30]!)
  const head = '姓名,公司,职位,电话,邮箱'
  const { importId } = await desk.upload([head, [name, company, title, phone, email].join()].join('\n'))
  await desk.check(importId)
  const [row] = await desk.rows(importId)
  expect(row).toMatchObject({ fate: 'held', twinLeadId: leadIds[30], reasons: [{ code: 'match.likely' }] })
  await desk.run(importId)
  const [made] = await team.within((tx) =>
    rows(
      tx,
      sql<{
        duplicateOf: string
      }>`select duplicate_of from lead where org_id = ${tx.orgId} and door = 'import'`,
    ),
  )
  expect(made).toEqual({ duplicateOf: leadIds[30] })
})
