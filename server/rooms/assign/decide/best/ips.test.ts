import { expect, test } from 'vitest'
import { dice } from './dice.ts'
import { estimate, type Logged } from './ips.ts'
import { choose } from './single.ts'

const REPS = 4
/** What the policy that logged believes, and what is true: it is wrong about who is best. */
const believed = [0.5, 0.4, 0.3, 0.2]
const truth = [0.2, 0.25, 0.3, 0.5]

/** Decisions of the room with a share of chance, and what a policy of another belief would have done in each. */
function log(decisions: number, seed: number): { logged: Logged[]; mean: number } {
  const roll = dice(seed)
  const logged: Logged[] = []
  let sum = 0
  for (let at = 0; at < decisions; at++) {
    const hard = roll() < 0.5 ? 0.5 : 1
    const ask = (chances: readonly number[], explore: number) =>
      choose(
        chances.map((chance, rep) => ({ userId: `${rep}`, chance: chance * hard, debt: 0, good: 0 })),
        { dial: 1, floor: 0, explore, seed: Math.floor(roll() * 2 ** 31) },
      )
    const { userId, propensities } = ask(believed, 0.3)
    const rep = Number(userId)
    const reward = Number(roll() < truth[rep]! * hard)
    sum += reward
    logged.push({ propensity: propensities[rep]!, target: ask(truth, 0).propensities[rep]!, reward })
  }
  return { logged, mean: sum / decisions }
}

/** The other policy gives every lead to whoever truly is best: half of them are half as easy. */
const TRUE = (truth[3]! + truth[3]! / 2) / 2

const runs = Array.from({ length: 300 }, (_, seed) => log(2000, seed + 1))
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test('on the mean of many logs it is right about a policy that was never in force, where the plain mean is far off', () => {
  const found = runs.map(({ logged }) => estimate(logged))
  expect(REPS).toBe(believed.length)
  expect(Math.abs(mean(found.map(({ plain }) => plain.mean)) - TRUE)).toBeLessThan(0.006)
  expect(Math.abs(mean(found.map(({ steady }) => steady.mean)) - TRUE)).toBeLessThan(0.006)
  expect(Math.abs(mean(runs.map((run) => run.mean)) - TRUE)).toBeGreaterThan(0.1)
})

test('its intervals hold the truth about as often as they say', () => {
  const held = (which: 'plain' | 'steady') =>
    mean(
      runs.map(({ logged }) => {
        const { low, high } = estimate(logged)[which]
        return Number(low <= TRUE && TRUE <= high)
      }),
    )
  for (const which of ['plain', 'steady'] as const) {
    expect(held(which)).toBeGreaterThan(0.91)
    expect(held(which)).toBeLessThan(0.985)
  }
})

test('a policy that agrees in all uses every decision, one that agrees in few says so', () => {
  const same = Array.from({ length: 100 }, (_, at) => ({ propensity: 0.5, target: 0.5, reward: at % 2 }))
  expect(estimate(same)).toMatchObject({ effective: 100, decisions: 100, plain: { mean: 0.5 } })
  const { effective } = estimate(runs[0]!.logged)
  expect(effective).toBeGreaterThan(80)
  expect(effective).toBeLessThan(300)
  expect(estimate([])).toMatchObject({ effective: 0, decisions: 0 })
})
