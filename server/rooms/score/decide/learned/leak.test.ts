import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findLeaks } from './leak.ts'
import { dice, madeHistory } from './made.ts'

const { labels, columns } = madeHistory(2000, 4)
const random = dice(9)
const column = (key: string, of: (label: number) => string | null) => ({
  key,
  kind: 'choice' as const,
  values: Array.from(labels, of),
})
/** A rep's note: now and then it says how it went. */
const verdict = column('verdict', (label) =>
  random() < 0.3 ? (label === 1 ? 'signed soon' : 'wrong number') : 'called',
)
/** Known before: who was referred nearly always buys. */
const referral = column('referred', (label) => (label === 1 && random() < 0.2 ? 'yes' : 'no'))
const whys = (all: ReturnType<typeof findLeaks>) => all.map(({ key, why }) => [key, why])

describe('the leak guard', () => {
  test('flags a note of the outcome, with the answers that give it away', () => {
    const found = findLeaks({ labels, columns: [...columns, verdict] })
    expect(whys(found)).toEqual([['verdict', 'both_ways']])
    expect(found[0]!.examples.map(({ value }) => value)).toEqual(['signed soon', 'wrong number'])
  })

  test('leaves alone what promises much one way only', () => {
    expect(findLeaks({ labels, columns: [...columns, referral] })).toEqual([])
  })

  test('flags a number that tells all by itself', () => {
    const minutes = {
      key: 'minutes',
      kind: 'number' as const,
      values: Array.from(labels, (label) => label * 300 + random() * 200),
    }
    expect(whys(findLeaks({ labels, columns: [minutes] }))).toEqual([['minutes', 'tells_all']])
  })

  test('flags what was set after the outcome was known, whatever it says', () => {
    const late = { ...columns[4]!, late: Array.from(labels, (_, i) => i % 10 === 0) }
    expect(whys(findLeaks({ labels, columns: [late] }))).toEqual([[late.key, 'late']])
    const corrected = { ...late, late: Array.from(labels, (_, i) => i % 100 === 0) }
    expect(findLeaks({ labels, columns: [corrected] })).toEqual([])
  })

  test('a column a person has judged is kept', () => {
    expect(findLeaks({ labels, columns: [verdict] }, new Set(['verdict']))).toEqual([])
  })

  test('never suspects chance: answers dealt at random', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), (seed, many) => {
        const roll = dice(seed)
        const dealt = column('dealt', () => (roll() < 0.1 ? null : `a${Math.floor(roll() * many)}`))
        expect(findLeaks({ labels, columns: [dealt] })).toEqual([])
      }),
    )
  })
})
