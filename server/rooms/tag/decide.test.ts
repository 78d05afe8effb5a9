import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matches } from '../../../rules/matches.ts'
import { allFields, anyCondition, anyLead, anyMoment } from '../../../test/conditions.ts'
import { tagger } from './decide.ts'

const DAY = 86_400_000
const anyRules = fc
  .array(
    fc.record({
      when: anyCondition,
      tags: fc.array(fc.constantFrom<string>('大客户', '急', 'VIP'), { minLength: 1, maxLength: 3 }),
      days: fc.option(fc.constantFrom(0.5, 1, 30), { nil: null }),
      active: fc.boolean(),
    }),
    { maxLength: 5 },
  )
  .map((rules) => rules.map((rule, i) => ({ ...rule, id: `t${i}` })))

test('a tag is given once, by the first active rule that fits and has it, and lapses when that rule says', () => {
  fc.assert(
    fc.property(anyRules, anyLead, anyMoment, (rules, lead, at) => {
      const given = tagger({ rules }, allFields, at)(lead)
      const fitting = rules.filter(({ active, when }) => active && matches(when, allFields, at)(lead))
      expect(given.map(({ tag }) => tag)).toEqual([...new Set(fitting.flatMap(({ tags }) => tags))])
      for (const { tag, rule, expiresAt } of given) {
        const first = fitting.find(({ tags }) => tags.includes(tag))
        expect(rule).toBe(first?.id)
        expect(expiresAt && +expiresAt - +at.now).toBe(
          typeof first?.days === 'number' ? first.days * DAY : null,
        )
      }
    }),
  )
})

test('without a policy nothing is tagged', () => {
  expect(tagger(undefined, allFields, { now: new Date(), zone: 'UTC' })({})).toEqual([])
})
