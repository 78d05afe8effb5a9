import fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import type { Criterion, ScorePolicy } from '../../../contract/scorecard.ts'
import type { Term } from '../../../contract/scoring/score.ts'
import { type Bucket, nothingDone, type Tally } from '../../../contract/scoring/tally.ts'
import { event, send } from '../../../test/behaviour.ts'
import { testDb } from '../../../test/database.ts'
import { arrivingLead, leadOf, newTeam, publishNext, takeTurns, type Team } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { readTallies } from '../../rooms/behaviour/store/tallies.ts'
import { log } from '../../rooms/followup/service.ts'
import { retag } from '../../rooms/tag/service.ts'
import { readPage } from '../../views/page.ts'
import { amend } from '../amend.ts'
import { catchUp, join } from '../behaviour/join.ts'
import { moveStage } from '../convert.ts'
import { rescoreAll, sweep } from '../score/anew.ts'
import { scoreHistory } from './history.ts'
import { inForce, tallyAt } from './judge.ts'
import { readLived } from './life.ts'
import { scoreAt } from './score.ts'

const testing = await testDb()
const { signal } = new AbortController()
const HOUR = 3_600_000
/** Lives of about 25 deeds each, every moment of them asked for afterwards. */
const RUNS = 3
afterEach(() => vi.useRealTimers())

/** Criteria of the same ids in every version, each of another sense. */
const points = fc.integer({ min: -30, max: 40 })
const when = fc.constantFrom(
  { field: 'title', op: 'contains', value: '总监' },
  { field: 'need', op: 'is_empty' },
  { field: 'region', op: 'in', value: ['310000'] },
  { field: 'tags', op: 'has_any', value: ['热'] },
  { field: 'stage', op: 'is', value: 'contacted' },
  { field: 'holderKind', op: 'is', value: 'rep' },
  { field: 'phoneStatus', op: 'is', value: 'formatOk' },
  { field: 'lastFollowupAt', op: 'in_last', value: { hours: 30 } },
  { field: 'firstFollowupAt', op: 'is_empty' },
  { field: 'arrivedAt', op: 'more_than_ago', value: { days: 2 } },
)
const fading = fc.oneof(
  fc.constant({}),
  fc.record({ fading: fc.record({ kind: fc.constant('halfLife'), days: fc.constantFrom(0.5, 3, 20) }) }),
  fc.constant({
    fading: {
      kind: 'steps',
      steps: [
        { afterDays: 2, keep: 50 },
        { afterDays: 5, keep: 0 },
      ],
    },
  }),
  fc.constant({ withinDays: 3 }),
)
const counts = fc.constantFrom({ kind: 'each' }, { kind: 'once', atLeast: 2 })
const criterion = fc.oneof(
  fc.record({ kind: fc.constant('fact'), when, points }),
  fc
    .tuple(
      fc.record({ kind: fc.constant('event'), event: fc.constantFrom('page', 'download'), points, counts }),
      fading,
    )
    .map(([base, more]) => ({ ...base, ...more })),
  fc.record({
    kind: fc.constant('silence'),
    afterDays: fc.constantFrom(1, 3),
    points: fc.integer({ min: -20, max: -1 }),
    everyDays: fc.constantFrom(1, 2),
    most: fc.constant(50),
  }),
)
const policy = fc
  .array(criterion, { minLength: 4, maxLength: 9 })
  .map((all) => all.map((each, i) => ({ ...each, id: `c${i}`, label: `第${i}条` }) as unknown as Criterion))
  .map((criteria): ScorePolicy => ({
    cards: [
      {
        id: 'a',
        name: '卡',
        groups: [{ id: 'g', label: '组', kind: 'other', least: -60, most: 90, criteria }],
        grading: {
          kind: 'scale',
          steps: [
            { grade: 'A', from: 30 },
            { grade: 'B', from: 0 },
          ],
        },
      },
    ],
  }))

const deeds = [
  'arrive',
  'title',
  'need',
  'region',
  'phone',
  'tag',
  'untag',
  'call',
  'note',
  'lose',
  'reopen',
  'page',
  'download',
  'past',
  'bot',
  'browse',
  'named',
  'publish',
  'wait',
] as const
const deed = fc.record({
  what: fc.constantFrom(...deeds),
  whom: fc.nat(5),
  hours: fc.double({ min: 0.02, max: 50, noNaN: true }),
  policy,
})
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

interface Note {
  readonly leadId: string
  readonly at: Date
  readonly score: number
  readonly grade: string
  readonly terms: readonly Term[]
}

interface World {
  readonly team: Team
  readonly leadIds: string[]
  readonly notes: Note[]
  readonly browsers: string[]
}

async function catchAllUp({ team }: World): Promise<void> {
  const now = new Date()
  while ((await team.within((tx) => catchUp(tx, now, 50))) > 0) continue
  while ((await team.within((tx) => sweep(tx, now, 50))) > 0) continue
}

/** The scores as lists have them, which is what the leads' pages say. */
async function note(world: World): Promise<void> {
  const { team } = world
  const at = new Date()
  const held = await team.within((tx) =>
    rows(
      tx,
      sql<
        Omit<Note, 'at'>
      >`select lead_id, score, grade, score_terms as terms from lead where org_id = ${tx.orgId}`,
    ),
  )
  for (const { leadId, score, grade } of held.slice(-1)) {
    const page = await team.within((tx) => readPage(tx, team.admin, { leadId, lang: 'zh', now: at }))
    expect({ leadId, score: page.score, grade: page.grade }).toEqual({ leadId, score, grade })
  }
  world.notes.push(...held.map((each) => ({ ...each, at })))
}

async function act(world: World, { what, whom, policy: body }: Deed, n: number): Promise<void> {
  const { team, leadIds } = world
  if (what === 'wait') return
  if (what === 'publish') {
    await publishNext(team, 'score', body)
    await rescoreAll({ db: testing.db, orgId: team.orgId, signal })
    return
  }
  const leadId = leadIds[whom % Math.max(1, leadIds.length)]
  if (what === 'arrive' || !leadId) {
    const [answer] = await team.call([arrivingLead(n, { need: n % 2 ? '试用' : undefined })])
    leadIds.push(answer?.leadId as string)
    return
  }
  await toLead(world, { what, leadId, n })
}

async function toLead(
  { team, browsers }: World,
  { what, leadId, n }: { what: Deed['what']; leadId: string; n: number },
) {
  const now = new Date()
  const { version, closedAs, stage } = await leadOf(team, leadId)
  const edit = (patch: object) =>
    team.within((tx) => amend(tx, team.admin, { leadId, version, patch, lang: 'zh' }))
  const did = (more: object) => send(team, [event({ at: now.toISOString(), leadId, ...more })])
  const called = (kind: 'call' | 'note', at: Date) =>
    team.within((tx) =>
      log(tx, team.admin, {
        leadId,
        activityId: uuidv7(),
        kind,
        at,
        now,
        ...(kind === 'call' && stage === 'new' && n % 2 ? { stage: 'contacted' as const } : {}),
      }),
    )
  if (what === 'page' || what === 'download') await did({ kind: what })
  else if (what === 'past') await did({ kind: 'page', at: new Date(Number(now) - 60 * HOUR).toISOString() })
  else if (what === 'bot') await did({ kind: 'page', userAgent: 'curl/8' })
  else if (what === 'browse') {
    browsers.push(uuidv7())
    await did({ leadId: undefined, visitorId: browsers.at(-1), kind: 'download' })
  } else if (what === 'named') {
    const visitorId = browsers.pop()
    if (visitorId) await team.within((tx) => join(tx, { visitorId, leadId, by: 'link' }, now))
  } else if (what === 'tag' || what === 'untag')
    await team.within((tx) =>
      retag(tx, team.admin, {
        leadIds: [leadId],
        add: what === 'tag' ? ['热'] : [],
        remove: what === 'untag' ? ['热'] : [],
      }),
    )
  else if (what === 'reopen') {
    if (closedAs === 'lost')
      await team.within((tx) => moveStage(tx, team.admin, { leadId, version, stage: 'contacted', now }))
  } else if (closedAs) return
  else if (what === 'title') await edit({ title: n % 2 ? '销售总监' : '实习生' })
  else if (what === 'need') await edit({ need: n % 2 ? null : '要报价' })
  else if (what === 'region') await edit({ region: n % 2 ? '上海' : '北京' })
  else if (what === 'phone') await edit({ phone: `139${String(10_000_000 + n)}` })
  else if (what === 'call' || what === 'note') await called(what, now)
  else if (what === 'lose')
    await team.within((tx) =>
      moveStage(tx, team.admin, { leadId, version, stage: 'lost', reason: '预算', now }),
    )
}

async function live(deeds: readonly Deed[], first: ScorePolicy): Promise<World> {
  const team = await newTeam(testing, { reps: 2 })
  await takeTurns(team)
  await publishNext(team, 'score', first)
  const world: World = { team, leadIds: [], notes: [], browsers: [] }
  let now = Date.now()
  for (const [n, each] of deeds.entries()) {
    now += Math.round(each.hours * HOUR)
    vi.setSystemTime(now)
    await catchAllUp(world)
    await note(world)
    vi.setSystemTime((now += 5))
    await act(world, n === 0 ? { ...each, what: 'arrive' } : each, n)
    vi.setSystemTime((now += 5))
    await catchAllUp(world)
    await note(world)
  }
  return world
}

/** What a tally's buckets are worth, brought to one moment: a number for each. */
function worths({ last, counted }: Tally): Record<string, number> {
  const told = Object.entries(counted).flatMap(([id, days]) =>
    Object.entries(days as Record<string, Bucket>).flatMap(([day, { count, worth, at }]) => [
      [`${id} ${day} count`, count] as const,
      [`${id} ${day} worth`, worth] as const,
      [`${id} ${day} at`, at] as const,
    ]),
  )
  return Object.fromEntries([['last', last ?? 0], ...told])
}

test('whatever becomes of leads, what is folded step by step is the whole, and the score of then is the one that was held', async () => {
  const life = fc.tuple(fc.array(deed, { minLength: 22, maxLength: 30 }), policy)
  await fc.assert(
    fc.asyncProperty(life, async ([all, first]) => {
      // It ends about now: ids never go back, so those of the tests that follow would be of a time to come.
      const lasts = all.reduce((sum, { hours }) => sum + hours + 1, 1) * HOUR
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - lasts })
      const { team, leadIds, notes } = await live(all, first)
      const now = new Date()
      for (const leadId of leadIds) {
        const told = await team.within(async (tx) => {
          const lived = await readLived(tx, team.admin, { leadId, now })
          const by = inForce(lived, now)
          const whole = await tallyAt(tx, lived, { at: now, since: 'known', versions: [by] })
          const held = (await readTallies<Tally>(tx, [leadId])).get(leadId)?.tally ?? nothingDone
          const history = await scoreHistory(tx, team.admin, { leadId, events: 'known', lang: 'zh', now })
          return { whole: worths(whole.get(by) ?? nothingDone), held: worths(held), history }
        })
        expect(Object.keys(told.held).toSorted()).toEqual(Object.keys(told.whole).toSorted())
        for (const [key, value] of Object.entries(told.whole))
          expect(Math.abs((told.held[key] ?? NaN) - value)).toBeLessThanOrEqual(
            1e-9 * Math.max(1, Math.abs(value)),
          )
        for (const { at, ...held } of notes.filter((each) => each.leadId === leadId)) {
          const then = await team.within((tx) =>
            scoreAt(tx, team.admin, { leadId, at, events: 'known', lang: 'zh', now }),
          )
          const { score, grade, terms } = then
          expect({ leadId, at, score, grade, terms, unknown: then.unknown }).toEqual({
            ...held,
            at,
            unknown: [],
          })
          const step = told.history.steps.findLast((each) => each.at <= at)
          expect({ at, score: step?.score, grade: step?.grade }).toEqual({ at, score, grade })
        }
      }
    }),
    {
      numRuns: RUNS,
      endOnFailure: true,
    },
  )
}, 60_000)
