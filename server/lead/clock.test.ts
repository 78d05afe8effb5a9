import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RecyclePolicy } from '../../contract/policy.ts'
import type { Condition } from '../../rules/condition.ts'
import { fieldsOf } from '../../rules/fields.ts'
import { clockOf, dayIn, noDeadline } from './clock.ts'

const DAY = 86_400_000
const at = { now: new Date('2026-03-09T02:00:00Z'), zone: 'Asia/Shanghai' }
const fields = fieldsOf([])
const clock = (rules: RecyclePolicy['rules']) => clockOf({ rules }, fields, at)

const anyRule: fc.Arbitrary<RecyclePolicy['rules'][number]> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 5 }),
  name: fc.constant(''),
  when: fc.constantFrom<Condition>({ all: [] }, { any: [] }, { field: 'grade', op: 'is', value: 'A' }),
  days: fc.oneof(fc.integer({ min: 1, max: 3650 }), fc.constantFrom(0.5, 0.04)),
  remindDays: fc.integer({ min: 0, max: 365 }),
  poolId: fc.constant(null),
  active: fc.boolean(),
})
const anyRules = fc.array(anyRule, { maxLength: 4 })
const anyMoment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
const anyGrade = fc.constantFrom('A', 'B')

describe('the fallback clock', () => {
  test('a later follow-up never makes a lead fall back earlier, nor remind after it has', () => {
    fc.assert(
      fc.property(anyRules, anyGrade, anyMoment, anyMoment, (rules, grade, a, b) => {
        const [early, late] = a <= b ? [a, b] : [b, a]
        const [first, second] = [early, late].map((from) => clock(rules)({ grade }, from))
        if (!first?.dueAt || !second?.dueAt) {
          expect(first?.dueAt).toEqual(second?.dueAt)
          return
        }
        expect(second.dueAt.getTime()).toBeGreaterThanOrEqual(first.dueAt.getTime())
        expect(second.dueAt.getTime()).toBeGreaterThan(late.getTime())
        if (!second.remindAt) return
        expect(second.remindAt.getTime()).toBeGreaterThanOrEqual(late.getTime())
        expect(second.remindAt.getTime()).toBeLessThanOrEqual(second.dueAt.getTime())
      }),
    )
  })

  test('the first active rule that fits counts, to the millisecond', () => {
    fc.assert(
      fc.property(anyRules, anyGrade, anyMoment, (rules, grade, from) => {
        const rule = rules.find(
          ({ active, when }) => active && !('any' in when) && (!('field' in when) || when.value === grade),
        )
        const { dueAt, ruleId } = clock(rules)({ grade }, from)
        expect(ruleId).toBe(rule?.id ?? null)
        expect(dueAt?.getTime()).toBe(rule && Math.trunc(from.getTime() + rule.days * DAY))
      }),
    )
  })

  test('a protected lead has no deadline, whatever the rules; nor has one without rules', () => {
    fc.assert(
      fc.property(anyRules, anyMoment, (rules, from) => {
        expect(clock(rules)({ grade: 'A', protected: true }, from)).toEqual(noDeadline)
      }),
    )
    expect(clockOf(undefined, fields, at)({}, at.now)).toEqual(noDeadline)
  })
})

test('a day is the organisation’s, not the server’s', () => {
  const moment = new Date('2026-03-08T16:30:00Z')
  expect(['Asia/Shanghai', 'UTC', 'America/New_York'].map((zone) => dayIn(zone, moment))).toEqual([
    '2026-03-09',
    '2026-03-08',
    '2026-03-08',
  ])
})
