import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AssignPolicy, AssignRule } from '../../../../contract/assign.ts'
import { fieldsOf } from '../../../../rules/fields.ts'
import { freshTurn, type Turn } from '../../../lead/turns.ts'
import { type Assignment, assigner } from './assigner.ts'
import { keptMerits, roundChance } from './merits.ts'
import { type Look, looked, packed } from './record.ts'
import { keptFacts, readFacts, replay } from './replay.ts'
import type { Rep, Roster } from './roster.ts'

const fields = fieldsOf([])
const at = { now: new Date('2026-03-09T02:00:00Z'), zone: 'Asia/Shanghai' }
const day = '2026-03-09'

const cap = fc.option(fc.integer({ min: 0, max: 30 }), { nil: null })
const anyRep = fc.record({
  off: fc.constantFrom(null, null, null, 'away' as const, 'paused' as const, 'offShift' as const),
  next: fc.constantFrom(null, new Date('2026-03-10T01:00:00Z')),
  teamIds: fc.constantFrom(['a'], ['b'], ['a', 'b']),
  tier: fc.constantFrom(null, 'S', 'B'),
  holdingMax: cap,
  dailyMax: cap,
  holding: fc.integer({ min: 0, max: 300 }),
  givenToday: fc.integer({ min: 0, max: 40 }),
  weeklyMax: fc.option(fc.integer({ min: 0, max: 90 }), { nil: null }),
  givenThisWeek: fc.integer({ min: 0, max: 90 }),
})
const strategy = fc.constantFrom<AssignRule['strategy']>(
  { kind: 'roundRobin' },
  { kind: 'roundRobin', weights: { u1: 3, u2: 2, u4: 0 } },
  { kind: 'leastLoaded' },
  { kind: 'quota', quotas: { u0: 2, u1: 5, u3: 9 }, per: 'week' },
  { kind: 'tier', lines: [{ grades: ['A'], tiers: ['S'] }] },
  { kind: 'best' },
  { kind: 'rep', userId: 'u2' },
  { kind: 'territory' },
  { kind: 'held' },
  { kind: 'pool', poolId: 'north' },
)
const anyRule = fc.record(
  {
    when: fc.constantFrom<AssignRule['when']>(
      { all: [] },
      { field: 'grade', op: 'one_of', value: ['A'] },
      { field: 'arrivedAt', op: 'in_last', value: { hours: 2 } },
    ),
    who: fc.constantFrom({ teamIds: ['a'] }, { teamIds: ['b'], notFormer: true }, {}),
    strategy,
    caps: fc.constantFrom(undefined, { daily: 3 }, { weekly: 4 }),
    hours: fc.constantFrom('any' as const, 'onDuty' as const),
    nobody: fc.constantFrom<AssignRule['nobody']>(undefined, { kind: 'hold' }, { kind: 'nextShift' }),
  },
  { requiredKeys: ['when', 'who', 'strategy'] },
)
const anyLead = fc.record({
  grade: fc.constantFrom('A', 'B'),
  arrivedAt: fc.constantFrom(new Date('2026-03-09T01:30:00Z'), new Date('2026-03-01T00:00:00Z')),
})

interface Case {
  readonly policy: AssignPolicy
  readonly roster: Roster
  readonly catchUp: boolean
}

function begun({
  reps,
  rules,
  catchUp,
}: {
  reps: readonly object[]
  rules: readonly object[]
  catchUp: boolean
}): Case {
  const list = reps.map((parts, i): Rep => ({ userId: `u${i}`, traits: {}, ...parts }) as Rep)
  const mode = {
    kind: 'custom' as const,
    dial: 0.6,
    floor: { share: 0.5, days: 7, grades: ['A'] },
    explore: 0.2,
    catchUp,
  }
  const policy = {
    rules: rules.map(
      (rule, i): AssignRule => ({ id: `r${i}`, name: '', active: true, ...rule }) as AssignRule,
    ),
    fallbackPoolId: 'pool',
    mode: { ...mode, claims: 'open' as const, moves: 'open' as const },
  }
  const pointed = { territory: { userIds: ['u1', 'u3'], teamId: null, because: { territoryId: 't' } } }
  const pointers = new Map([0, 1, 2, 3].map((i) => [`lead ${i}`, i % 2 === 0 ? pointed : {}]))
  const former = new Map([['lead 1', new Set(['u0', 'u1'])]])
  const roster = {
    reps: new Map(list.map((rep) => [rep.userId, rep])),
    turns: new Map(),
    rules: new Set(policy.rules.map(({ id }) => id)),
    pointers,
    best: {
      chances: new Map(
        [0, 1, 2, 3].map((n) => [
          `lead ${n}`,
          new Map(list.map(({ userId }, i) => [userId, roundChance(0.1 + 0.07 * i + 0.01 * n)])),
        ]),
      ),
      good: new Map(),
    },
    former,
    day,
  }
  return { policy, roster, catchUp }
}

const outcome = ({ to, ruleId, passed, without, wake, merit }: Assignment) => ({
  merit,
  to,
  ruleId,
  passed,
  without,
  wake,
})

/** Owes the first rep leads, as `credit` does. */
function owe(
  { turns, reps }: Pick<Roster, 'turns' | 'reps'>,
  { ruleId, leads }: { ruleId: string; leads: number },
) {
  const held = turns.get(ruleId) ?? new Map<string, Turn>()
  const [userId = ''] = reps.keys()
  const turn = held.get(userId) ?? freshTurn
  turns.set(ruleId, held.set(userId, { ...turn, owed: turn.owed + leads }))
}

describe('a kept decision', () => {
  test('is decided again bit for bit, from its bytes, its facts and the roster alone', () => {
    let replays = 0
    fc.assert(
      fc.property(
        fc.record({
          reps: fc.array(anyRep, { minLength: 1, maxLength: 8 }),
          rules: fc.array(anyRule, { minLength: 1, maxLength: 4 }),
          leads: fc.array(anyLead, { minLength: 1, maxLength: 25 }),
          catchUp: fc.boolean(),
        }),
        ({ leads, ...parts }) => {
          const { policy, roster } = begun(parts)
          const standing = [...roster.reps.values()].map(
            ({ off: _, next: __, holding: ___, givenToday: ____, givenThisWeek: _____, ...rep }) => rep,
          )
          const { assign } = assigner(policy, fields, at)
          leads.forEach((facts, i) => {
            const leadId = `lead ${i % 4}`
            // Somebody comes or goes now and then, so that rounds end.
            if (i % 7 === 3)
              Object.assign([...roster.reps.values()][i % roster.reps.size]!, { off: i % 2 ? 'away' : null })
            // And somebody is owed a lead by a rule, or has to give one back.
            if (i % 4 === 1)
              owe(roster, { ruleId: policy.rules[i % policy.rules.length]!.id, leads: i % 3 === 0 ? 1 : -1 })
            const looks: Look[] = []
            const barred = i % 3 === 2 ? ['u0', 'u2'] : undefined
            const merits = keptMerits(roster, leadId)
            const made = assign(
              { facts, leadId, ...(barred ? { barred: new Set(barred) } : {}) },
              roster,
              (rule, field) => looks.push(looked(rule, field, roster)),
            )
            if (barred) expect(barred).not.toContain(made.to.id)
            const known = {
              ...(merits ? { merits } : {}),
              facts,
              pointers: roster.pointers.get(leadId) ?? {},
              former: [...(roster.former.get(leadId) ?? [])],
              ...(barred ? { barred } : {}),
            }
            const again = replay(
              {
                leadId,
                state: packed(looks, policy),
                known: readFacts(keptFacts(known)),
                policy,
                reps: standing,
                day,
              },
              fields,
              at,
            )
            expect(outcome(again.assignment)).toEqual(outcome(made))
            replays += 1
          })
        },
      ),
      { numRuns: 1000 },
    )
    expect(replays).toBeGreaterThan(5_000)
  })

  test('takes less than a kilobyte with a hundred candidates', () => {
    const sizes = fc
      .sample(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 300, maxLength: 300 }), 50)
      .map((loads) => {
        const { policy, roster } = begun({
          reps: Array.from({ length: 100 }, (_, i) => ({
            off: i % 9 === 0 ? ('away' as const) : null,
            next: null,
            teamIds: ['a'],
            tier: null,
            holdingMax: 300,
            dailyMax: 40,
            holding: loads[i]!,
            givenToday: loads[i + 100]! % 45,
            weeklyMax: null,
            givenThisWeek: 0,
          })),
          rules: [{ when: { all: [] }, who: { teamIds: ['a'] }, strategy: { kind: 'roundRobin' } }],
          catchUp: false,
        })
        // After many changes of who is eligible, so that everybody is owed something else.
        const turns = [...roster.reps.keys()].map(
          (userId, i) =>
            [
              userId,
              {
                ...freshTurn,
                present: i % 3 > 0,
                round: loads[i]! % 7,
                carry: (loads[i + 200]! - 200) * 4_321,
              },
            ] as const,
        )
        roster.turns.set('r0', new Map(turns))
        const looks: Look[] = []
        assigner(policy, fields, at).assign(
          { facts: { grade: 'A' }, leadId: 'lead' },
          roster,
          (rule, field) => looks.push(looked(rule, field, roster)),
        )
        return deflateRawSync(packed(looks, policy), { level: 1 }).length
      })
    expect(Math.max(...sizes)).toBeLessThan(1024 - 100)
  })
})
