import fc from 'fast-check'
import { expect, test } from 'vitest'
import { waitAnew, waitOf } from './deadline.ts'

const zone = 'Asia/Shanghai'
const gate = (days: number, warn = 2) => ({ wait: { days, warn } })
const at = (text: string) => new Date(text)

test('whole days of the organisation’s zone, refused at the end of the last', () => {
  // 23:30 in Shanghai is still the 1st
  expect(waitOf(gate(7), at('2026-03-01T15:30:00Z'), zone)).toEqual({
    refuseAt: at('2026-03-08T16:00:00Z'),
    warnAt: at('2026-03-06T01:00:00Z'),
  })
  expect(waitOf(gate(7), at('2026-03-01T16:30:00Z'), zone).refuseAt).toEqual(at('2026-03-09T16:00:00Z'))
  expect(waitOf({ wait: null }, at('2026-03-01T15:30:00Z'), zone)).toEqual({ refuseAt: null, warnAt: null })
  expect(waitOf(gate(7, 0), at('2026-03-01T15:30:00Z'), zone).warnAt).toBeNull()
})

const moments = fc.date({
  min: at('2026-01-01T00:00:00Z'),
  max: at('2026-12-31T00:00:00Z'),
  noInvalidDate: true,
})

test('reckoned anew, nobody loses a lead sooner than the warning that is promised, and the same gate changes nothing', () => {
  const days = fc.integer({ min: 1, max: 60 })
  fc.assert(
    fc.property(
      moments,
      moments,
      fc.record({ before: days, after: days, warn: fc.integer({ min: 1, max: 5 }) }),
      (a, b, how) => {
        const [since, now] = a < b ? [a, b] : [b, a]
        const held = { since, ...waitOf(gate(how.before, how.warn), since, zone) }
        expect(waitAnew(held, gate(how.before, how.warn), { now, zone })).toMatchObject({
          refuseAt: held.refuseAt,
        })
        const again = waitAnew(held, gate(how.after, how.warn), { now, zone })
        const sooner = (again.refuseAt as Date).getTime() - now.getTime()
        if (how.after !== how.before)
          expect(sooner).toBeGreaterThan((Math.min(how.warn, how.after) - 1) * 86_400_000)
        expect((again.warnAt ?? now) <= (again.refuseAt as Date)).toBe(true)
      },
    ),
  )
})
