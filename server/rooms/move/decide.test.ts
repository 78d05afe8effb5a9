import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { customersTo, type Movable, planMove, spread, type Taker } from './decide.ts'

const lead = (leadId: string, parts: Partial<Movable> = {}): Movable => ({
  leadId,
  version: 1,
  holderKind: 'pool',
  holderId: 'pool',
  closedAs: null,
  seen: true,
  circle: null,
  ...parts,
})
const anyLeads = fc
  .array(
    fc.record({
      holder: fc.constantFrom('r0', 'r1', 'r2', 'away'),
      circle: fc.option(fc.constantFrom('甲', '乙', '丙', '丁')),
    }),
    { maxLength: 60 },
  )
  .map((all) =>
    all.map(({ holder, circle }, i) => lead(`l${i}`, { holderKind: 'rep', holderId: holder, circle })),
  )
const anyTakers = fc
  .array(fc.record({ spare: fc.nat(40), limit: fc.option(fc.nat(60)) }), { minLength: 1, maxLength: 5 })
  .map((all) => all.map(({ spare, limit }, i): Taker => ({ userId: `r${i}`, holding: 60 + spare, limit })))
const counted = (shares: ReadonlyMap<string, number>, takers: readonly Taker[]) =>
  takers.map((_, i) => [...shares.values()].filter((place) => place === i).length)

describe('sharing out', () => {
  test('evenly, nobody gets over one more than another, and every lead has a taker', () => {
    fc.assert(
      fc.property(anyLeads, anyTakers, (leads, takers) => {
        const shares = spread(leads, takers, { by: 'even', together: false })
        expect(shares.size).toBe(leads.length)
        const counts = counted(shares, takers)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('together, nothing of one customer or company goes to two', () => {
    fc.assert(
      fc.property(
        anyLeads,
        anyTakers,
        fc.constantFrom('even' as const, 'load' as const),
        (leads, takers, by) => {
          const shares = spread(leads, takers, { by, together: true })
          for (const theirs of Map.groupBy(leads, ({ circle }) => circle).values()) {
            if (!theirs[0]?.circle) continue
            expect(new Set(theirs.map(({ leadId }) => shares.get(leadId))).size).toBe(1)
          }
          const counts = counted(shares, takers)
          const largest = Math.max(
            1,
            ...[...Map.groupBy(leads, ({ circle }) => circle)].map(([c, all]) => (c ? all.length : 1)),
          )
          if (by === 'even') expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(largest)
        },
      ),
    )
  })

  test('by load levels what everybody holds, and fills nobody over their limit while another has room', () => {
    const takers = [
      { userId: 'r0', holding: 10, limit: null },
      { userId: 'r1', holding: 4, limit: 6 },
      { userId: 'r2', holding: 7, limit: null },
    ]
    const shares = spread(
      Array.from({ length: 9 }, (_, i) => lead(`l${i}`)),
      takers,
      { by: 'load', together: false },
    )
    expect(counted(shares, takers)).toEqual([2, 2, 5])
  })

  test('by load, what a taker had of it is not counted as theirs', () => {
    const takers = [
      { userId: 'r0', holding: 6, limit: null },
      { userId: 'r1', holding: 0, limit: null },
    ]
    const leads = Array.from({ length: 6 }, (_, i) => lead(`l${i}`, { holderKind: 'rep', holderId: 'r0' }))
    expect(counted(spread(leads, takers, { by: 'load', together: false }), takers)).toEqual([3, 3])
  })
})

describe('a plan', () => {
  const takers = [{ userId: 'r1', holding: 0, limit: null }]
  test('leaves what may not move, and what is there already, and says why', () => {
    const leads = [
      lead('a'),
      lead('b', { holderKind: 'rep', holderId: 'r1' }),
      lead('c', { holderKind: 'closed', holderId: null, closedAs: 'lost' }),
      lead('d', { holderKind: 'quarantine', holderId: null }),
      lead('e', { seen: false }),
      lead('f', { holderKind: 'verification', holderId: null }),
      lead('g', { holderKind: 'waiting', holderId: null, version: 7 }),
    ]
    const plan = planMove(leads, { kind: 'rep', userId: 'r1' }, takers)
    expect(plan.leads).toEqual([
      ['a', 1, 0],
      ['g', 7, 0],
    ])
    expect(Object.fromEntries(plan.skipped)).toEqual({
      'move.stays': ['b'],
      'move.closed': ['c'],
      'move.kept_back': ['d', 'f'],
      'move.unseen': ['e'],
    })
  })

  test('of a swap gives each what the other has', () => {
    const leads = [
      lead('a', { holderKind: 'rep', holderId: 'x' }),
      lead('b', { holderKind: 'rep', holderId: 'y' }),
      lead('c', { holderKind: 'rep', holderId: 'x' }),
    ]
    const plan = planMove(leads, { kind: 'swap', a: 'x', b: 'y' }, [])
    expect(plan.leads.map(([leadId, , place]) => [leadId, plan.targets[place]?.id])).toEqual([
      ['a', 'y'],
      ['b', 'x'],
      ['c', 'y'],
    ])
  })
})

test('a leaver’s customers go with their leads, the others to whoever has fewest, and to nobody where leads go to nobody', () => {
  const reps = ['x', 'y'].map((id) => ({ kind: 'rep' as const, id }))
  const given = customersTo(['1', '2', '3', '4'], reps, new Map([['3', 'y']]))
  expect(given.get('3')).toBe('y')
  expect([...given.values()].filter((to) => to === 'x')).toHaveLength(2)
  expect([...customersTo(['1'], [{ kind: 'rules', id: null }], new Map())]).toEqual([['1', null]])
})
