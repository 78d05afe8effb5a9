import { describe, expect, test } from 'vitest'
import { defaultMerge } from '../../../../contract/policy.ts'
import { type Contender, furthest, heldBy, obstacleOf, survivorOf } from './survivor.ts'

const at = (day: number) => new Date(Date.UTC(2026, 2, day))
const lead = (leadId: string, day: number, more: Partial<Contender> = {}): Contender => ({
  leadId,
  holderKind: 'pool',
  holderId: 'p',
  closedAs: null,
  stage: 'new',
  stageAt: at(day),
  arrivedAt: at(day),
  ...more,
})
const closed = { holderKind: 'closed', holderId: null, closedAs: 'lost', stage: 'lost' } as const
const held = { holderKind: 'rep', holderId: 'u' } as const
const won = { ...closed, closedAs: 'converted', stage: 'converted' } as const

describe('who goes on', () => {
  test.each([
    ['open before closed', [lead('a', 1, closed), lead('b', 2)], 'b', 'open'],
    ['held before pool', [lead('a', 1), lead('b', 2, held)], 'b', 'held'],
    ['who came first', [lead('a', 2, held), lead('b', 1, held)], 'b', 'older'],
    ['what is converted, whatever else', [lead('a', 1, held), lead('b', 2, won)], 'b', 'converted'],
  ])('%s', (_, leads, survivorId, because) => {
    for (const order of [leads, leads.toReversed()])
      expect(survivorOf(order, defaultMerge)).toEqual({ survivorId, because })
  })

  test('the policy may ask in another order', () => {
    const leads = [lead('a', 1), lead('b', 2, held)]
    expect(survivorOf(leads, { ...defaultMerge, survivor: ['older'] })).toEqual({
      survivorId: 'a',
      because: 'older',
    })
  })
})

describe('who has it then', () => {
  test('the survivor’s own holder; a rep who holds another where the survivor lies in a pool', () => {
    const leads = [lead('a', 1), lead('b', 3, held), lead('c', 2, held)]
    expect(heldBy(leads, { survivorId: 'b' })).toEqual({ leadId: 'b', because: 'survivor' })
    expect(heldBy(leads, { survivorId: 'a' })).toEqual({ leadId: 'c', because: 'held' })
    expect(heldBy(leads, { survivorId: 'a', picked: 'a' })).toEqual({ leadId: 'a', because: 'picked' })
    expect(heldBy([lead('a', 1, won), lead('b', 2, held)], { survivorId: 'a' }).leadId).toBe('a')
  })

  test('it is as far as the furthest of those that are open', () => {
    const leads = [lead('a', 1), lead('b', 2, { stage: 'qualified' }), lead('c', 3, closed)]
    expect(furthest(leads, 'a').leadId).toBe('b')
    expect(furthest(leads, 'c').leadId).toBe('c')
  })
})

test('what cannot become one says why', () => {
  const code = (leads: Contender[], survivorId = 'a') => obstacleOf(leads, survivorId)?.code
  expect(code([lead('a', 1), lead('b', 2)])).toBeUndefined()
  expect(code([lead('b', 1), lead('c', 2)])).toBe('merge.survivor_missing')
  expect(code([lead('a', 1), lead('b', 2, { ...closed, closedAs: 'withdrawn' })])).toBe('merge.gone')
  expect(code([lead('a', 1, won), lead('b', 2, won)])).toBe('merge.two_converted')
  expect(code([lead('a', 1), lead('b', 2, won)])).toBe('merge.converted_first')
  expect(code([lead('a', 1, won), lead('b', 2, held)])).toBeUndefined()
  expect(code([lead('a', 1, closed), lead('b', 2)])).toBe('merge.survivor_closed')
  expect(code([lead('a', 1, closed), lead('b', 2, closed)])).toBeUndefined()
})
