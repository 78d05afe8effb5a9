import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Belief,
  believe,
  carried,
  type Evidence,
  interval,
  leadsAt,
  nothing,
  plus,
  shifted,
} from './belief.ts'

const chance = fc.double({ min: 0.02, max: 0.9, noNaN: true })
const prior = fc.record({ mean: chance, strength: fc.double({ min: 2, max: 200, noNaN: true }) })
const lead = fc.record({ won: fc.boolean(), chance, weight: fc.double({ min: 0.05, max: 1, noNaN: true }) })
const leads = fc.array(lead, { minLength: 1, maxLength: 60 })

type Lead = { won: boolean; chance: number; weight: number }
const saying = (all: readonly Lead[]): Evidence =>
  all.reduce<Evidence>(
    (sum, { won, chance: of, weight }) =>
      plus(sum, won ? { up: weight * (1 - of), down: 0 } : { up: 0, down: weight * of }),
    nothing,
  )
const after = (from: Belief, base: number, all: readonly Lead[]) => believe(from, base, saying(all))

describe('a belief', () => {
  test('lies between the prior and what the leads say', () => {
    fc.assert(
      fc.property(prior, chance, leads, (from, base, all) => {
        const { wins, losses } = leadsAt(base, saying(all))
        const raw = wins / (wins + losses)
        const { mean } = after(from, base, all)
        expect(mean).toBeGreaterThanOrEqual(Math.min(raw, from.mean) - 1e-9)
        expect(mean).toBeLessThanOrEqual(Math.max(raw, from.mean) + 1e-9)
      }),
    )
  })

  test('never falls by a win, never rises by a loss, and a loss that was a win is more', () => {
    fc.assert(
      fc.property(prior, chance, leads, lead, (from, base, all, one) => {
        const before = after(from, base, all).mean
        const [won, lost] = [true, false].map((is) => after(from, base, [...all, { ...one, won: is }]).mean)
        expect(won).toBeGreaterThanOrEqual(before - 1e-12)
        expect(lost).toBeLessThanOrEqual(before + 1e-12)
        expect(won).toBeGreaterThan(lost!)
      }),
    )
  })

  test('does not depend on the order of the leads', () => {
    fc.assert(
      fc.property(prior, chance, leads, fc.integer(), (from, base, all, turn) => {
        const at = Math.abs(turn) % all.length
        const turned = [...all.slice(at), ...all.slice(0, at)].toReversed()
        expect(after(from, base, turned).mean).toBeCloseTo(after(from, base, all).mean, 10)
      }),
    )
  })

  test('is a plain count where all leads have the base’s chance', () => {
    const all = [true, true, false, true].map((won) => ({ won, chance: 0.3, weight: 1 }))
    const found = after({ mean: 0.25, strength: 8 }, 0.3, all)
    expect(found.strength).toBeCloseTo(12, 12)
    expect(found.mean).toBeCloseTo((0.25 * 8 + 3) / 12, 12)
  })

  test('the interval narrows with ten times the same evidence', () => {
    fc.assert(
      fc.property(prior, chance, leads, (from, base, all) => {
        const width = (of: Belief) => interval(of).high - interval(of).low
        const here = after(from, base, all)
        const more = { mean: here.mean, strength: here.strength * 10 }
        expect(width(more)).toBeLessThan(width(here))
        expect(interval(here).low).toBeLessThanOrEqual(interval(here).high)
      }),
    )
  })

  test('two of two does not beat sixty of two hundred', () => {
    const from = { mean: 0.22, strength: 25 }
    const row = (won: number, lost: number) =>
      after(from, 0.22, [
        ...Array.from({ length: won }, () => ({ won: true, chance: 0.22, weight: 1 })),
        ...Array.from({ length: lost }, () => ({ won: false, chance: 0.22, weight: 1 })),
      ])
    const [two, sixty] = [row(2, 0), row(60, 140)]
    expect(interval(two).low).toBeLessThan(interval(sixty).low)
    expect(two.mean).toBeLessThan(sixty.mean + 0.01)
  })
})

describe('carrying a belief over', () => {
  test('there and back is where it was', () => {
    fc.assert(
      fc.property(chance, chance, chance, (mean, from, to) => {
        expect(shifted(shifted(mean, from, to), to, from)).toBeCloseTo(mean, 9)
        expect(shifted(from, from, to)).toBeCloseTo(to, 9)
      }),
    )
  })

  test('is never firmer than levels are alike', () => {
    fc.assert(
      fc.property(
        prior,
        chance,
        chance,
        fc.double({ min: 2, max: 300, noNaN: true }),
        (from, a, b, alike) => {
          expect(carried(from, [a, b], alike).strength).toBeLessThanOrEqual(alike)
        },
      ),
    )
  })
})
