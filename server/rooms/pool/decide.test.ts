import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allowance, tighter } from './decide.ts'

const limit = fc.option(fc.nat(300), { nil: null })
const anyLimits = fc.record({ dailyLimit: limit, holdingLimit: limit })
const anyTaken = fc.record({ claimedToday: fc.nat(300), holding: fc.nat(300) })

test('whoever takes all they may is within both limits and one more would break the one that is named', () => {
  fc.assert(
    fc.property(anyLimits, anyTaken, (limits, taken) => {
      const { more, beyond } = allowance(limits, taken)
      const after = (leads: number) => ({
        'pool.daily_limit': { used: taken.claimedToday + leads, limit: limits.dailyLimit },
        'pool.holding_limit': { used: taken.holding + leads, limit: limits.holdingLimit },
      })
      const broken = (leads: number) =>
        Object.entries(after(leads)).flatMap(([code, { used, limit: most }]) =>
          most !== null && used > most ? [code] : [],
        )
      if (beyond === null) {
        expect([more, limits]).toEqual([Infinity, { dailyLimit: null, holdingLimit: null }])
        return
      }
      if (more > 0) expect(broken(more)).toEqual([])
      expect(broken(more + 1)).toContain(beyond.code)
      expect(beyond.params).toEqual(after(more)[beyond.code as keyof ReturnType<typeof after>])
    }),
  )
})

test('of two limits the tighter one counts; none is no limit', () => {
  fc.assert(
    fc.property(limit, limit, (a, b) => {
      expect(tighter(a, b) ?? Infinity).toBe(Math.min(a ?? Infinity, b ?? Infinity))
    }),
  )
})
