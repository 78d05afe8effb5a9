import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../../../../rules/fields.ts'
import { type HeldState, type MatchPolicy, strengths } from '../../../../rules/matching.ts'
import { policyBy, ruleOf } from '../../../../test/matching.ts'
import type { Known } from './known.ts'
import { type Asked, type Held, type Holders, joinKnown, matcher, remember } from './match.ts'
import { likelyReason } from './reasons.ts'

const none = fieldsOf([])
const known = (...keys: string[]): Known => ({ attrs: {}, keys: new Set(keys) })
const asked = (...keys: string[]): Asked => ({
  known: known(...keys.filter((key) => !key.startsWith('x:'))),
  externalKey: keys.find((key) => key.startsWith('x:')) ?? null,
})
const held = (leadId: string, state: HeldState = 'rep', day = 1): Held => ({
  leadId,
  personId: `person of ${leadId}`,
  known: known(),
  state,
  arrivedAt: new Date(2026, 0, day),
  holder: null,
})
/** As a look-up finds them: each lead knows the keys it was found by. */
function holdersOf(entries: Record<string, Held[]>): Holders {
  for (const [key, leads] of Object.entries(entries)) for (const lead of leads) lead.known.keys.add(key)
  return new Map(Object.entries(entries))
}
const everybody = asked('x:1:a', 'p:1', 'p:2', 'e:1', 'w:1')
const by = (policy: MatchPolicy, who: Asked, holders: Holders) => matcher(policy, none).match(who, holders)

describe('the policy table', () => {
  test.each([
    ['merge', 'rep', 'merge'],
    ['merge', 'kept', 'merge'],
    ['merge', 'closed', 'link'],
    ['link', 'pool', 'link'],
    ['refuse', 'rep', 'refuse'],
    ['refuse', 'closed', 'refuse'],
    ['alert', 'converted', 'alert'],
    ['ask', 'customer', 'ask'],
  ] as const)('%s, %s', (action, state, verdict) => {
    const holders = holdersOf({ 'p:1': [held('one', state)] })
    expect(by(policyBy(action, 'phone'), everybody, holders)).toMatchObject({ verdict })
  })

  test('nobody found is new', () => {
    expect(by(policyBy('merge', 'phone'), everybody, holdersOf({ 'p:9': [held('one')] }))).toEqual({
      verdict: 'new',
    })
  })
})

test('the same external id is the same touch, whatever the policy and whoever else holds the phone', () => {
  const holders = holdersOf({ 'p:1': [held('by phone')], 'x:1:a': [held('by id', 'closed')] })
  for (const action of ['merge', 'link', 'refuse'] as const)
    expect(by(policyBy(action, 'phone'), everybody, holders)).toMatchObject({
      verdict: 'again',
      held: { leadId: 'by id' },
    })
})

test('a person whose former lead is closed and whose other one is open is joined to the open one', () => {
  const policy = policyBy('merge', 'phone', 'email')
  const found = [
    holdersOf({ 'p:1': [held('old', 'closed'), held('new', 'rep', 2)] }),
    holdersOf({ 'p:1': [held('old', 'closed')], 'p:2': [held('new', 'rep', 2)] }),
    holdersOf({ 'p:1': [held('old', 'closed')], 'e:1': [held('new', 'rep', 2)] }),
  ]
  for (const holders of found)
    expect(by(policy, everybody, holders)).toMatchObject({ verdict: 'merge', held: { leadId: 'new' } })
})

test('of several that fit: the surer rule, then an open lead, then the order of the rules, then who was first', () => {
  const policy = (...rules: MatchPolicy['rules']): MatchPolicy => ({
    ...policyBy('link', 'phone', 'email'),
    rules,
  })
  const [likely, certain] = [ruleOf('phone', 'merge', { strength: 'likely' }), ruleOf('email', 'refuse')]
  const both = () => holdersOf({ 'p:1': [held('by phone')], 'e:1': [held('by mail', 'closed')] })
  expect(by(policy(likely, certain), everybody, both())).toMatchObject({ held: { leadId: 'by mail' } })
  const equal = ruleOf('phone', 'merge')
  expect(by(policy(certain, equal), everybody, both())).toMatchObject({ held: { leadId: 'by phone' } })
  const open = () => holdersOf({ 'p:1': [held('by phone')], 'e:1': [held('by mail')] })
  expect(by(policy(certain, equal), everybody, open())).toMatchObject({ rule: { id: 'email' } })
  expect(by(policy(equal, certain), everybody, open())).toMatchObject({ rule: { id: 'phone' } })
  const early = holdersOf({ 'p:1': [held('second', 'rep', 2), held('first', 'pool', 1)] })
  expect(by(policy(equal), everybody, early)).toMatchObject({ held: { leadId: 'first' } })
})

test('a rule against customers alone sees no lead, and one against leads no customer', () => {
  const customer = (): Held => ({ ...held('x', 'customer'), leadId: null, customerId: 'c', known: known() })
  const holders = () => holdersOf({ 'p:1': [held('lead'), customer()] })
  const rule = (against: 'leads' | 'customers') => ({
    ...policyBy('link', 'phone'),
    rules: [ruleOf('phone', 'link', { against })],
  })
  expect(by(rule('customers'), everybody, holders())).toMatchObject({ held: { customerId: 'c' } })
  expect(by(rule('leads'), everybody, holders())).toMatchObject({ held: { leadId: 'lead' } })
})

test('(A and B) or C', () => {
  const policy: MatchPolicy = {
    ...policyBy('merge', 'company', 'name', 'phone'),
    rules: [ruleOf('(company and name) or phone', 'merge')],
  }
  const who = (company: string | null, name: string | null, ...keys: string[]): Asked => ({
    known: { company, name, attrs: {}, keys: new Set(keys) },
    externalKey: null,
  })
  const one: Held = { ...held('one'), known: who('北京仁科互动网络技术有限公司', '张明').known }
  const found = (arrival: Asked) => {
    const holders: Holders = new Map()
    const ready = matcher(policy, none)
    remember(holders, ready.marks({ known: one.known, externalKey: null }), one)
    return ready.match(arrival, holders)
  }
  expect(found(who('仁科互动网络技术(上海)有限公司', '张 明'))).toMatchObject({
    verdict: 'merge',
    agreed: [{ kind: 'company' }, { kind: 'name' }],
  })
  expect(found(who('仁科互动网络技术(上海)有限公司', '李雷')).verdict).toBe('new')
  expect(found(who(null, '张明')).verdict).toBe('new')
  joinKnown(one, known('p:+8613800138000'))
  expect(found(who(null, null, 'p:+8613800138000'))).toMatchObject({ agreed: [{ kind: 'phone' }] })
})

const keys = ['p:1', 'p:2', 'e:1', 'w:1']
const kinds = ['phone', 'email', 'wechat'] as const
const anyPolicy = fc
  .tuple(fc.constantFrom('merge' as const, 'link' as const), fc.subarray([...kinds], { minLength: 1 }))
  .map(([action, theirs]) => policyBy(action, ...theirs))

test('whoever is remembered is found by each of their keys that the policy asks about', () => {
  fc.assert(
    fc.property(anyPolicy, fc.subarray(keys, { minLength: 1 }), (policy, theirs) => {
      const ready = matcher(policy, none)
      const holders: Holders = new Map()
      const lead = { ...held('now'), known: known(...theirs) }
      remember(holders, ready.marks(asked(...theirs)), lead)
      for (const key of theirs) {
        const isAsked = policy.terms.some(({ kind }) => kind.startsWith(key.charAt(0)))
        expect(ready.match(asked(key), holders).verdict === 'new').toBe(!isAsked)
      }
    }),
  )
})

test('nobody open is passed over for somebody who is over, unless by a surer rule', () => {
  const anyState = fc.constantFrom<HeldState>('rep', 'pool', 'kept', 'closed', 'converted')
  const anyHeld = fc.tuple(fc.constantFrom(...keys), anyState)
  fc.assert(
    fc.property(anyPolicy, fc.array(anyHeld, { maxLength: 6 }), (policy, leads) => {
      const holders: Holders = new Map()
      for (const [i, [key, state]] of leads.entries()) {
        const lead = { ...held(`lead ${i}`, state), known: known(key) }
        remember(holders, [key], lead)
      }
      const found = matcher(policy, none).match(asked(...keys), holders)
      const isOver = (state: HeldState) => state === 'closed' || state === 'converted'
      if (found.verdict === 'new' || found.verdict === 'again' || !isOver(found.held.state)) return
      const open = leads.filter(
        ([key, state]) => !isOver(state) && policy.terms.some(({ kind }) => kind.startsWith(key.charAt(0))),
      )
      expect(open).toEqual([])
    }),
  )
  expect(strengths[0]).toBe('certain')
})

test('likelihood calls custom fields by their labels, and one that is gone by its key', () => {
  const label = { zh: '学号', en: 'Student no.' }
  const fields = fieldsOf([{ key: 'student_id', type: 'text', label, origin: 'custom' } as never])
  const evidence = (field: string, weight: number) => ({ field, level: 'same', weight })
  const { message } = likelyReason(
    {
      probability: 0.97,
      evidence: [evidence('custom.gone', 1), evidence('custom.student_id', 3), evidence('name', 2)],
    } as never,
    fields,
  )
  expect(message.zh).toBe('很可能与已有线索是同一个（97%）：学号相同、姓名相同、gone相同')
  expect(message.en).toContain('Student no. the same')
})
