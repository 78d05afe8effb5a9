import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Rate } from '../../../contract/rate.ts'
import { plainCard } from '../../../contract/scorecard.ts'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import { arrive, newTeam, publishNext, takeTurns } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { caught } from '../../rooms/score/decide/learned/judge.ts'
import { countLeads } from '../list.ts'
import { betterHalf, campaignsCsv, readCampaigns } from './campaigns.ts'
import { readEffect } from './effect.ts'
import { liftOf, readShared } from './shared.ts'

const { db, org } = await testDb()
const DAY = 86_400_000
const query = { days: 90 }
const now = new Date('2026-06-01T04:00:00Z')
const steps = [
  { grade: 'A', from: 60 },
  { grade: 'B', from: 30 },
  { grade: 'C', from: 0 },
]
const gradeOf = (score: number) => steps.find(({ from }) => score >= from)?.grade ?? ''

interface Drawn {
  leadId: string
  score: number
  first: number | null
  version: number
  region: string | null
  tags: string[]
  campaign: string | null
  ago: number
  fate: 'converted' | 'lost' | 'open'
  rep: number
}

/** Leads as drawn, written into rows that arrived by the door. */
async function begin(seed: number, many = 240) {
  const team = await newTeam({ db, org }, { reps: 2 })
  await takeTurns(team)
  await publishNext(team, 'score', plainCard([], steps))
  const ids = await arrive(team, many)
  const one = fc.record({
    score: fc.integer({ min: -20, max: 99 }),
    first: fc.option(fc.integer({ min: -20, max: 99 }), { freq: 12 }),
    version: fc.integer({ min: 1, max: 2 }),
    region: fc.option(fc.constantFrom('310000', '110000', '320100')),
    tags: fc.subarray(['试用', '大客户']),
    campaign: fc.option(fc.constantFrom('spring', '五一')),
    ago: fc.integer({ min: 0, max: 100 }),
    fate: fc.constantFrom('converted' as const, 'lost' as const, 'open' as const),
    rep: fc.integer({ min: 0, max: 1 }),
  })
  const drawn = fc
    .sample(one, { numRuns: many, seed })
    // Won rather where it arrived with much, so that scores tell something
    .map((lead, i): Drawn => ({
      ...lead,
      leadId: ids[i]!,
      fate: lead.fate === 'lost' && (lead.first ?? 0) > 60 && i % 2 === 0 ? 'converted' : lead.fate,
    }))
  await team.within(async (tx) => {
    const asked = drawn.map((lead) => ({
      ...lead,
      grade: gradeOf(lead.score),
      first_grade: lead.first === null ? null : gradeOf(lead.first),
      rep: team.reps[lead.rep]!.userId,
      at: new Date(now.getTime() - lead.ago * DAY),
      touch: lead.campaign ? { utm_campaign: lead.campaign } : {},
      closed: lead.fate === 'open' ? null : lead.fate,
    }))
    const told = sql`jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as told ("leadId" uuid, score int, grade text,
      first int, first_grade text, version int, region text, tags text[], touch jsonb, at timestamptz, closed text, rep uuid)`
    await rows(
      tx,
      sql`update lead set score = told.score, grade = told.grade, first_score = first, first_grade = told.first_grade,
          first_score_version = told.version, region = told.region, tags = told.tags, arrived_at = at,
          touch = told.touch, stage = coalesce(closed, 'new'), closed_as = closed,
          amount = case when closed = 'converted' then 1 end,
          holder_kind = case when closed is null then 'rep' else 'closed' end,
          holder_id = case when closed is null then rep end
        from ${told} where lead.org_id = ${tx.orgId} and lead.lead_id = told."leadId"`,
    )
    await rows(
      tx,
      sql`insert into lead_collaborator (org_id, lead_id, user_id, added_by, at)
        select ${tx.orgId}, "leadId", rep, rep, at from ${told} where closed is not null on conflict do nothing`,
    )
  })
  return { team, drawn: drawn.filter(({ ago }) => ago <= query.days) }
}

/** The chance that a won one scored above a lost one, pair by pair. */
function aucOf(won: readonly number[], lost: readonly number[]): number {
  const points = won.flatMap((a) => lost.map((b) => Number(a > b) + Number(a === b) / 2))
  return points.reduce((all, one) => all + one, 0) / points.length
}
const isWon = ({ fate }: Drawn) => fate === 'converted'
const isDecided = ({ fate }: Drawn) => fate !== 'open'
/** Wilson's bounds are where the share lies as far off as its own error. */
function expectWilson(rate: Rate, many: number, of: number): void {
  if (of === 0) return expect(rate).toBeNull()
  expect(rate?.share).toBeCloseTo(many / of, 9)
  for (const bound of [rate!.lower, rate!.upper])
    if (bound > 1e-9 && bound < 1 - 1e-9)
      expect(Math.abs(rate!.share - bound)).toBeCloseTo(1.96 * Math.sqrt((bound * (1 - bound)) / of), 3)
}
const monday = (ago: number) => {
  const local = new Date(now.getTime() - ago * DAY + 8 * 3_600_000)
  local.setUTCDate(local.getUTCDate() - ((local.getUTCDay() + 6) % 7))
  return local.toISOString().slice(0, 10)
}

test('effect over time is what counting the leads one by one gives', async () => {
  for (const seed of [1, 2]) {
    const { team, drawn } = await begin(seed)
    const told = await team.within((tx) => readEffect(tx, team.admin, { query, now }))
    const known = drawn.filter(({ first }) => first !== null)
    expect(told.unknown).toBe(drawn.length - known.length)
    const [won, lost] = [known.filter(isWon), known.filter((one) => one.fate === 'lost')]
    expect(told.overall).toMatchObject({
      leads: known.length,
      won: won.length,
      decided: won.length + lost.length,
    })
    const firsts = (of: readonly Drawn[]) => of.map(({ first }) => first!)
    const decided = [...won, ...lost]
    const labels = decided.map((lead) => Number(isWon(lead)))
    expect(told.overall.top30).toBeCloseTo(caught(firsts(decided), labels, 0.3), 9)
    expect(told.overall.auc).toBeCloseTo(aucOf(firsts(won), firsts(lost)), 9)
    for (const grade of ['A', 'B', 'C', '']) {
      const own = known.filter(({ first }) => gradeOf(first!) === grade)
      const line = told.grades.find((each) => each.grade === grade)
      expect(line).toMatchObject({ leads: own.length, won: own.filter(isWon).length })
      expectWilson(line!.rate, own.filter(isWon).length, own.filter(isDecided).length)
    }
    const weeks = Map.groupBy(known, ({ ago, version }) => `${monday(ago)} ${version}`)
    expect(told.weeks.map(({ week, version }) => `${week} ${version}`)).toEqual([...weeks.keys()].toSorted())
    for (const line of told.weeks) {
      const own = weeks.get(`${line.week} ${line.version}`)!
      expect(line).toMatchObject({ leads: own.length, won: own.filter(isWon).length })
      // Nothing is said of a handful
      if (line.won < 10 || line.decided - line.won < 10) expect([line.auc, line.top30]).toEqual([null, null])
    }
  }
})

test('what high scorers share: counts and lifts as counted one by one, and each links to the leads it counts', async () => {
  const { team, drawn } = await begin(3)
  const told = await team.within((tx) => readShared(tx, team.admin, { query, now }))
  expect(told).toMatchObject({ grade: 'A', high: drawn.filter(({ score }) => score >= 60).length })
  expect(told.high + told.rest).toBe(drawn.length)
  const has: Record<string, (lead: Drawn, value: string) => boolean> = {
    region: ({ region }, value) => region?.startsWith(value) ?? false,
    tags: ({ tags }, value) => tags.includes(value),
  }
  for (const { field, value, high, rest, lower } of told.facts) {
    if (!has[field]) continue
    const own = drawn.filter((lead) => has[field]!(lead, value))
    expect([high, rest]).toEqual([
      own.filter(({ score }) => score >= 60).length,
      own.filter(({ score }) => score < 60).length,
    ])
    expect(lower).toBeGreaterThan(1)
  }
  // Where high scorers surely have it more often, it is told, with a list of exactly those
  await team.within((tx) =>
    rows(
      tx,
      sql`update lead set region = case when score >= 60 then '440000' else '310000' end
      where org_id = ${tx.orgId}`,
    ),
  )
  const sure = await team.within((tx) => readShared(tx, team.admin, { query, now }))
  expect(sure.facts[0]).toMatchObject({
    field: 'region',
    value: '44',
    high: sure.high,
    rest: 0,
    label: { zh: '广东省' },
  })
  const condition = JSON.stringify(sure.facts[0]!.when)
  const listed = await team.within((tx) =>
    countLeads(tx, team.admin, { query: { condition }, lang: 'zh', now } as never),
  )
  expect(listed.count).toBe(sure.high)
})

test('campaigns: leads, good ones, mean, won, as counted one by one; the file has a line for each', async () => {
  const { team, drawn } = await begin(4)
  const told = await team.within((tx) => readCampaigns(tx, team.admin, { query, now }))
  expect(told.good).toEqual(['A', 'B'])
  expect(told.items.map(({ campaign }) => campaign).toSorted()).toEqual(['', 'spring', '五一'])
  for (const line of told.items) {
    const own = drawn.filter(({ campaign }) => (campaign ?? '') === line.campaign)
    const first = (lead: Drawn) => lead.first ?? lead.score
    expect(line).toMatchObject({
      leads: own.length,
      good: own.filter((lead) => first(lead) >= 30).length,
      decided: own.filter(isDecided).length,
      won: own.filter(isWon).length,
    })
    expect(line.mean).toBeCloseTo(own.reduce((all, lead) => all + first(lead), 0) / own.length, 0)
    expectWilson(line.rate, line.won, line.decided)
  }
  let file = ''
  for await (const part of campaignsCsv(told, 'zh')) file += part
  expect(file.trimEnd().split('\r\n')).toHaveLength(told.items.length + 1)
})

test('a report is of the leads its reader sees, and of one team where asked', async () => {
  const { team, drawn } = await begin(5)
  const stranger = member(team.orgId, ['manager'])
  const leads = async (by: typeof stranger, more: object = {}) =>
    (await team.within((tx) => readCampaigns(tx, by, { query: { ...query, ...more }, now }))).items.reduce(
      (all, { leads: many }) => all + many,
      0,
    )
  expect(await leads(stranger)).toBe(0)
  expect(await leads(team.admin)).toBe(drawn.length)
  expect(await leads(team.admin, { team: team.teamId })).toBe(drawn.length)
  await expect(leads(team.admin, { team: team.orgId })).rejects.toMatchObject({ code: 'not_found' })
})

test('the better half of grades, and lifts that are no infinity', () => {
  expect(betterHalf({ kind: 'scale', steps: [...steps, { grade: 'D', from: -9 }] })).toEqual(['A', 'B'])
  expect(betterHalf({ kind: 'grid', fit: steps, behaviour: [{ grade: '1', from: 0 }] })).toEqual(['A1', 'B1'])
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), fc.nat(500), fc.nat(500), (a, b, c, d) => {
      const { lift, lower, upper } = liftOf({ high: a, rest: b }, { high: a + c, rest: b + d })
      expect(lower).toBeLessThanOrEqual(lift)
      expect(upper).toBeGreaterThanOrEqual(lift)
      expect(Number.isFinite(upper)).toBe(true)
    }),
  )
})
