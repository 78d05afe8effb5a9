import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { catchAll, event, prices, scoringTeam as teamOf, send, tallyOf } from '../../../test/behaviour.ts'
import { testDb } from '../../../test/database.ts'
import { arrive, expectSound, leadOf, publishNext, trailOf } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { amend } from '../amend.ts'
import { join } from './join.ts'

const testing = await testDb()
const { db } = testing
const scoringTeam = () => teamOf(testing)

test('what a lead does changes its score in the very call, and its trail says so when its grade changes', async () => {
  const team = await scoringTeam()
  const [leadId = ''] = await arrive(team, 1)
  const answers = await send(team, [event({ leadId }), event({ leadId, kind: 'download' })])
  expect(answers.map(({ status }) => status)).toEqual(['kept', 'kept'])
  expect(await leadOf(team, leadId)).toMatchObject({ score: 40, grade: 'A' })
  expect((await trailOf(team, leadId)).at(-1)).toMatchObject({
    kind: 'scored',
    data: { score: 40, grade: 'A' },
  })
  await expectSound(db, team.orgId)
})

test('the same event again counts once, from however many calls at once', async () => {
  const team = await scoringTeam()
  const [leadId = ''] = await arrive(team, 1)
  const one = event({ leadId })
  const calls = await Promise.all(Array.from({ length: 8 }, () => send(team, [one])))
  expect(calls.flat().filter(({ status }) => status === 'kept')).toHaveLength(1)
  expect(await leadOf(team, leadId)).toMatchObject({ score: 10 })
})

test('many calls at once lose nothing', async () => {
  const team = await scoringTeam()
  const [leadId = ''] = await arrive(team, 1)
  await Promise.all(Array.from({ length: 12 }, () => send(team, [event({ leadId, kind: 'download' })])))
  expect(await leadOf(team, leadId)).toMatchObject({ score: 360 })
  expect(await tallyOf(team, leadId)).toMatchObject({ events: 12 })
})

test('a lead in a pool is dealt by the rules once its grade says so; one that a rep has stays', async () => {
  const team = await scoringTeam()
  const { teamId, poolId } = team
  const [kept = ''] = await arrive(team, 1)
  await publishNext(team, 'assign', {
    rules: [
      {
        id: 'hot',
        name: '热线索',
        active: true,
        when: { field: 'score', op: 'at_least', value: 40 },
        who: { teamIds: [teamId] },
        strategy: { kind: 'roundRobin' },
      },
    ],
    fallbackPoolId: poolId,
  })
  expect((await leadOf(team, kept)).holderKind).toBe('pool')
  await send(team, [event({ leadId: kept })])
  expect((await leadOf(team, kept)).holderKind).toBe('pool')
  await send(team, [event({ leadId: kept, kind: 'download' })])
  expect(await leadOf(team, kept)).toMatchObject({ holderKind: 'rep', holderId: team.reps[0]?.userId })
  await expectSound(db, team.orgId)
  const moves = (await trailOf(team, kept)).filter(({ kind }) => kind === 'assigned')
  await send(team, [event({ leadId: kept, kind: 'download' })])
  expect((await trailOf(team, kept)).filter(({ kind }) => kind === 'assigned')).toEqual(moves)
})

test('a machine’s events are kept with their reason and score nothing', async () => {
  const team = await scoringTeam()
  const [leadId = ''] = await arrive(team, 1)
  await send(team, [
    event({ leadId, userAgent: 'Mozilla/5.0 (compatible; bingbot/2.0)' }),
    event({ leadId, prefetch: true }),
  ])
  expect(await leadOf(team, leadId)).toMatchObject({ score: 0 })
  const held = await team.within((tx) =>
    rows(
      tx,
      sql<{
        machine: string
      }>`select machine from behaviour_event where org_id = ${tx.orgId} order by machine`,
    ),
  )
  expect(held.map(({ machine }) => machine)).toEqual(['bot', 'prefetch'])
})

test('a burst of clicks on one lead’s mail is a scanner’s: what had counted of it counts no more', async () => {
  const team = await scoringTeam()
  const [leadId = ''] = await arrive(team, 1)
  await publishNext(team, 'score', {
    cards: prices().cards.map((card) => ({
      ...card,
      groups: card.groups.map((group) => ({
        ...group,
        criteria: [
          {
            id: 'click',
            kind: 'event' as const,
            label: '点击',
            event: 'mailClick' as const,
            points: 5,
            counts: { kind: 'each' as const },
          },
        ],
      })),
    })),
  })
  const click = (n: number) => event({ leadId, kind: 'mailClick', about: `link ${n}` })
  await send(team, [click(1)])
  await send(team, [click(2)])
  expect(await leadOf(team, leadId)).toMatchObject({ score: 10 })
  await send(team, [click(3)])
  expect(await leadOf(team, leadId)).toMatchObject({ score: 0 })
})

test('another scorecard counts all that was done before, whether an event comes or not', async () => {
  const team = await scoringTeam()
  const [leadId = '', quiet = ''] = await arrive(team, 2)
  await send(team, [event({ leadId }), event({ leadId: quiet })])
  await publishNext(team, 'score', prices(7))
  await send(team, [event({ leadId })])
  expect(await leadOf(team, leadId)).toMatchObject({ score: 14 })
  expect(await leadOf(team, quiet)).toMatchObject({ score: 10 })
  expect(await catchAll(team)).toBe(1)
  expect(await leadOf(team, quiet)).toMatchObject({ score: 7 })
  expect(await catchAll(team)).toBe(0)
})

test('an edit keeps what was done in the score', async () => {
  const team = await scoringTeam()
  const [leadId = ''] = await arrive(team, 1)
  await send(team, [event({ leadId })])
  const { version } = await leadOf(team, leadId)
  await team.within((tx) =>
    amend(tx, team.admin, { leadId, version, patch: { title: '总经理' }, lang: 'zh' }),
  )
  expect(await leadOf(team, leadId)).toMatchObject({ score: 10, title: '总经理' })
})

test('work on an event does not grow with the events before it', async () => {
  const team = await scoringTeam()
  const [leadId = ''] = await arrive(team, 1)
  const visitorId = uuidv7()
  // As if they had come one by one: 20,000 of them, folded once.
  await team.within((tx) =>
    rows(
      tx,
      sql`insert into behaviour_event (org_id, recorded_at, event_id, at, kind, about, door, visitor_id)
        select ${tx.orgId}, now() - n * interval '1 second', gen_random_uuid(), now() - n * interval '1 second', 'page', '/price', 'script', ${visitorId}
        from generate_series(1, 20000) n`,
    ),
  )
  await team.within((tx) => join(tx, { visitorId, leadId, by: 'api' }, new Date()))
  expect(await tallyOf(team, leadId)).toMatchObject({ version: -1 })
  await catchAll(team)
  expect(await tallyOf(team, leadId)).toMatchObject({ events: 20_000 })
  await send(team, [event({ visitorId })])
  const tally = await tallyOf(team, leadId)
  expect(tally).toMatchObject({ events: 20_001 })
  expect(tally?.tally.counted['price']?.['']?.count).toBe(20_001)
  expect(JSON.stringify(tally).length).toBeLessThan(1000)
})

test('each event is answered by itself: what is wrong keeps nothing else out', async () => {
  const team = await scoringTeam()
  const [leadId = ''] = await arrive(team, 1)
  const now = Date.now()
  const at = (ms: number) => new Date(now + ms).toISOString()
  const answers = await send(team, [
    event({ leadId }),
    event({ leadId, kind: 'dance' }),
    event({ leadId, at: at(11 * 60_000) }),
    event({ leadId, at: at(9 * 60_000) }),
    event({ leadId, at: at(-731 * 86_400_000) }),
    event({ leadId, at: at(-729 * 86_400_000) }),
    event({ leadId, about: 'x'.repeat(501) }),
    event({ leadId: uuidv7() }),
    event({}),
    event({ leadId, strange: 1 }),
    null,
    event({ phone: '13810000000' }),
    event({ email: 'nobody@example.com' }),
  ] as object[])
  expect(answers.map(({ status, reasons }) => reasons[0]?.code ?? status)).toEqual([
    'kept',
    'events.kind_unknown',
    'events.future',
    'kept',
    'events.old',
    'kept',
    'events.too_long',
    'events.nobody',
    'events.nobody',
    'events.invalid',
    'events.invalid',
    'kept',
    'events.nobody',
  ])
  expect(await leadOf(team, leadId)).toMatchObject({ score: 40 })
})
