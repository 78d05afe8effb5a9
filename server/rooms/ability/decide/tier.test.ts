import { expect, test } from 'vitest'
import { usualAbility } from '../../../../contract/ability.ts'
import { chance as dice } from '../../../../tools/demo/chance.ts'
import { believe, interval } from './belief.ts'
import { type Standing, tierAfter } from './tier.ts'

const DAY = 86_400_000
const now = new Date('2026-06-01T00:00:00Z')
const never: Standing = { tier: null, since: null }
const at = (tier: string, days = 100): Standing => ({ tier, since: new Date(+now - days * DAY) })
const seen = (low: number, high: number, weight = 100) => ({ low, high, weight, now })

test('who has too few leads is not known, who has enough begins as the usual rep', () => {
  expect(tierAfter(never, seen(0.5, 2, 19), usualAbility)).toBeNull()
  expect(tierAfter(never, seen(0.5, 2, 20), usualAbility)).toBe('B')
  expect(tierAfter(never, seen(1.35, 1.9, 20), usualAbility)).toBe('S')
  expect(tierAfter(at('A'), seen(1.2, 1.4, 9), usualAbility)).toBeNull()
  expect(tierAfter(at('A'), seen(1.2, 1.25, 11), usualAbility)).toBe('A')
})

test('moves up only when the lower end clears, down only when the upper end lies under', () => {
  expect(tierAfter(at('B'), seen(1.09, 1.6), usualAbility)).toBe('B')
  expect(tierAfter(at('B'), seen(1.11, 1.6), usualAbility)).toBe('A')
  expect(tierAfter(at('A'), seen(0.7, 1.11), usualAbility)).toBe('A')
  expect(tierAfter(at('A'), seen(0.7, 1.09), usualAbility)).toBe('B')
  expect(tierAfter(at('S'), seen(0.4, 0.8), usualAbility)).toBe('C')
})

test('not twice within the days that are to lie between', () => {
  expect(tierAfter(at('B', 13), seen(1.4, 1.6), usualAbility)).toBe('B')
  expect(tierAfter(at('B', 14), seen(1.4, 1.6), usualAbility)).toBe('S')
})

test('a tier that is not there any more is given anew', () => {
  expect(tierAfter(at('Gold', 1), seen(0.9, 1.05), usualAbility)).toBe('B')
})

test('a rep whose truth stands still does not go up and down', () => {
  // Three hundred reps, a year of weeks: each ten more leads, as a quarter of the old evidence fades.
  let [moves, back] = [0, 0]
  for (let seed = 1; seed <= 300; seed++) {
    const by = dice(seed)
    const base = 0.25
    const truth = base * (0.6 + by.next())
    let [wins, losses] = [0, 0]
    let held: Standing = never
    const path: string[] = []
    for (let week = 0; week < 104; week++) {
      const won = Array.from({ length: 10 }, () => by.yes(truth)).filter(Boolean).length
      wins = wins * 0.973 + won // a half-life of 180 days
      losses = losses * 0.973 + 10 - won
      const belief = believe({ mean: base, strength: 25 }, base, {
        up: wins * (1 - base),
        down: losses * base,
      })
      const { low, high } = interval(belief)
      const when = new Date(+now + week * 7 * DAY)
      const tier = tierAfter(
        held,
        { low: low / base, high: high / base, weight: wins + losses, now: when },
        usualAbility,
      )
      if (tier !== held.tier) {
        held = { tier, since: when }
        path.push(tier ?? '')
      }
    }
    moves += path.length - 1
    // Back where it had been: a flap
    back += path.length - new Set(path).size
  }
  expect(moves / 300).toBeGreaterThan(0.5)
  expect(back / 300).toBeLessThan(0.03)
})
