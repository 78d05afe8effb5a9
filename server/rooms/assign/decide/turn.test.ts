import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AssignRule } from '../../../../contract/assign.ts'
import { freshTurn, type Turns } from '../../../lead/turns.ts'
import type { Rep } from './roster.ts'
import { takeTurn } from './turn.ts'

const repOf = (userId: string): Rep => ({
  userId,
  off: null,
  next: null,
  teamIds: [],
  tier: null,
  traits: {},
  holdingMax: null,
  dailyMax: null,
  holding: 0,
  givenToday: 0,
  weeklyMax: null,
  givenThisWeek: 0,
})

const ruleOf = (weights: Record<string, number>): AssignRule => ({
  id: 'r',
  name: '',
  when: { all: [] },
  strategy: { kind: 'roundRobin', weights },
  active: true,
})

/** A roster with weights, and a hundred leads: before each, somebody may come or go. */
const life = fc.integer({ min: 2, max: 12 }).chain((size) =>
  fc.record({
    weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: size, maxLength: size }),
    changes: fc.array(fc.option(fc.integer({ min: 0, max: size - 1 }), { nil: null, freq: 4 }), {
      minLength: 100,
      maxLength: 100,
    }),
    seed: fc.integer(),
  }),
)

describe('turns', () => {
  test('of 1,000 random rosters with weights nobody is a whole lead from their share while the same are eligible, nor two across changes', () => {
    fc.assert(
      fc.property(life, ({ weights, changes, seed }) => {
        const reps = weights.map((_, i) => repOf(`u${i}`))
        const weightOf = Object.fromEntries(weights.map((weight, i) => [`u${i}`, weight]))
        const rule = ruleOf(weightOf)
        const turns: Turns = new Map()
        const on = new Set(reps.map(({ userId }) => userId))
        const apart = { now: new Map<string, number>(), ever: new Map<string, number>() }
        const worst = { now: 0, ever: 0 }
        changes.forEach((change, n) => {
          if (change !== null) {
            const { userId } = reps[change]!
            if (on.has(userId) && on.size > 1) on.delete(userId)
            else on.add(userId)
            apart.now.clear()
          }
          const free = reps.filter(({ userId }) => on.has(userId))
          const all = free.reduce((sum, { userId }) => sum + weightOf[userId]!, 0)
          const taken = takeTurn(
            { rule, key: 'r', all: reps, free, seed: `${seed} ${n}`, catchUp: false },
            turns,
          )
          for (const since of ['now', 'ever'] as const) {
            for (const { userId } of free) {
              const share = weightOf[userId]! / all - (userId === taken.userId ? 1 : 0)
              apart[since].set(userId, (apart[since].get(userId) ?? 0) + share)
            }
            worst[since] = Math.max(worst[since], ...[...apart[since].values()].map(Math.abs))
          }
        })
        expect(worst.now).toBeLessThan(1 + 1e-9)
        expect(worst.ever).toBeLessThan(2)
      }),
      { numRuns: 1000 },
    )
  })

  test('an absence accrues nothing, or leads owed where it is made up for', () => {
    const reps = [repOf('a'), repOf('b'), repOf('c')]
    const given = (catchUp: boolean) => {
      const turns: Turns = new Map()
      const rule = ruleOf({})
      const take = (free: Rep[], n: number) =>
        takeTurn({ rule, key: 'r', all: reps, free, seed: `lead ${n}`, catchUp }, turns).userId
      const c = reps[2]!
      Object.assign(c, { off: 'away' })
      for (let n = 0; n < 30; n++) take(reps.slice(0, 2), n)
      Object.assign(c, { off: null })
      return Array.from({ length: 12 }, (_, n) => take(reps, 100 + n)).filter((userId) => userId === 'c')
        .length
    }
    expect(given(false)).toBe(4)
    // A third of the thirty would have been theirs: the ten come first.
    expect(given(true)).toBeGreaterThanOrEqual(10)
  })

  test('whoever left has lost their turn, and whoever came is level', () => {
    const turns: Turns = new Map()
    const rule = ruleOf({})
    const take = (ids: string[], n: number) => {
      const reps = ids.map(repOf)
      return takeTurn({ rule, key: 'r', all: reps, free: reps, seed: `lead ${n}`, catchUp: false }, turns)
        .userId
    }
    for (let n = 0; n < 7; n++) take(['a', 'b', 'c'], n)
    for (let n = 0; n < 2; n++) take(['a', 'b', 'd'], n)
    expect(turns.get('r')?.get('c')).toMatchObject({ carry: 0, owed: 0, present: false })
    const next = Array.from({ length: 30 }, (_, n) => take(['a', 'b', 'd'], 10 + n))
    for (const userId of ['a', 'b', 'd']) {
      const got = next.filter((each) => each === userId).length
      expect(Math.abs(got - 10)).toBeLessThanOrEqual(1)
    }
  })

  test('whoever has to give leads back pays as many turns, on the same shares as everybody', () => {
    const some = fc.record({
      weights: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 6 }),
      back: fc.integer({ min: 1, max: 4 }),
      leads: fc.integer({ min: 60, max: 120 }),
    })
    fc.assert(
      fc.property(some, ({ weights, back, leads }) => {
        const reps = weights.map((_, i) => repOf(`u${i}`))
        const rule = ruleOf(Object.fromEntries(weights.map((weight, i) => [`u${i}`, weight])))
        const turns: Turns = new Map([['r', new Map([['u0', { ...freshTurn, owed: -back }]])]])
        const got = Array.from({ length: leads }, (_, n) => {
          const rotation = { rule, key: 'r', all: reps, free: reps, seed: `lead ${n}`, catchUp: false }
          return takeTurn(rotation, turns).userId
        })
        const all = weights.reduce((sum, weight) => sum + weight, 0)
        const lost = back + turns.get('r')!.get('u0')!.owed
        expect(lost).toBe(back)
        weights.forEach((weight, i) => {
          const had = got.filter((userId) => userId === `u${i}`).length + (i === 0 ? lost : 0)
          expect(Math.abs(had - ((leads + lost) * weight) / all)).toBeLessThan(1)
        })
      }),
      { numRuns: 300 },
    )
  })
})
