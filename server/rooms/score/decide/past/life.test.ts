import { expect, test } from 'vitest'
import { plainCard } from '../../../../../contract/scorecard.ts'
import { fieldsOf } from '../../../../../rules/fields.ts'
import { unknownOf } from './asked.ts'
import { closedSince, type Happening, inOrder, leadAt, type Life } from './life.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, n))
const happening = (n: number, kind: string, more: Partial<Happening> = {}): Happening => ({
  at: day(n),
  kind,
  data: {},
  changes: [],
  ...more,
})
const moved = (n: number, from: string | null, to: string, more: object = {}) =>
  happening(n, 'moved', {
    data: { from: from && { kind: from, id: null }, to: { kind: to, id: to }, ...more },
  })

const trail = [
  happening(1, 'captured'),
  moved(1, null, 'rep'),
  happening(2, 'edited', { changes: [{ field: 'title', before: '助理', after: '总监' }] }),
  happening(3, 'tagged', { changes: [{ field: 'tags', before: [], after: ['热'] }] }),
  happening(4, 'verified', { data: { field: 'phone', status: 'confirmed' } }),
  happening(5, 'followed_up', { changes: [{ field: 'stage', before: 'new', after: 'contacted' }] }),
  happening(6, 'edited', { changes: [{ field: 'phone', before: '1', after: '2' }] }),
  moved(7, 'rep', 'pool'),
  moved(8, 'pool', 'closed', { closedAs: 'lost' }),
  moved(9, 'closed', 'waiting'),
]
const life: Life = {
  lead: {
    title: '总监',
    phone: '2',
    email: null,
    tags: ['热'],
    attrs: {},
    stage: 'new',
    stageAt: day(9),
    holderKind: 'waiting',
    holderId: 'waiting',
    poolId: 'pool',
    closedAs: null,
    assignedAt: day(1),
    phoneStatus: 'formatOk',
    emailStatus: 'unverified',
    customerId: null,
    customerSpend: null,
    firstFollowupAt: day(5),
    lastFollowupAt: day(5),
    arrivedAt: day(1),
    nextAt: null,
  },
  trail,
  followups: [{ at: day(5), from: day(5) }],
  erased: false,
}
const was = (n: number) => leadAt(life, new Date(Number(day(n)) + 1)).facts

test('each moment has what stood then', () => {
  expect(was(1)).toMatchObject({
    title: '助理',
    tags: [],
    phone: '1',
    phoneStatus: 'formatOk',
    stage: 'new',
    holderKind: 'rep',
    lastFollowupAt: null,
  })
  expect(was(3)).toMatchObject({ title: '总监', tags: ['热'], phoneStatus: 'formatOk' })
  expect(was(4)).toMatchObject({ phone: '1', phoneStatus: 'confirmed' })
  expect(was(5)).toMatchObject({ stage: 'contacted', stageAt: day(5), lastFollowupAt: day(5) })
  expect(was(6)).toMatchObject({ phone: '2', phoneStatus: 'formatOk' })
  expect(was(7)).toMatchObject({ holderKind: 'pool', poolId: 'pool', assignedAt: day(1) })
  expect(was(8)).toMatchObject({ holderKind: 'closed', closedAs: 'lost', stage: 'lost' })
  expect(was(9)).toMatchObject({ holderKind: 'waiting', closedAs: null, stage: 'new' })
  expect(closedSince(life, day(8))).toEqual(day(8))
  expect(closedSince(life, day(9))).toBeNull()
})

test('what the trail does not lead to is not told, nor what it never tells', () => {
  const { facts, untold } = leadAt(
    { ...life, lead: { ...life.lead, stage: 'qualified', customerId: 'x', customerSpend: 5 } },
    day(3),
  )
  expect([...untold]).toEqual(expect.arrayContaining(['stage', 'customerId', 'customerSpend', 'nextAt']))
  expect([...untold]).not.toEqual(expect.arrayContaining(['holderKind']))
  // As it is today, but for what changes tell
  expect(facts).toMatchObject({ stage: 'new', customerSpend: 5 })
  expect(leadAt(life, day(3)).untold.has('customerSpend')).toBe(false)
})

test('of somebody erased nothing they said of themselves is told', () => {
  const { untold } = leadAt({ ...life, erased: true }, day(3))
  expect(['title', 'phone', 'tags', 'attrs', 'phoneStatus'].every((name) => untold.has(name))).toBe(true)
  expect(untold.has('arrivedAt')).toBe(false)
})

test('only what the card asks for is said to be unknown', () => {
  const policy = plainCard(
    [
      { id: 'a', label: '', when: { field: 'customerSpend', op: 'at_least', value: 1 }, points: 1 },
      { id: 'b', label: '', when: { field: 'title', op: 'is_empty' }, points: 1 },
    ],
    [],
  )
  const fields = fieldsOf([])
  const known = { ...life, lead: { ...life.lead, customerId: 'x' } }
  expect(unknownOf(policy, 'main', { was: leadAt(known, day(3)), fields })).toEqual(['customerSpend'])
  expect(unknownOf(policy, 'main', { was: leadAt(life, day(3)), fields })).toEqual([])
})

test('what was logged late stands behind what happened before it was', () => {
  expect(
    inOrder([{ at: day(1) }, { at: day(5) }, { at: day(2) }, { at: day(6) }]).map(({ at }) => at),
  ).toEqual([1, 5, 5, 6].map(day))
})
