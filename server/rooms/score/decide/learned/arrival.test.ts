import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Edit, undone } from '../past/edits.ts'
import { changedLate } from './arrival.ts'
import { type Asked } from './asked.ts'

const fields = ['region', 'title', 'custom.size', 'custom.plan']
const value = fc.constantFrom('a', 'b', 'c', null)
const facts = fc.record({ region: value, title: value, attrs: fc.record({ size: value, plan: value }) })

type Facts = { region: unknown; title: unknown; attrs: Record<string, unknown> }

const read = (lead: Facts, field: string) =>
  field.startsWith('custom.') ? lead.attrs[field.slice(7)] : lead[field as 'region' | 'title']
const written = (lead: Facts, field: string, to: unknown): Facts =>
  field.startsWith('custom.')
    ? { ...lead, attrs: { ...lead.attrs, [field.slice(7)]: to } }
    : { ...lead, [field]: to }

test('whatever was edited, in whatever order, the lead that arrived is recovered', () => {
  const edits = fc.array(fc.record({ field: fc.constantFrom(...fields), to: value }), { maxLength: 20 })
  fc.assert(
    fc.property(facts, edits, fc.nat(20), (arrived, wishes, outcome) => {
      let now: Facts = arrived
      const trail = wishes.map(({ field, to }, i): Edit => {
        const edit = { at: new Date(i), field, before: read(now, field) }
        now = written(now, field, to)
        return edit
      })
      expect(undone({ ...now }, trail)).toEqual(arrived)
      const asked = fields.map((key) => ({ key }) as Asked)
      const late = fields.map((key) => wishes.some(({ field }, i) => field === key && i >= outcome))
      expect(changedLate(asked, trail, new Date(outcome))).toEqual(late)
    }),
  )
})
