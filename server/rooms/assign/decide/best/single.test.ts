import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dice } from './dice.ts'
import { type Candidate, choose } from './single.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const candidate = fc.record({
  chance: share,
  debt: fc.double({ min: -5, max: 5, noNaN: true }),
  good: fc.nat(20),
})
const candidates = fc
  .array(candidate, { minLength: 1, maxLength: 12 })
  .map((all) => all.map((each, at): Candidate => ({ ...each, userId: `${at}` })))
const occasion = fc.record({
  dial: share,
  floor: share,
  explore: fc.double({ min: 0, max: 0.5, noNaN: true }),
  seed: fc.integer(),
})
const quiet = { dial: 1, floor: 0, explore: 0, seed: 1 }

test('propensities add up to one, nobody with none is chosen, and whoever explores is anybody', () => {
  fc.assert(
    fc.property(candidates, occasion, (all, at) => {
      const { userId, propensities, by } = choose(all, at)
      expect(propensities.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12)
      expect(propensities[Number(userId)]).toBeGreaterThan(0)
      if (by === 'floor') return
      for (const each of propensities) expect(each).toBeGreaterThanOrEqual(at.explore / all.length)
    }),
  )
})

test('over many seeds each gets what their propensity says', () => {
  const all = [0.5, 0.5, 0.2, 0.1].map((chance, at) => ({ userId: `${at}`, chance, debt: 0, good: 0 }))
  const counts = [0, 0, 0, 0]
  const at = { ...quiet, explore: 0.2 }
  const tries = 20_000
  for (let seed = 0; seed < tries; seed++) counts[Number(choose(all, { ...at, seed }).userId)]! += 1
  const { propensities } = choose(all, at)
  // (1 − ε) ÷ 2 + ε ÷ 4 for the two best, ε ÷ 4 for the others
  for (const [rep, expected] of [0.45, 0.45, 0.05, 0.05].entries()) {
    expect(propensities[rep]).toBeCloseTo(expected, 12)
    expect(Math.abs(counts[rep]! / tries - expected)).toBeLessThan(0.015)
  }
})

test('wins alone, without floor and chance, is whoever is likeliest', () => {
  fc.assert(
    fc.property(candidates, fc.integer(), (all, seed) => {
      const { userId } = choose(all, { ...quiet, seed })
      expect(all[Number(userId)]!.chance).toBeGreaterThan(Math.max(...all.map(({ chance }) => chance)) - 1e-6)
    }),
  )
})

interface Life {
  readonly reps: number
  readonly leads: number
  readonly seed: number
  readonly dial: number
  readonly floor: number
  readonly explore: number
}

/** Deals leads one by one among the same reps, some of whom are always likelier, and looks after each. */
function live({ reps, leads, seed, dial, floor, explore }: Life, look: (got: readonly number[]) => void) {
  const roll = dice(seed)
  const skill = Array.from({ length: reps }, roll)
  const got = skill.map(() => 0)
  for (let lead = 0; lead < leads; lead++) {
    const all = skill.map((each, at) => ({
      userId: `${at}`,
      chance: each * (0.5 + roll() / 2),
      debt: lead / reps - got[at]!,
      good: got[at]!,
    }))
    got[Number(choose(all, { dial, floor, explore, seed: seed + lead }).userId)]! += 1
    look(got)
  }
}

const lives = fc.record({
  reps: fc.integer({ min: 1, max: 15 }),
  leads: fc.integer({ min: 1, max: 300 }),
  seed: fc.integer(),
  dial: share,
  floor: share,
  explore: fc.constantFrom(0, 0.1, 0.5),
})

test('while the same reps are eligible, nobody is ever a lead under the floor', () => {
  fc.assert(
    fc.property(lives, (life) => {
      let dealt = 0
      live(life, (got) => {
        dealt += 1
        const least = (life.floor * dealt) / life.reps - 1
        for (const each of got) expect(each).toBeGreaterThan(least - 1e-6)
      })
    }),
  )
})

test('at equal shares nobody is ever more than a lead from theirs', () => {
  fc.assert(
    fc.property(lives, (life) => {
      let dealt = 0
      live({ ...life, dial: 0, floor: 0, explore: 0 }, (got) => {
        dealt += 1
        for (const each of got) expect(Math.abs(each - dealt / life.reps)).toBeLessThanOrEqual(1 + 1e-6)
      })
    }),
  )
})

test('between the ends nobody is further from their share than the dial allows', () => {
  fc.assert(
    fc.property(lives, fc.double({ min: 0, max: 0.9, noNaN: true }), (life, dial) => {
      let dealt = 0
      live({ ...life, dial, floor: 0, explore: 0 }, (got) => {
        dealt += 1
        // A chance is at most as many times the mean as there are candidates, and never under nothing.
        const most = (dial / (1 - dial)) * life.reps + 1
        for (const each of got) expect(each - dealt / life.reps).toBeLessThanOrEqual(most + 1e-6)
      })
    }),
  )
})
