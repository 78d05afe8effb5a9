import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MatchPolicy } from '../../../../contract/policy.ts'
import { type Held, type Holders, match, remember } from './match.ts'

const held = (leadId: string, open = true, day = 1): Held => ({
  leadId,
  personId: `person of ${leadId}`,
  open,
  arrivedAt: new Date(2026, 0, day),
})
const holdersOf = (entries: Record<string, Held[]>): Holders => new Map(Object.entries(entries))
const terms: MatchPolicy['terms'] = ['phone', 'email', 'wechat']
const keys = ['x:1:a', 'p:1', 'p:2', 'e:1', 'w:1']

describe('the policy table', () => {
  const open = holdersOf({ 'p:1': [held('one')] })
  const closed = holdersOf({ 'p:1': [held('one', false)] })
  test.each([
    ['link', open, 'link'],
    ['link', closed, 'flag'],
    ['flag', open, 'flag'],
    ['flag', closed, 'flag'],
    ['refuse', open, 'refuse'],
    ['refuse', closed, 'refuse'],
    ['link', holdersOf({}), 'new'],
    ['refuse', holdersOf({ 'p:9': [held('one')] }), 'new'],
  ] as const)('%s', (onMatch, holders, verdict) => {
    expect(match({ keys, policy: { onMatch, terms } }, holders).verdict).toBe(verdict)
  })
})

test('the same external id is the same touch, whatever the policy and whoever else holds the phone', () => {
  const holders = holdersOf({ 'p:1': [held('by phone')], 'x:1:a': [held('by id', false)] })
  for (const onMatch of ['link', 'flag', 'refuse'] as const)
    expect(match({ keys, policy: { onMatch, terms } }, holders)).toMatchObject({
      verdict: 'again',
      by: 'x:1:a',
      held: { leadId: 'by id' },
    })
})

test('a person whose former lead is closed and whose other one is open is linked to the open one', () => {
  const policy = { onMatch: 'link', terms } as const
  const sameKey = holdersOf({ 'p:1': [held('old', false), held('new', true, 2)] })
  const otherPhone = holdersOf({ 'p:1': [held('old', false)], 'p:2': [held('new', true, 2)] })
  const otherTerm = holdersOf({ 'p:1': [held('old', false)], 'e:1': [held('new', true, 2)] })
  for (const holders of [sameKey, otherPhone, otherTerm])
    expect(match({ keys, policy }, holders)).toMatchObject({ verdict: 'link', held: { leadId: 'new' } })
})

test('terms are asked in the order of the policy, and only those', () => {
  const holders = holdersOf({ 'p:1': [held('by phone')], 'e:1': [held('by mail')] })
  const by = (...order: MatchPolicy['terms']) =>
    match({ keys, policy: { onMatch: 'link', terms: order } }, holders)
  expect(by('phone', 'email')).toMatchObject({ by: 'p:1' })
  expect(by('email', 'phone')).toMatchObject({ by: 'e:1' })
  expect(by('wechat')).toEqual({ verdict: 'new' })
})

const anyHolders = fc
  .dictionary(
    fc.constantFrom(...keys),
    fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()), { minLength: 1, maxLength: 3 }),
  )
  .map((entries) =>
    holdersOf(
      Object.fromEntries(
        Object.entries(entries).map(([key, leads]) => [
          key,
          leads.map(([leadId, open]) => held(leadId, open)),
        ]),
      ),
    ),
  )
const anyPolicy = fc.record({
  onMatch: fc.constantFrom('link' as const, 'flag' as const, 'refuse' as const),
  terms: fc.uniqueArray(fc.constantFrom(...terms), { minLength: 1 }),
})

test('whoever is remembered is found by each of their keys that the policy asks about', () => {
  fc.assert(
    fc.property(anyHolders, anyPolicy, fc.subarray(keys, { minLength: 1 }), (holders, policy, theirs) => {
      const found = match({ keys: theirs, policy }, holders)
      if (found.verdict !== 'new') {
        expect(theirs).toContain(found.by)
        return
      }
      remember(holders, theirs, held('now'))
      for (const key of theirs) {
        const again = match({ keys: [key], policy }, holders)
        const asked = key.startsWith('x:') || policy.terms.some((term) => term.startsWith(key.charAt(0)))
        expect(again.verdict === 'new').toBe(!asked)
      }
    }),
  )
})

test('nothing is linked to a closed lead, and nothing passed over that is open', () => {
  fc.assert(
    fc.property(anyHolders, anyPolicy, (holders, policy) => {
      const found = match({ keys, policy }, holders)
      if (found.verdict === 'link') expect(found.held.open).toBe(true)
      if (found.verdict === 'new' || found.verdict === 'again' || found.held.open) return
      const asked = keys.filter((key) => policy.terms.some((term) => term.startsWith(key.charAt(0))))
      expect(asked.flatMap((key) => holders.get(key) ?? []).some(({ open }) => open)).toBe(false)
    }),
  )
})
