import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AssignPolicy, AssignRule } from '../../../../contract/assign.ts'
import { fieldsOf } from '../../../../rules/fields.ts'
import { freshTurn, type Turn } from '../../../lead/turns.ts'
import { assigner } from './assigner.ts'
import { obstacle, type Rep, type Roster } from './roster.ts'

const fields = fieldsOf([])
const at = { now: new Date('2026-03-09T02:00:00Z'), zone: 'Asia/Shanghai' }
const POOL = 'pool'

const rep = (userId: string, parts: Partial<Rep> = {}): Rep => ({
  userId,
  off: null,
  next: null,
  teamIds: ['team'],
  tier: null,
  traits: {},
  holdingMax: null,
  dailyMax: null,
  holding: 0,
  givenToday: 0,
  weeklyMax: null,
  givenThisWeek: 0,
  ...parts,
})

/** Every rule is read; a team has those who are named for it, 'team' everybody. */
const everyRule = { has: () => true } as unknown as ReadonlySet<string>

function rosterOf(reps: readonly Rep[], teams: Record<string, string[]> = {}): Roster {
  const teamsOf = (userId: string) => [
    'team',
    ...Object.keys(teams).filter((team) => teams[team]?.includes(userId)),
  ]
  return {
    reps: new Map(reps.map((each) => [each.userId, Object.assign(each, { teamIds: teamsOf(each.userId) })])),
    turns: new Map(),
    rules: everyRule,
    pointers: new Map(),
    former: new Map(),
    day: '2026-03-09',
  }
}

const rule = (id: string, strategy: AssignRule['strategy'], parts: Partial<AssignRule> = {}): AssignRule => ({
  id,
  name: id,
  when: { all: [] },
  strategy,
  active: true,
  ...parts,
})
const inTurn = rule('turn', { kind: 'roundRobin' })
const policyOf = (...rules: AssignRule[]): AssignPolicy => ({ rules, fallbackPoolId: POOL })
let leads = 0
const dealer = (...rules: AssignRule[]) => {
  const { assign } = assigner(policyOf(...rules), fields, at)
  return (facts: Record<string, unknown>, roster: Roster) =>
    assign({ facts, leadId: `lead ${leads++}` }, roster)
}

const cap = fc.option(fc.integer({ min: 0, max: 4 }), { nil: null })
const anyReps = fc
  .array(
    fc.record({
      off: fc.constantFrom(null, null, 'away' as const),
      holdingMax: cap,
      dailyMax: cap,
      holding: fc.integer({ min: 0, max: 5 }),
      givenToday: fc.integer({ min: 0, max: 5 }),
      weeklyMax: cap,
      givenThisWeek: fc.integer({ min: 0, max: 5 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.map((each, i) => rep(`u${i}`, each)))
const anyStrategy = fc.constantFrom<AssignRule['strategy']>(
  { kind: 'roundRobin' },
  { kind: 'leastLoaded' },
  { kind: 'rep', userId: 'u0' },
)

describe('capacity', () => {
  test('nobody away or full is ever given a lead, and the fallback pool takes what nobody can', () => {
    fc.assert(
      fc.property(anyReps, fc.array(anyStrategy, { minLength: 1, maxLength: 3 }), (reps, strategies) => {
        const roster = rosterOf(reps)
        const deal = dealer(...strategies.map((strategy, i) => rule(`r${i}`, strategy)))
        for (let i = 0; i < 30; i++) {
          const before = new Map(reps.map((each) => [each.userId, { ...each }]))
          const { to, ruleId } = deal({}, roster)
          const taker = before.get(to.id ?? '')
          if (taker) expect(obstacle(taker)).toBeUndefined()
          else expect({ to, ruleId }).toEqual({ to: { kind: 'pool', id: POOL }, ruleId: null })
        }
      }),
    )
  })

  test('a lead goes to the pool only when every rep a rule names is away or full', () => {
    fc.assert(
      fc.property(anyReps, (reps) => {
        const roster = rosterOf(reps)
        const free = reps.some((each) => !obstacle(each))
        expect(dealer(inTurn)({}, roster).to.kind).toBe(free ? 'rep' : 'pool')
      }),
    )
  })

  test('least loaded gives to somebody who holds no more than any other free rep', () => {
    fc.assert(
      fc.property(anyReps, (reps) => {
        const roster = rosterOf(reps)
        const free = reps.filter((each) => !obstacle(each)).map(({ holding }) => holding)
        const { to } = dealer(rule('least', { kind: 'leastLoaded' }))({}, roster)
        if (to.kind === 'rep') expect((roster.reps.get(to.id) as Rep).holding - 1).toBe(Math.min(...free))
      }),
    )
  })
})

/** What happens to a rotation: a lead comes, or somebody of the five goes, comes back, fills up or is freed. */
const happening = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('lead' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constantFrom('away' as const, 'back' as const, 'full' as const, 'freed' as const),
      who: fc.integer({ min: 0, max: 4 }),
    }),
  },
)

describe('round robin', () => {
  test('while the same people are eligible nobody is more than one lead ahead, whatever happened before', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 120 }), (happenings) => {
        const reps = Array.from({ length: 5 }, (_, i) => rep(`u${i}`))
        const roster = rosterOf(reps)
        const deal = dealer(inTurn)
        let eligible = ''
        let given = new Map<string, number>()
        for (const each of happenings) {
          if (each.what !== 'lead') {
            const who = reps[each.who] as Rep
            if (each.what === 'away' || each.what === 'back')
              Object.assign(who, { off: each.what === 'away' ? 'away' : null })
            else Object.assign(who, { holdingMax: each.what === 'full' ? who.holding : null })
            continue
          }
          const free = reps.filter((one) => !obstacle(one)).map(({ userId }) => userId)
          if (free.join() !== eligible) given = new Map(free.map((userId) => [userId, 0]))
          eligible = free.join()
          const { to } = deal({}, roster)
          if (to.kind === 'rep') given.set(to.id, (given.get(to.id) ?? 0) + 1)
          const counts = [...given.values()]
          if (counts.length > 0) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('whoever is new or comes back starts level: neither a flood nor a drought', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (before, after) => {
        const [a, b, c] = [rep('a'), rep('b'), rep('c', { off: 'away' })]
        const roster = rosterOf([a, b, c])
        const deal = dealer(inTurn)
        for (let i = 0; i < before; i++) deal({}, roster)
        Object.assign(c, { off: null })
        const got = Array.from({ length: after }, () => deal({}, roster).to.id ?? '').filter(
          (id) => id === 'c',
        )
        expect(Math.abs(got.length - after / 3)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('what is owed is paid first, exactly once, and costs its rep no turn', () => {
    const anyTurns = fc.array(
      fc.record({ ahead: fc.integer({ min: 0, max: 1 }), owed: fc.integer({ min: 0, max: 3 }) }),
      { minLength: 2, maxLength: 5 },
    )
    fc.assert(
      fc.property(anyTurns, (held) => {
        const reps = held.map((_, i) => rep(`u${i}`))
        const roster = rosterOf(reps)
        const turns = held.map(({ ahead, owed }, i): [string, Turn] => [
          `u${i}`,
          { ...freshTurn, given: 10 + ahead, round: ahead, owed, present: true },
        ])
        roster.turns.set('turn', new Map(turns))
        const debts = held.flatMap(({ owed }, i) => Array.from({ length: owed }, () => `u${i}`))
        const deal = dealer(inTurn)
        const first = debts.map(() => deal({}, roster).to.id)
        const sorted = (ids: (string | null)[]) => ids.map(String).toSorted((a, b) => a.localeCompare(b))
        expect(sorted(first)).toEqual(sorted(debts))
        expect(
          [...(roster.turns.get('turn') as Map<string, Turn>).values()].map(({ given }) => given),
        ).toEqual(held.map(({ ahead }) => 10 + ahead))
      }),
    )
  })
})

describe('a lead that is owed by quota', () => {
  const byQuota = rule('quota', { kind: 'quota', quotas: { a: 2, b: 2 }, per: 'month' })
  const owing = (owed: number) => {
    const roster = rosterOf([rep('a'), rep('b')])
    roster.turns.set('quota', new Map([['a', { ...freshTurn, owed }]]))
    const deal = dealer(byQuota)
    return Array.from({ length: 5 }, () => deal({}, roster).to.id)
  }
  const leadsOf = (who: string, owed: number) => owing(owed).filter((id) => id === who).length

  test('comes first and on top of it; one to be given back fills it', () => {
    expect(owing(1)[0]).toBe('a')
    expect([leadsOf('a', 1), leadsOf('b', 1)]).toEqual([3, 2])
    expect([leadsOf('a', 0), leadsOf('b', 0), leadsOf(POOL, 0)]).toEqual([2, 2, 1])
    expect([leadsOf('a', -1), leadsOf('b', -1), leadsOf(POOL, -1)]).toEqual([1, 2, 2])
  })
})

describe('the reasons', () => {
  const away = rep('away', { off: 'away' })
  const full = rep('full', { holdingMax: 3, holding: 3 })
  const spent = rep('spent', { dailyMax: 2, givenToday: 2 })
  const roster = () =>
    rosterOf([away, full, spent, rep('free')], {
      gone: ['away'],
      busy: ['away', 'full', 'spent'],
      mixed: ['away', 'full', 'spent', 'free'],
    })
  const robin = (id: string, teamId: string, parts: Partial<AssignRule> = {}) =>
    rule(id, { kind: 'roundRobin' }, { who: { teamIds: [teamId] }, ...parts })

  test('of rules that were passed over say what kept them; what does not fit or is switched off is not told', () => {
    const never = { field: 'name', op: 'is', value: '谁' } as const
    const deal = dealer(
      robin('off', 'mixed', { active: false }),
      robin('unfit', 'mixed', { when: never }),
      robin('gone', 'gone'),
      robin('none', 'no such team'),
      robin('busy', 'busy'),
      robin('takes', 'mixed'),
      robin('later', 'mixed'),
    )
    expect(deal({ name: '张明' }, roster())).toEqual({
      to: { kind: 'rep', id: 'free' },
      ruleId: 'takes',
      passed: [
        { ruleId: 'gone', because: 'nobody' },
        { ruleId: 'none', because: 'nobody' },
        { ruleId: 'busy', because: 'capacity' },
      ],
      without: [
        { userId: 'away', because: 'away' },
        { userId: 'full', because: 'holding' },
        { userId: 'spent', because: 'daily' },
      ],
    })
  })

  test('a pool rule takes what reaches it; the fallback says that no rule did', () => {
    const toPool = rule('pool', { kind: 'pool', poolId: 'north' })
    expect(dealer(toPool)({}, roster())).toMatchObject({ to: { kind: 'pool', id: 'north' }, ruleId: 'pool' })
    expect(dealer(robin('busy', 'busy'))({}, roster())).toEqual({
      to: { kind: 'pool', id: POOL },
      ruleId: null,
      passed: [{ ruleId: 'busy', because: 'capacity' }],
      without: [],
    })
  })
})

describe('by merit', () => {
  const merits = (mode: Partial<NonNullable<AssignPolicy['mode']>>) => {
    const reps = Array.from({ length: 4 }, (_, i) => rep(`u${i}`))
    const ids = Array.from({ length: 200 }, (_, i) => `lead ${i}`)
    const chances = new Map(reps.map(({ userId }, i) => [userId, 0.1 + 0.2 * i]))
    const roster = {
      ...rosterOf(reps),
      best: { chances: new Map(ids.map((id) => [id, chances])), good: new Map() },
    }
    const plain = { kind: 'lean' as const, dial: 1, floor: { share: 0, days: 7, grades: ['A'] }, explore: 0 }
    const policy: AssignPolicy = {
      ...policyOf(rule('best', { kind: 'best' })),
      mode: { ...plain, catchUp: false, claims: 'open', moves: 'open', ...mode },
    }
    const { assign } = assigner(policy, fields, at)
    const made = ids.map((leadId) => assign({ facts: { grade: 'A' }, leadId }, roster))
    const got = Map.groupBy(made, ({ to }) => to.id)
    return { made, got: reps.map(({ userId }) => got.get(userId)?.length ?? 0) }
  }

  test('the dial goes from equal shares to whoever is likeliest to win', () => {
    expect(merits({ dial: 1 }).got).toEqual([0, 0, 0, 200])
    expect(merits({ dial: 0 }).got).toEqual([50, 50, 50, 50])
  })

  test('everybody has at least the floor of good leads, whatever the dial', () => {
    const { got } = merits({ dial: 1, floor: { share: 0.4, days: 7, grades: ['A'] } })
    for (const leads of got) expect(leads).toBeGreaterThanOrEqual(0.4 * 50 - 1)
    expect(got[3]).toBe(Math.max(...got))
  })

  test('a share goes to anybody, with the chance of that kept', () => {
    const { made, got } = merits({ dial: 1, explore: 0.4 })
    expect(got[0]).toBeGreaterThan(0)
    expect(new Set(made.map(({ merit }) => merit?.propensity?.toFixed(3)))).toEqual(
      new Set(['0.100', '0.700']),
    )
  })
})
