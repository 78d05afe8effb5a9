import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AssignProblem } from '../../../../contract/assign-check.ts'
import { nobody, type AssignPolicy, type AssignRule } from '../../../../contract/assign.ts'
import { fieldsOf } from '../../../../rules/fields.ts'
import { assigner } from './assigner.ts'
import { type Ground, problemsOf } from './check.ts'
import type { TerritoryMap } from './mapProblems.ts'
import type { Rep, Roster } from './roster.ts'

const rep = (userId: string, parts: Partial<Rep> = {}): Rep => ({
  userId,
  off: null,
  next: null,
  teamIds: ['team'],
  tier: null,
  traits: {},
  holdingMax: null,
  dailyMax: null,
  weeklyMax: null,
  holding: 0,
  givenToday: 0,
  givenThisWeek: 0,
  ...parts,
})
const named = (name: string, gone = false) => ({ name, gone })
const groundOf = (reps: readonly Rep[], more: Partial<Ground> = {}): Ground => ({
  reps: new Map(reps.map((each) => [each.userId, each])),
  people: new Map([
    ...reps.map(({ userId }) => [userId, named(`人${userId}`)] as const),
    ['left', named('赵离职', true)],
  ]),
  teams: new Map([
    ['team', named('一组')],
    ['old', named('旧组', true)],
  ]),
  pools: new Map([
    ['pool', { ...named('公海'), members: 1 }],
    ['empty', { ...named('空池'), members: 0 }],
    ['shut', { ...named('旧池', true), members: 1 }],
  ]),
  grades: new Set(['A', 'B']),
  pointable: { territory: 0, cohort: 0, referral: 0 },
  hoursSet: true,
  ...more,
})
const mapped = (map: Partial<TerritoryMap>) =>
  groundOf(two, { pointable: { territory: 2 }, map: { holes: [], overlaps: [], vacant: [], ...map } })
const two = [rep('a', { tier: '资深', traits: { language: ['日语'] } }), rep('b')]

const rule = (strategy: AssignRule['strategy'], parts: Partial<AssignRule> = {}): AssignRule => ({
  id: 'r',
  name: '',
  when: { all: [] },
  strategy,
  active: true,
  ...parts,
})
const turn = { kind: 'roundRobin' } as const
const policyOf = (rules: AssignRule[], more: Partial<AssignPolicy> = {}): AssignPolicy => ({
  rules,
  fallbackPoolId: 'pool',
  ...more,
})
const codes = (policy: AssignPolicy, ground = groundOf(two)) =>
  problemsOf(policy, ground).map(({ severity, code, ruleId }) => `${severity} ${code} ${ruleId ?? '-'}`)

/** Every rule that cannot work, with what is said of it. */
const unsound: readonly [string, AssignRule, string, Ground?][] = [
  ['a tier nobody has', rule(turn, { who: { tiers: ['金牌'] } }), 'error tierNobody r'],
  ['who no rep is', rule(turn, { who: { userIds: ['b'], tiers: ['资深'] } }), 'error nobody r'],
  [
    'a trait nobody has',
    rule(turn, { who: { traits: [{ trait: 'language', anyOf: ['法语'] }] } }),
    'error nobody r',
  ],
  [
    'a fit nobody can have',
    rule(turn, { who: { fits: [{ trait: 'region', field: 'region' }] } }),
    'error unfit r',
  ],
  ['quotas of 0', rule({ kind: 'quota', quotas: { a: 0 }, per: 'day' }), 'error quotaZero r'],
  [
    'quotas of others',
    rule({ kind: 'quota', quotas: { b: 5 }, per: 'day' }, { who: { userIds: ['a'] } }),
    'error quotaZero r',
  ],
  ['weights of 0', rule({ kind: 'roundRobin', weights: { a: 0, b: 0 } }), 'error weightZero r'],
  ['a cap of 0', rule(turn, { caps: { daily: 0 } }), 'error capZero r'],
  [
    'capacity 0 for all',
    rule(turn),
    'error full r',
    groundOf([rep('a', { holdingMax: 0 }), rep('b', { dailyMax: 0 })]),
  ],
  ['a leaver', rule({ kind: 'rep', userId: 'left' }), 'error gone r'],
  ['a leaver among weights', rule({ kind: 'roundRobin', weights: { left: 2 } }), 'error gone r'],
  ['a leaver among quotas', rule({ kind: 'quota', quotas: { a: 1, left: 2 }, per: 'week' }), 'error gone r'],
  ['a leaver in who', rule(turn, { who: { userIds: ['left'] } }), 'error gone r'],
  ['a team that is no more', rule(turn, { who: { teamIds: ['old'] } }), 'error gone r'],
  ['a pool that is no more', rule({ kind: 'pool', poolId: 'shut' }), 'error gone r'],
  ['a pool nobody is in', rule({ kind: 'pool', poolId: 'empty' }), 'warning poolEmpty r'],
  [
    'nobody, into a pool without members',
    rule(turn, { nobody: { kind: 'pool', poolId: 'empty' } }),
    'warning poolEmpty r',
  ],
  [
    'a step of a claim window with nobody',
    rule({ kind: 'claimWindow', poolId: 'pool', steps: [{ who: { tiers: ['金牌'] }, minutes: 30 }] }),
    'warning stepNobody r',
  ],
  [
    'grades no scorecard gives',
    rule({ kind: 'tier', lines: [{ grades: ['S'], tiers: ['资深'] }] }),
    'error gradeUnknown r',
  ],
  [
    'some grades no scorecard gives',
    rule({ kind: 'tier', lines: [{ grades: ['A', 'S'], tiers: ['资深'] }] }),
    'warning gradeUnknown r',
  ],
  [
    'a line of tiers nobody has',
    rule({
      kind: 'tier',
      lines: [
        { grades: ['A'], tiers: ['资深'] },
        { grades: ['B'], tiers: ['新人'] },
      ],
    }),
    'warning tierNobody r',
  ],
  [
    'who is on duty, while nobody has set hours',
    rule(turn, { hours: 'onDuty' }),
    'error hoursUnset r',
    groundOf(two, { hoursSet: false }),
  ],
  ['no territories', rule({ kind: 'territory' }), 'warning unpointed r'],
  ['no cohorts', rule({ kind: 'cohort' }), 'warning unpointed r'],
  ['no referrers', rule({ kind: 'referral' }), 'warning unpointed r'],
  ['a hole in the map', rule({ kind: 'territory' }), 'warning territoryHole r', mapped({ holes: ['31'] })],
  [
    'an overlap in the map',
    rule({ kind: 'territory' }),
    'warning territoryOverlap r',
    mapped({ overlaps: [{ kind: 'region', of: '3101', names: ['东', '西'] }] }),
  ],
  [
    'a territory everybody left',
    rule({ kind: 'territory' }),
    'warning territoryVacant r',
    mapped({ vacant: ['东'] }),
  ],
  [
    'two referrers of a lead',
    rule({ kind: 'referral' }),
    'warning severalReferrers r',
    groundOf(two, { pointable: { referral: 2 }, severalReferrers: 1 }),
  ],
]

describe('a rule that cannot work is seen before it is published', () => {
  test.each(unsound)('%s', (_, wrong, code, ground) => {
    expect(codes(policyOf([wrong]), ground)).toEqual([code])
  })

  test('one that is off is asked only whom it names', () => {
    expect(codes(policyOf([rule(turn, { caps: { daily: 0 }, active: false })]))).toEqual([
      'warning noneInForce -',
    ])
    const off = rule({ kind: 'rep', userId: 'left' }, { active: false })
    expect(codes(policyOf([off, rule(turn, { id: 's' })]))).toEqual(['error gone r'])
  })

  test('a sound policy has none, and nothing is said of pointers that were not counted', () => {
    const sound = policyOf([rule({ kind: 'territory' }), rule(turn, { id: 's', who: { teamIds: ['team'] } })])
    expect(codes(sound, groundOf(two, { pointable: {} }))).toEqual([])
  })
})

describe('a rule by territory is told of the map', () => {
  const asking = (when: AssignRule['when']) => [rule({ kind: 'territory' }, { when })]
  const east = { field: 'region', op: 'in' as const, value: ['3205', '31'] }

  test('as far as it asks for leads from there', () => {
    const at = (holes: string[], when: AssignRule['when']) =>
      codes(policyOf(asking(when)), mapped({ holes })).length > 0
    expect(at(['32'], east)).toBe(true) // Suzhou lies in what nobody has
    expect(at(['320505'], { all: [east, { field: 'score', op: 'above', value: 1 }] })).toBe(true)
    expect(at(['3201', '44'], { all: [east] })).toBe(false)
    expect(at(['44'], { any: [east, { field: 'score', op: 'above', value: 1 }] })).toBe(true)
    expect(at(['44'], { any: [east, { ...east, value: ['33'] }] })).toBe(false)
    expect(at(['44'], { not: east })).toBe(true)
  })

  test('in names, the first few of many', () => {
    const told = (holes: string[]) => problemsOf(policyOf(asking({ all: [] })), mapped({ holes }))[0]!.said
    expect(told(['31', '44']).zh).toMatch(/^上海市、广东省没有片区负责/)
    expect(told(['11', '12', '13', '14', '15']).en).toMatch(/and 1 more/)
    const overlaps = [{ kind: 'area' as const, of: '软件园', names: ['老', '新'] }]
    const [twice] = problemsOf(policyOf(asking({ all: [] })), mapped({ overlaps }))
    expect(twice!.said.zh).toContain('线索归先建的“老”')
  })
})

describe('the policy as a whole', () => {
  test('its fallback pool is gone, or nobody is in it', () => {
    expect(codes(policyOf([], { fallbackPoolId: 'shut' }))).toEqual(['error gone -'])
    expect(codes(policyOf([], { fallbackPoolId: 'empty' }))).toEqual(['warning poolEmpty -'])
  })

  test('an organisation without reps is told so once', () => {
    expect(
      codes(policyOf([rule(turn), rule(turn, { id: 's', who: { tiers: ['资深'] } })]), groundOf([])),
    ).toEqual(['warning noReps -'])
  })

  test('no rule is for the mode that holds', () => {
    const mode = { kind: 'growth' } as AssignPolicy['mode']
    expect(codes(policyOf([rule(turn, { modes: ['lean'] })], { mode }))).toEqual(['warning noneInForce -'])
  })
})

describe('the order of rules', () => {
  const east = { field: 'region', op: 'in' as const, value: ['31'] }
  const after = rule(turn, { id: 's', when: { all: [east] } })

  test.each<[string, AssignRule]>([
    ['a pool for all', rule({ kind: 'pool', poolId: 'pool' })],
    ['by hand for all', rule({ kind: 'hand' })],
    ['turns that wait', rule(turn, { nobody: { kind: 'hold' } })],
    ['a pool for the same', rule({ kind: 'pool', poolId: 'pool' }, { when: { all: [east] } })],
  ])('nothing comes after %s', (_, taker) => {
    expect(codes(policyOf([taker, after]))).toEqual(['warning covered s'])
    expect(codes(policyOf([after, taker]))).toEqual([])
  })

  test('a rule that may pass on, or is for another mode, leaves the next its leads', () => {
    expect(codes(policyOf([rule(turn), after]))).toEqual([])
    const lean = rule({ kind: 'pool', poolId: 'pool' }, { modes: ['lean'] })
    const mode = { kind: 'growth' } as AssignPolicy['mode']
    expect(codes(policyOf([lean, after], { mode }))).toEqual([])
  })

  test('two that ask and give the same are one', () => {
    expect(codes(policyOf([rule(turn), rule(turn, { id: 's' })]))).toEqual(['warning twice s'])
    const quota = rule({ kind: 'quota', quotas: { a: 3 }, per: 'day' })
    expect(codes(policyOf([quota, rule(turn, { id: 's' })]))).toEqual([])
  })
})

test('every problem says what mends it, in both languages', () => {
  const told: AssignProblem[] = unsound.flatMap(([, wrong, , ground]) =>
    problemsOf(policyOf([wrong]), ground ?? groundOf(two)),
  )
  for (const { said } of told) {
    expect(said.zh).toMatch(/[；]/)
    expect(said.en).toMatch(/[;,]/)
  }
})

test('a loop of fallbacks cannot be written: nobody goes down, waits, or ends in a pool', () => {
  expect(nobody.options.map((option) => Object.keys(option.shape))).toEqual([
    ['kind'],
    ['kind'],
    ['kind'],
    ['kind', 'poolId'],
  ])
  expect(nobody.options.map((option) => option.shape.kind.value)).toEqual([
    'next',
    'hold',
    'nextShift',
    'pool',
  ])
})

describe('published all the same, it ends somewhere with a reason', () => {
  const at = { now: new Date('2026-03-09T02:00:00Z'), zone: 'Asia/Shanghai' }
  const standing = (reps: readonly Rep[]): Roster => ({
    reps: new Map(reps.map((each) => [each.userId, { ...each }])),
    turns: new Map(),
    rules: new Set(['r']),
    pointers: new Map(),
    former: new Map(),
    day: '2026-03-09',
  })

  test.each(unsound)('%s', (_, wrong, code, ground = groundOf(two)) => {
    // Whoever left is no rep any more.
    const reps = [...ground.reps.values(), rep('left', { off: 'left' })]
    const { assign } = assigner(policyOf([wrong]), fieldsOf([]), at)
    fc.assert(
      fc.property(fc.constantFrom('A', 'B', 'S', ''), fc.string(), (grade, leadId) => {
        const { to, ruleId, passed } = assign({ leadId, facts: { grade, region: '31' } }, standing(reps))
        if (ruleId === null) {
          expect(to).toEqual({ kind: 'pool', id: 'pool' })
          expect(passed.map((each) => each.because)).toEqual([
            expect.stringMatching(/nobody|capacity|unpointed/),
          ])
        } else {
          // What still works is given, or lies in the pool that was named: never to whoever left.
          expect(to.id).not.toBe('left')
          expect(code).not.toMatch(/nobody|unfit|Zero|full|unpointed/)
        }
      }),
    )
  })
})
