import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf } from '../../rules/days.ts'
import { matches } from '../../rules/matches.ts'
import { allFields, anyCondition, anyLead, anyLeaf, anyMoment } from '../../test/conditions.ts'
import { behaviourKinds } from '../behaviour.ts'
import { type Card, type Criterion, type Fading, plainCard, scorePolicy } from '../scorecard.ts'
import { eventCriteria, scorer } from './score.ts'
import { type Did, type EventCriterion, fold, nothingDone } from './tally.ts'
import { type Present, worthOf } from './worth.ts'

const zone = 'Asia/Shanghai'
const DAY = 86_400_000
const start = Date.parse('2026-03-01T00:00:00Z')

const anyFading: fc.Arbitrary<Fading> = fc.oneof(
  fc.record({ kind: fc.constant('halfLife' as const), days: fc.double({ min: 0.1, max: 60, noNaN: true }) }),
  fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }).chain((days) =>
    fc
      .array(fc.integer({ min: 0, max: 100 }), { minLength: days.length, maxLength: days.length })
      .map((shares) => {
        const [rising, falling] = [days.toSorted((a, b) => a - b), shares.toSorted((a, b) => b - a)]
        return {
          kind: 'steps' as const,
          steps: rising.map((afterDays, i) => ({ afterDays, keep: falling[i]! })),
        }
      }),
  ),
)
const points = fc.integer({ min: -50, max: 50 })
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
/** Without keys whose value is undefined, as JSON has it. */
const bare = <T extends object>(given: T): T => JSON.parse(JSON.stringify(given)) as T

const anyEvent = fc.record({
  kind: fc.constant('event' as const),
  label: fc.constant('做了'),
  event: fc.constantFrom(...behaviourKinds.slice(0, 3)),
  about: maybe(fc.constantFrom('价格', 'demo')),
  points,
  counts: fc.oneof(
    fc.constant({ kind: 'each' as const }),
    fc.record({ kind: fc.constant('once' as const), atLeast: maybe(fc.integer({ min: 1, max: 4 })) }),
  ),
  withinDays: maybe(fc.integer({ min: 1, max: 40 })),
  fading: maybe(anyFading),
  most: maybe(fc.integer({ min: 1, max: 80 })),
})
const anySilence = fc.record({
  kind: fc.constant('silence' as const),
  label: fc.constant('沉默'),
  afterDays: fc.integer({ min: 1, max: 30 }),
  points: fc.integer({ min: -50, max: -1 }),
  everyDays: maybe(fc.integer({ min: 1, max: 20 })),
  most: maybe(fc.integer({ min: 1, max: 80 })),
})
const anyFact = fc.record({
  kind: fc.constant('fact' as const),
  label: fc.constant('是'),
  when: anyCondition,
  points,
})

const cardOf = (all: fc.Arbitrary<object>): fc.Arbitrary<Card> =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom('fit' as const, 'who' as const, 'behaviour' as const, 'other' as const),
        label: fc.constant('组'),
        caps: maybe(fc.tuple(points, points)),
        criteria: fc.array(all, { maxLength: 5 }),
      }),
      { maxLength: 4 },
    )
    .map((groups) =>
      bare({
        id: 'card',
        name: '卡',
        groups: groups.map(({ caps, criteria, ...group }, g) => ({
          ...group,
          id: `g${g}`,
          ...(caps ? { least: Math.min(...caps), most: Math.max(...caps) } : {}),
          criteria: criteria.map((one, i) => ({ ...one, id: `g${g}c${i}` }) as Criterion),
        })),
        grading: {
          kind: 'scale' as const,
          steps: [
            { grade: 'A', from: 20 },
            { grade: 'B', from: 0 },
          ],
        },
      }),
    )

const anyDid = fc
  .record({
    kind: fc.constantFrom(...behaviourKinds.slice(0, 3)),
    about: fc.constantFrom('价格页 /price', 'Demo request', '首页'),
    after: fc.integer({ min: 0, max: 30 * DAY }),
  })
  .map(({ after, ...did }): Did => {
    const at = new Date(start + Math.floor(after))
    return { ...did, at, day: dayOf(at, zone) }
  })
const later = fc.integer({ min: 30 * DAY, max: 70 * DAY }).map((after) => new Date(start + Math.floor(after)))

describe('a score', () => {
  test('is the sum of its explanation, each group within its caps', () => {
    fc.assert(
      fc.property(
        cardOf(fc.oneof(anyFact, anyEvent, anySilence)),
        anyLead,
        fc.array(anyDid),
        later,
        (card, lead, did, now) => {
          const policy = scorePolicy.parse({ cards: [card] })
          const tally = fold(nothingDone, eventCriteria(policy), did)
          const { score, terms } = scorer(policy, allFields, { now, zone })(lead, tally)
          expect(terms.reduce((sum, term) => sum + term.points, 0)).toBe(score)
          expect(Number.isInteger(score)).toBe(true)
          for (const { id, least = -Infinity, most = Infinity, criteria } of card.groups) {
            const ids = new Set([`cap:${id}`, ...criteria.map((one) => one.id)])
            const sum = terms.filter((term) => ids.has(term.id)).reduce((all, term) => all + term.points, 0)
            expect(sum >= least && sum <= most).toBe(true)
          }
        },
      ),
    )
  })

  test('gives a fact its points where its condition holds, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 6 }), anyLead, anyMoment, (facts, lead, at) => {
        const all = facts.map((fact, i) => ({ ...fact, id: `t${i}`, label: `第${i}条` }))
        const { terms } = scorer(plainCard(all, []), allFields, at)(lead)
        const applying = all.filter(
          ({ when, points: given }) => given !== 0 && matches(when, allFields, at)(lead),
        )
        expect(terms).toEqual(applying.map(({ id, label, points: given }) => ({ id, label, points: given })))
      }),
    )
  })

  test('stays as it is until the moment it says, when nothing happens', () => {
    fc.assert(
      fc.property(
        cardOf(fc.oneof(anyEvent, anySilence)),
        fc.array(anyDid),
        later,
        fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000),
        (card, did, now, part) => {
          const policy = scorePolicy.parse({ cards: [card] })
          const tally = fold(nothingDone, eventCriteria(policy), did)
          const lead = { arrivedAt: new Date(start) }
          const { score, terms, changesAt } = scorer(policy, allFields, { now, zone })(lead, tally)
          const until = (changesAt?.getTime() ?? now.getTime() + 400 * DAY) - 1
          const between = new Date(now.getTime() + Math.floor((until - now.getTime()) * part))
          expect(scorer(policy, allFields, { now: between, zone })(lead, tally)).toMatchObject({
            score,
            terms,
          })
        },
      ),
      { numRuns: 500 },
    )
  })

  test('with facts that time turns stays as it is until the moment it says, and says one to come', () => {
    const dated = anyLeaf.filter(({ field }) => allFields.get(field)?.type === 'date')
    const facts = fc.record({
      kind: fc.constant('fact' as const),
      label: fc.constant('是'),
      when: fc.oneof({ weight: 3, arbitrary: dated }, { weight: 1, arbitrary: anyCondition }),
      points,
    })
    const cards = fc.tuple(maybe(dated), cardOf(facts), cardOf(fc.oneof(facts, anySilence)))
    const part = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000)
    fc.assert(
      fc.property(cards, anyLead, anyMoment, part, ([when, some, rest], lead, at, along) => {
        const first = bare({ ...some, id: 'some', when })
        const policy = { cards: when ? [first, rest] : [rest] }
        const { changesAt, ...told } = scorer(policy, allFields, at)(lead)
        const until = (changesAt?.getTime() ?? at.now.getTime() + 400 * DAY) - 1
        expect(until).toBeGreaterThanOrEqual(at.now.getTime())
        for (const share of [along, 1]) {
          const between = new Date(at.now.getTime() + Math.floor((until - at.now.getTime()) * share))
          expect(scorer(policy, allFields, { ...at, now: between })(lead)).toMatchObject(told)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('turns when a moment leaves the last hours, not at midnight', () => {
    const when = { field: 'arrivedAt', op: 'in_last' as const, value: { hours: 24 } }
    const at = { now: new Date('2026-03-01T04:00:00Z'), zone }
    const score = scorer(plainCard([{ id: 'new', label: '', when, points: 5 }], []), allFields, at)
    const arrivedAt = new Date('2026-03-01T02:00:00Z')
    expect(score({ arrivedAt }).changesAt).toEqual(new Date('2026-03-02T02:00:00.001Z'))
    expect(score({ arrivedAt: new Date('2026-02-01T02:00:00Z') }).changesAt).toBeNull()
    expect(score({}).changesAt).toBeNull()
  })

  test('says a moment to come, and by going from one to the next fades to an end', () => {
    fc.assert(
      fc.property(cardOf(anyEvent), fc.array(anyDid, { maxLength: 5 }), (card, did) => {
        const policy = scorePolicy.parse({ cards: [card] })
        const tally = fold(nothingDone, eventCriteria(policy), did)
        let now = new Date(start + 30 * DAY)
        for (let steps = 0; ; steps++) {
          const { changesAt } = scorer(policy, allFields, { now, zone })({}, tally)
          if (!changesAt) break
          expect(changesAt.getTime()).toBeGreaterThan(now.getTime())
          expect(steps).toBeLessThan(3000)
          now = changesAt
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('what a lead did', () => {
  test('is the same folded one by one in any order as all at once, to a thousandth of a millionth', () => {
    const shuffled = fc
      .array(anyDid, { maxLength: 30 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
    fc.assert(
      fc.property(
        fc.array(anyEvent, { minLength: 1, maxLength: 4 }),
        shuffled,
        later,
        (events, [all, mixed], now) => {
          const criteria = events.map((one, i) => bare({ ...one, id: `c${i}` }))
          const whole = fold(nothingDone, criteria, all)
          const piecewise = mixed.reduce((tally, did) => fold(tally, criteria, [did]), nothingDone)
          expect(piecewise.last).toBe(whole.last)
          const at = { now, zone, today: dayOf(now, zone) }
          for (const criterion of criteria)
            expect(worthOf(criterion, piecewise.counted[criterion.id], at).exact).toBeCloseTo(
              worthOf(criterion, whole.counted[criterion.id], at).exact,
              9,
            )
        },
      ),
    )
  })

  test('is the sum over its events of what each is worth, reckoned one by one', () => {
    fc.assert(
      fc.property(anyEvent, fc.array(anyDid, { maxLength: 20 }), later, (one, all, now) => {
        const criterion = bare({ ...one, id: 'c' })
        const at = { now, zone, today: dayOf(now, zone) }
        const told = worthOf(criterion, fold(nothingDone, [criterion], all).counted['c'], at)
        expect(told.exact).toBeCloseTo(byHand(criterion, all, at), 6)
      }),
      { numRuns: 1000 },
    )
  })

  test('takes as little room for a million events as for a few', () => {
    const criterion = bare({
      id: 'c',
      kind: 'event' as const,
      label: '',
      event: 'page' as const,
      points: 1,
      counts: { kind: 'each' as const },
      withinDays: 30,
    })
    const did = Array.from({ length: 20_000 }, (_, i): Did => {
      const at = new Date(start + i * 600_000)
      return { kind: 'page', about: '', at, day: dayOf(at, zone) }
    })
    expect(Object.keys(fold(nothingDone, [criterion], did).counted['c'] ?? {}).length).toBeLessThanOrEqual(30)
  })
})

function byHand(criterion: EventCriterion, all: readonly Did[], { now, today }: Present): number {
  const { about, counts, fading, withinDays = Infinity, most = Infinity } = criterion
  const age = (day: string) => Math.round((Date.parse(today) - Date.parse(day)) / DAY)
  const own = all.filter(
    (did) =>
      did.kind === criterion.event &&
      (!about || did.about.toLowerCase().includes(about.toLowerCase())) &&
      age(did.day) < withinDays,
  )
  const shares = own.map((did) => {
    if (fading?.kind === 'halfLife') return 0.5 ** ((now.getTime() - did.at.getTime()) / (fading.days * DAY))
    const step = fading?.steps.findLast(({ afterDays }) => age(did.day) >= afterDays)
    return (step?.keep ?? 100) / 100
  })
  const share =
    counts.kind === 'each'
      ? shares.reduce((sum, one) => sum + one, 0)
      : own.length >= (counts.atLeast ?? 1)
        ? Math.max(0, ...shares)
        : 0
  return Math.max(-most, Math.min(most, criterion.points * share))
}
