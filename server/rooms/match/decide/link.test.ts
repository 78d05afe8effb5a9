import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Fact, facts } from '../../../../rules/fields.ts'
import type { LeadValues } from '../../../lead/store.ts'
import { link } from './link.ts'

const text = fc.option(fc.constantFrom('', '张明', '李雷'), { nil: null })
const anyValue = fc.constantFrom<unknown>(null, '', [], 0, false, 'x', ['a'], 7)
const anyValues: fc.Arbitrary<LeadValues> = fc.record({
  ...(Object.fromEntries(facts.map((fact) => [fact, text])) as Record<Fact, typeof text>),
  attrs: fc.dictionary(fc.constantFrom('age', 'city', 'tags'), anyValue),
})
const missing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
const flat = ({ attrs, ...named }: LeadValues) =>
  new Map<string, unknown>([
    ...Object.entries(named),
    ...Object.entries(attrs).map(([key, value]) => [`custom.${key}`, value] as const),
  ])

test('what a lead has is never overwritten, what it lacks is filled in, and exactly that is told', () => {
  fc.assert(
    fc.property(anyValues, anyValues, (held, arrived) => {
      const { values, changes } = link(held, arrived)
      const [before, after, brought] = [flat(held), flat(values), flat(arrived)]
      for (const field of new Set([...before.keys(), ...brought.keys()])) {
        const filled = missing(before.get(field)) && !missing(brought.get(field))
        expect({ field, value: after.get(field) }).toEqual({
          field,
          value: filled ? brought.get(field) : before.get(field),
        })
        expect(changes.filter((change) => change.field === field)).toEqual(
          filled ? [{ field, before: null, after: brought.get(field) }] : [],
        )
      }
    }),
  )
})

test('linking the same arrival again changes nothing', () => {
  fc.assert(
    fc.property(anyValues, anyValues, (held, arrived) => {
      const once = link(held, arrived).values
      expect(link(once, arrived)).toEqual({ values: once, changes: [] })
    }),
  )
})
