import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { people, scanners } from '../../../../test/corpus/traffic.ts'
import { burstOf, machineOf, type Traffic } from './machine.ts'

const at = new Date('2026-03-09T02:00:00Z')
const ask = (more: Partial<Traffic>) => machineOf({ kind: 'mailClick', at, method: 'GET', ...more })
const rest = Object.entries(people)

describe('the golden traffic', () => {
  test('at least 95 % of scripted scanners are told from people', () => {
    const missed = scanners.filter((seen) => ask(seen) === null)
    expect({ missed, of: scanners.length }).toEqual({ missed: expect.any(Array), of: scanners.length })
    expect(1 - missed.length / scanners.length).toBeGreaterThanOrEqual(0.95)
    expect(scanners.length).toBeGreaterThanOrEqual(60)
  })

  test.each(rest)('%s is a person, whatever they do', (_, userAgent) => {
    for (const kind of ['page', 'mailClick', 'mailOpen', 'scan'] as const)
      expect({ kind, machine: ask({ kind, userAgent }) }).toEqual({ kind, machine: null })
  })
})

test('a click within two seconds of delivery is a scanner’s, a later one a person’s', () => {
  const userAgent = people['Chrome on Windows'] as string
  const after = (ms: number, kind: Traffic['kind'] = 'mailClick') =>
    ask({ kind, userAgent, deliveredAt: new Date(at.getTime() - ms) })
  expect([after(0), after(2_000), after(2_001), after(-1)]).toEqual(['instant', 'instant', null, null])
  expect([after(5_000, 'mailOpen'), after(5_001, 'mailOpen'), after(1, 'page')]).toEqual([
    'instant',
    null,
    null,
  ])
})

const click = fc.record({
  about: fc.constantFrom('a', 'b', 'c', 'd'),
  ms: fc.integer({ min: 0, max: 60_000 }),
})
const clicksOf = (all: { about: string; ms: number }[]) =>
  all.map(({ about, ms }, n) => ({ eventId: String(n), about, at: new Date(at.getTime() + ms) }))

test('a burst is the same in whatever order its clicks came in, and more clicks make no machine a person', () => {
  fc.assert(
    fc.property(fc.array(click, { maxLength: 20 }), fc.array(click, { maxLength: 5 }), (some, more) => {
      const clicks = clicksOf(some)
      const burst = burstOf(clicks)
      expect([...burstOf(clicks.toReversed())].toSorted()).toEqual([...burst].toSorted())
      const wider = burstOf([...clicks, ...clicksOf([...some, ...more]).slice(some.length)])
      expect([...burst].filter((id) => !wider.has(id))).toEqual([])
    }),
  )
})

test('a burst is exactly what has three different links within five seconds around it', () => {
  fc.assert(
    fc.property(fc.array(click, { maxLength: 12 }), (some) => {
      const clicks = clicksOf(some)
      // As the definition says it: some window of five seconds with three links holds the click.
      const plain = clicks.filter((one) =>
        clicks.some(({ at: from }) => {
          const window = clicks.filter(
            (each) => each.at >= from && each.at.getTime() - from.getTime() <= 5_000,
          )
          return window.includes(one) && new Set(window.map(({ about }) => about)).size >= 3
        }),
      )
      expect([...burstOf(clicks)].toSorted()).toEqual(plain.map(({ eventId }) => eventId).toSorted())
    }),
  )
})
