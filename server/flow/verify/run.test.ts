import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { plainCard } from '../../../contract/scorecard.ts'
import type { CheckedField, SourceVerification } from '../../../contract/verify.ts'
import { testDb } from '../../../test/database.ts'
import {
  arrive,
  arrivingLead,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
  trailOf,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { claim } from '../../rooms/pool/service.ts'
import { type Checked, type Provider, ProviderTrouble } from '../../rooms/probe/adapters/provider.ts'
import * as probing from '../../rooms/probe/store.ts'
import { unasked } from '../../rooms/verify/decide/source.ts'
import * as verifying from '../../rooms/verify/store.ts'
import { amend } from '../amend.ts'
import { readSetup } from '../setup.ts'
import { ageMarks } from './apply.ts'
import { check, mark } from './marks.ts'
import { runChecks } from './run.ts'

const testing = await testDb()

/** Sets how the leads of the team's API source are verified. */
async function verify(team: Team, source: Partial<SourceVerification>) {
  const sourceId = team.sources.get('api') as string
  await team.within((tx) => verifying.keepSource(tx, { ...unasked, ...source, sourceId }, new Date()))
}

interface Provided {
  readonly field?: CheckedField
  readonly price?: number
  readonly dailyBudget?: number
}

/** A provider that answers by `answers` and counts what it was asked. */
async function provide(
  team: Team,
  answer: (value: string) => Omit<Checked, 'value' | 'cost'>,
  { field = 'phone', price = 1, dailyBudget = 1_000 }: Provided = {},
) {
  const asked: string[][] = []
  const trouble: { next: ProviderTrouble | undefined } = { next: undefined }
  const provider: Provider = {
    name: 'test',
    most: 10,
    takes: (value) => value.startsWith('+861') || value.includes('@'),
    check: async (values) => {
      asked.push([...values])
      if (trouble.next) throw trouble.next
      return values.map((value) => ({ value, ...answer(value), cost: price }))
    },
  }
  const row = {
    field,
    active: true,
    settings: {} as never,
    sealedKeys: null,
    price,
    dailyBudget,
    staleDays: 30,
    keepDays: 90,
  }
  await team.within((tx) => probing.keepProvider(tx, row, new Date()))
  const run = () =>
    runChecks(team.house, {
      orgId: team.orgId,
      providerOf: (held) => (held.field === field ? provider : undefined),
    })
  return { asked, run, trouble }
}

const reachable = () => ({ outcome: 'reachable', reason: null }) as const
const empty = () => ({ outcome: 'bad', reason: 'empty' }) as const

test('what a source has checked is asked once for each number, and the leads say what was found', async () => {
  const team = await newTeam(testing)
  await verify(team, { fields: ['phone'] })
  const { asked, run } = await provide(team, (value) => (value.endsWith('1') ? empty() : reachable()))
  const ids = await arrive(team, 12)
  expect((await leadOf(team, ids[0] as string)).phoneStatus).toBe('formatOk')
  await run()
  // Ten a call, each number once.
  expect(asked.map((each) => each.length)).toEqual([10, 2])
  expect((await leadOf(team, ids[1] as string)).phoneStatus).toBe('bad')
  expect((await leadOf(team, ids[2] as string)).phoneStatus).toBe('reachable')
  const told = (await trailOf(team, ids[1] as string)).at(-1)
  expect(told).toMatchObject({
    kind: 'verified',
    actorKind: 'system',
    data: { field: 'phone', status: 'bad', reason: 'empty' },
  })
  // The trail says nothing of the number.
  expect(JSON.stringify(told)).not.toContain('138100')
  const spend = await team.within((tx) => probing.readSpend(tx, '2000-01-01'))
  expect(spend).toMatchObject([{ field: 'phone', checked: 12, reachable: 10, bad: 2, cost: 12 }])
  await run()
  expect(asked).toHaveLength(2)
})

test('a source that wants nothing costs nothing: no field of its leads waits', async () => {
  const team = await newTeam(testing)
  await verify(team, { fields: ['phone'], occasion: 'bought' })
  const { asked, run } = await provide(team, reachable)
  await arrive(team, 2)
  await run()
  expect(asked).toEqual([])
})

test('killed after the answer and before the leads, it goes on without asking again', async () => {
  const team = await newTeam(testing)
  await verify(team, { fields: ['phone'] })
  const { asked, run } = await provide(team, empty)
  const [leadId = ''] = await arrive(team, 1)
  // What a run that died there leaves behind: the answer, and the field still on the list.
  await run()
  await team.within(async (tx) => {
    await probing.askDue(tx, [{ leadId, field: 'phone' }], { by: null, at: new Date() })
    await rows(tx, sql`delete from verification where org_id = ${tx.orgId}`)
    await rows(tx, sql`update lead set phone_check = null where org_id = ${tx.orgId}`)
  })
  await run()
  expect(asked).toHaveLength(1)
  expect((await leadOf(team, leadId)).phoneStatus).toBe('bad')
  const cost = await team.within((tx) => probing.readSpend(tx, '2000-01-01'))
  expect(cost.map((each) => each.cost)).toEqual([1])
})

test('the day’s budget is never passed, not by runs at once, and what it does not pay for waits', async () => {
  const team = await newTeam(testing)
  await verify(team, { fields: ['phone'] })
  const { asked, run } = await provide(team, reachable, { price: 3, dailyBudget: 20 })
  await arrive(team, 30)
  await Promise.all([run(), run(), run()])
  const calls = asked.flat().length
  expect(calls).toBe(6) // 6 × 3 = 18; a seventh would pass 20
  expect(new Set(asked.flat()).size).toBe(calls) // and none of them twice
  const [row] = await team.within((tx) => probing.listProviders(tx, '2026-01-01'))
  expect(row).toMatchObject({ problem: 'budget' })
  await run()
  expect(asked.flat()).toHaveLength(calls)
})

test('a provider in trouble is asked again later; what it may have charged stays reserved', async () => {
  const team = await newTeam(testing)
  await verify(team, { fields: ['phone'] })
  const { asked, run, trouble } = await provide(team, reachable, { price: 5 })
  const [leadId = ''] = await arrive(team, 1)
  trouble.next = new ProviderTrouble('timeout', { charged: true })
  await run()
  await run()
  expect(asked).toHaveLength(1)
  const { day } = await team.within((tx) => readSetup(tx, new Date()))
  const [row] = await team.within((tx) => probing.listProviders(tx, day))
  expect(row).toMatchObject({ problem: 'timeout', spentToday: 5, waiting: 1 })
  trouble.next = undefined
  await team.within((tx) =>
    rows(
      tx,
      sql`update verification_due set next_at = now() - interval '1 second' where org_id = ${tx.orgId}`,
    ),
  )
  await run()
  expect((await leadOf(team, leadId)).phoneStatus).toBe('reachable')
  expect(await team.within((tx) => probing.listProviders(tx, day))).toMatchObject([
    { problem: null, spentToday: 10 },
  ])
})

test('a number found dead takes a lead nobody worked to quarantine, where its source wants that', async () => {
  const team = await newTeam(testing, { reps: 2 })
  await takeTurns(team)
  await verify(team, { fields: ['phone'], onBad: 'quarantine' })
  const { run } = await provide(team, empty)
  const [fresh = '', worked = ''] = await arrive(team, 2)
  await team.within((tx) => rows(tx, sql`update lead set last_followup_at = now() where lead_id = ${worked}`))
  const before = await leadOf(team, fresh)
  expect(before.holderKind).toBe('rep')
  await run()
  const lead = await leadOf(team, fresh)
  expect(lead).toMatchObject({ holderKind: 'quarantine', phoneStatus: 'bad' })
  expect(lead.arrivedAt).toEqual(before.arrivedAt)
  const [{ reasons } = { reasons: [] }] = await team.within((tx) =>
    rows(
      tx,
      sql<{
        reasons: { code: string; field: string }[]
      }>`select gate_reasons as reasons from lead where lead_id = ${fresh}`,
    ),
  )
  expect(reasons.map(({ code, field }) => [code, field])).toEqual([['field.unreachable', 'phone']])
  // Whoever has called already keeps it, with the mark on it.
  expect(await leadOf(team, worked)).toMatchObject({ holderKind: 'rep', phoneStatus: 'bad' })
  const { holding } = (
    await team.within((tx) =>
      rows(
        tx,
        sql<{
          holding: number
        }>`select sum(holding)::int as holding from rep_load where org_id = ${tx.orgId}`,
      ),
    )
  )[0] as { holding: number }
  expect(holding).toBe(1)
})

test('rules read the status, and the score follows it', async () => {
  const team = await newTeam(testing)
  const when = { field: 'phoneStatus', op: 'is', value: 'reachable' } as const
  await publishNext(team, 'score', plainCard([{ id: 't', label: '可触达', when, points: 20 }], []))
  await verify(team, { fields: ['phone'] })
  const { run } = await provide(team, reachable)
  const [leadId = ''] = await arrive(team, 1)
  expect((await leadOf(team, leadId)).score).toBe(0)
  await run()
  expect((await leadOf(team, leadId)).score).toBe(20)
})

test('a status is the value’s it was given for: an edit takes it away, and the score with it', async () => {
  const team = await newTeam(testing, { reps: 1 })
  const when = { field: 'phoneStatus', op: 'is', value: 'confirmed' } as const
  await publishNext(team, 'score', plainCard([{ id: 't', label: '已确认', when, points: 20 }], []))
  const { admin } = team
  const [leadId = ''] = await arrive(team, 1)
  await team.within((tx) => mark(tx, admin, { leadId, field: 'phone', status: 'confirmed', lang: 'zh' }))
  const marked = await leadOf(team, leadId)
  expect(marked).toMatchObject({ phoneStatus: 'confirmed', score: 20 })
  const edit = (phone: string | null, version: number) =>
    team.within((tx) => amend(tx, admin, { leadId, version, patch: { phone }, lang: 'zh' }))
  const { version } = await edit('13912345678', marked.version)
  expect(await leadOf(team, leadId)).toMatchObject({ phoneStatus: 'formatOk', score: 0 })
  expect(await team.within((tx) => verifying.readMarks(tx, [leadId]))).toEqual([])
  await edit(null, version)
  expect((await leadOf(team, leadId)).phoneStatus).toBe('unverified')
  await expect(
    team.within((tx) => mark(tx, admin, { leadId, field: 'phone', status: 'confirmed', lang: 'zh' })),
  ).rejects.toMatchObject({ code: 'verify.nothing_there' })
})

test('a person’s word stands against a provider’s', async () => {
  const team = await newTeam(testing)
  const { run } = await provide(team, empty)
  const { admin } = team
  const [leadId = ''] = await arrive(team, 1)
  await team.within((tx) => mark(tx, admin, { leadId, field: 'phone', status: 'confirmed', lang: 'zh' }))
  await team.within((tx) => check(tx, admin, { leadIds: [leadId], fields: ['phone'], lang: 'zh' }))
  await run()
  expect((await leadOf(team, leadId)).phoneStatus).toBe('confirmed')
})

test('a member asks for checks of what they see, and only where somebody can be asked', async () => {
  const team = await newTeam(testing, { reps: 2 })
  const [mine, other] = team.reps as [Team['reps'][number], Team['reps'][number]]
  const [leadId = ''] = await arrive(team, 1)
  const ask = (by = mine) =>
    team.within((tx) => check(tx, by, { leadIds: [leadId], fields: ['phone'], lang: 'zh' }))
  await expect(ask()).rejects.toMatchObject({ code: 'verify.provider_off' })
  await provide(team, reachable)
  await team.within((tx) =>
    claim(tx, mine, { poolId: team.poolId, wanted: { leadIds: [leadId] }, now: new Date() }),
  )
  expect(await ask()).toBe(1)
  expect(await ask(other)).toBe(0)
})

test('what has aged is stale, on the lead as in its marks, and anybody is heard again', async () => {
  const team = await newTeam(testing)
  await verify(team, { fields: ['phone'] })
  const { run } = await provide(team, empty)
  const [leadId = ''] = await arrive(team, 1)
  await run()
  const later = new Date(Date.now() + 31 * 86_400_000)
  expect(await team.within(async (tx) => ageMarks(tx, await readSetup(tx, new Date()), 100))).toBe(0)
  expect(await team.within(async (tx) => ageMarks(tx, await readSetup(tx, later), 100))).toBe(1)
  expect((await leadOf(team, leadId)).phoneStatus).toBe('stale')
  expect(await team.within(async (tx) => ageMarks(tx, await readSetup(tx, later), 100))).toBe(0)
})

test('e-mails are checked like phones, and a lead in quarantine is not paid for', async () => {
  const team = await newTeam(testing)
  await verify(team, { fields: ['phone', 'email'] })
  const { asked, run } = await provide(team, reachable, { field: 'email', price: 0, dailyBudget: 0 })
  const [first, second] = await team.call([
    arrivingLead(1, { email: 'li@example.com' }),
    arrivingLead(2, { email: 'wang@example.com', title: null }),
  ])
  await run()
  expect(asked).toEqual([['li@example.com']])
  expect((await leadOf(team, first?.leadId as string)).emailStatus).toBe('reachable')
  expect(await leadOf(team, second?.leadId as string)).toMatchObject({
    holderKind: 'quarantine',
    emailStatus: 'formatOk',
  })
})
