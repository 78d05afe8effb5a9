import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asksContact, faultOf, slugFor, slugShape } from './formDraft.ts'
import type { Draft } from './formDraft.ts'

const draft: Draft = {
  sourceId: '019abcde-0000-7000-8000-000000000001',
  slug: 'demo',
  title: '预约演示',
  intro: '',
  button: '提交',
  thanks: '',
  consent: '',
  consentPurposes: ['contact'],
  optIn: '',
  optInPurpose: 'marketing',
  fields: [{ field: 'phone', label: '电话', required: true }],
  active: true,
}

test('a draft names the first thing that keeps it from being saved', () => {
  expect(faultOf(draft, [{ slug: 'other' }])).toBeUndefined()
  expect(faultOf({ ...draft, title: ' ', sourceId: '' }, [])).toBe('needTitle')
  expect(faultOf({ ...draft, sourceId: '' }, [])).toBe('needSource')
  expect(faultOf({ ...draft, slug: 'Démo' }, [])).toBe('slugShape')
  expect(faultOf(draft, [{ slug: 'demo' }])).toBe('slugTaken')
  expect(faultOf({ ...draft, fields: [] }, [])).toBe('needFields')
  expect(faultOf({ ...draft, fields: [{ field: 'phone', label: '', required: true }] }, [])).toBe(
    'needLabels',
  )
  expect(faultOf({ ...draft, button: '' }, [])).toBe('needButton')
})

test('a form without phone, e-mail or WeChat reaches nobody', () => {
  expect(asksContact(draft)).toBe(true)
  expect(asksContact({ ...draft, fields: [{ field: 'need', label: '需求', required: true }] })).toBe(false)
})

test('an address from any title is one the server takes and nobody has', () => {
  expect(slugFor('Book a Démo!', [])).toBe('book-a-demo')
  expect(slugFor('预约演示', ['form'])).toBe('form-2')
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom('form', 'form-2', 'abc')),
      (title, taken) => {
        const slug = slugFor(title, taken)
        expect(slug).toMatch(slugShape)
        expect(taken).not.toContain(slug)
      },
    ),
  )
})
