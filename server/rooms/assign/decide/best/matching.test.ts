import fc from 'fast-check'
import { expect, test } from 'vitest'
import { solve, solveFloors } from '../../../../../test/oracle.ts'
import { type Batch, countsOf, meritOf, winsOf } from './batch.ts'
import { dice } from './dice.ts'
import { greedy } from './greedy.ts'
import { match } from './matching.ts'

interface Size {
  readonly leads: number
  readonly reps: number
  /** How many of a hundred pairs may not be. */
  readonly barred: number
}

/** A batch that a seed makes: reps good at different things, values of every size, floors and capacities of all kinds. */
function made(seed: number, { leads, reps, barred }: Size, dial: number): Batch {
  const roll = dice(seed)
  const upTo = (n: number) => Math.floor(roll() * (n + 1))
  const mean = Math.ceil(leads / reps)
  return {
    dial,
    seed,
    leads: Array.from({ length: leads }, (_, at) => ({
      leadId: `lead ${at}`,
      value: roll() < 0.3 ? 1 : upTo(10),
      good: roll() < 0.4,
      chances: Array.from({ length: reps }, () => (roll() * 100 < barred ? null : upTo(20) / 20)),
    })),
    reps: Array.from({ length: reps }, (_, at) => ({
      userId: `rep ${at}`,
      capacity: upTo(2 * mean),
      floor: upTo(Math.ceil(mean / 2)),
      had: upTo(3),
    })),
  }
}

const sizes = fc.record({
  leads: fc.integer({ min: 1, max: 12 }),
  reps: fc.integer({ min: 1, max: 6 }),
  barred: fc.constantFrom(0, 20, 60),
})
const dials = fc.constantFrom(0, 0.1, 0.5, 0.9, 1)
const batches = fc.tuple(fc.integer(), sizes, dials).map(([seed, size, dial]) => made(seed, size, dial))

const goodCounts = ({ leads, reps }: Batch, dealing: readonly number[]) =>
  countsOf(
    dealing.map((rep, at) => (leads[at]!.good ? rep : -1)),
    reps.length,
  )
const dealt = (dealing: readonly number[]) => dealing.filter((rep) => rep >= 0).length

/** Costs are rounded to less than a ten-millionth of a mean lead in batches as small as these. */
const NEAR = 1e-4

function isBest(batch: Batch): void {
  const { dealing, floors } = match(batch)
  const best = solve({ ...batch, reps: batch.reps.map((rep, at) => ({ ...rep, floor: floors[at]! })) })
  expect(dealt(dealing)).toBe(best.dealt)
  expect(Math.abs(meritOf(dealing, batch) - best.merit)).toBeLessThan(NEAR)
}

test('no dealing is better: a general linear solver finds none', () => {
  fc.assert(fc.property(batches, isBest), { numRuns: 300 })
})

test('nor of sixty leads and fifteen reps', () => {
  for (const seed of [1, 2, 3, 4])
    for (const dial of [0, 0.5, 1]) isBest(made(seed, { leads: 60, reps: 15, barred: 20 }, dial))
})

test('nobody gets a lead above their capacity, or one they may not have', () => {
  fc.assert(
    fc.property(batches, (batch) => {
      const { dealing } = match(batch)
      for (const [at, rep] of dealing.entries())
        if (rep >= 0) expect(batch.leads[at]!.chances[rep]).not.toBeNull()
      for (const [rep, count] of countsOf(dealing, batch.reps.length).entries())
        expect(count).toBeLessThanOrEqual(batch.reps[rep]!.capacity)
    }),
  )
})

test('floors are kept wherever they can be, and as many of them as can be where they cannot', () => {
  fc.assert(
    fc.property(batches, (batch) => {
      const { dealing, floors } = match(batch)
      const good = goodCounts(batch, dealing)
      for (const [rep, floor] of floors.entries()) {
        expect(good[rep]).toBeGreaterThanOrEqual(floor)
        expect(floor).toBeLessThanOrEqual(batch.reps[rep]!.floor)
      }
      expect(floors.reduce((sum, floor) => sum + floor, 0)).toBe(solveFloors(batch))
    }),
    { numRuns: 200 },
  )
})

test('a floor that cannot be kept for all gives way evenly', () => {
  const lead = (at: number) => ({ leadId: `${at}`, value: 1, good: true, chances: [0.9, 0.1, 0.1] })
  const reps = [0, 1, 2].map((at) => ({ userId: `${at}`, capacity: 9, floor: 3, had: 0 }))
  const { floors } = match({ leads: [0, 1, 2, 3].map(lead), reps, dial: 1, seed: 5 })
  expect(floors.toSorted((a, b) => a - b)).toEqual([1, 1, 2])
})

test('the order that leads and reps come in changes nobody’s lead', () => {
  fc.assert(
    fc.property(batches, fc.integer(), (batch, seed) => {
      const roll = dice(seed)
      const mixed = (length: number) => {
        const lots = Array.from({ length }, roll)
        return Array.from({ length }, (_, at) => at).sort((a, b) => lots[a]! - lots[b]!)
      }
      const [leads, reps] = [mixed(batch.leads.length), mixed(batch.reps.length)]
      const other: Batch = {
        ...batch,
        leads: leads.map((at) => {
          const lead = batch.leads[at]!
          return { ...lead, chances: reps.map((rep) => lead.chances[rep]!) }
        }),
        reps: reps.map((at) => batch.reps[at]!),
      }
      const here = match(batch)
      const there = match(other)
      for (const [at, rep] of there.dealing.entries()) {
        const before = here.dealing[leads[at]!]!
        expect(rep < 0 ? -1 : reps[rep]).toBe(before)
      }
      expect(there.floors).toEqual(reps.map((rep) => here.floors[rep]))
    }),
  )
})

test('taking the best one at a time never wins more of as many leads, and can win less', () => {
  let less = 0
  fc.assert(
    fc.property(batches, (asked) => {
      const batch = { ...asked, dial: 1, reps: asked.reps.map((rep) => ({ ...rep, floor: 0 })) }
      const [best, one] = [match(batch).dealing, greedy(batch)]
      expect(dealt(one)).toBeLessThanOrEqual(dealt(best))
      if (dealt(one) < dealt(best)) return
      const [{ worth: most }, { worth }] = [winsOf(best, batch), winsOf(one, batch)]
      expect(worth).toBeLessThanOrEqual(most + 1e-9)
      if (worth < most - 1e-9) less += 1
    }),
  )
  expect(less).toBeGreaterThan(0)
})

test('at equal shares everybody has as many in the end, and the leads are still won best', () => {
  const chances = [
    [0.9, 0.1],
    [0.8, 0.1],
    [0.1, 0.2],
    [0.1, 0.2],
  ]
  const leads = chances.map((each, at) => ({ leadId: `${at}`, value: 1, good: false, chances: each }))
  const reps = [0, 1].map((at) => ({ userId: `${at}`, capacity: 9, floor: 0, had: 0 }))
  const batch = { leads, reps, dial: 0, seed: 1 }
  expect(match(batch).dealing).toEqual([0, 0, 1, 1])
  const behind = { ...batch, reps: [{ ...reps[0]!, had: 4 }, reps[1]!] }
  expect(countsOf(match(behind).dealing, 2)).toEqual([0, 4])
})

test('another seed deals otherwise where all is equal', () => {
  const leads = Array.from({ length: 3 }, (_, at) => ({
    leadId: `${at}`,
    value: 1,
    good: false,
    chances: [0.5, 0.5, 0.5],
  }))
  const reps = [0, 1, 2].map((at) => ({ userId: `${at}`, capacity: 1, floor: 0, had: 0 }))
  const dealings = new Set(
    Array.from({ length: 20 }, (_, seed) => match({ leads, reps, dial: 1, seed }).dealing.join()),
  )
  expect(dealings.size).toBeGreaterThan(2)
})
