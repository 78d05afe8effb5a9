import { describe, expect, test } from 'vitest'
import { chance as dice } from '../../../../tools/demo/chance.ts'
import type { Count } from './chances.ts'
import { nearest } from './nearest.ts'
import type { Rep } from './newcomer.ts'
import { type Ability, reckon } from './reckon.ts'

const logit = (p: number) => Math.log(p / (1 - p))
const expit = (x: number) => 1 / (1 + Math.exp(-x))

const channels = { web: 0.3, ads: 0.18, list: 0.08 } as const
type Channel = keyof typeof channels
const grades = { A: 1, B: 0, C: -0.8 } as const
type Grade = keyof typeof grades
const chanceFor = (channel: Channel, grade: Grade, skill: number) =>
  expit(logit(channels[channel]) + grades[grade] + skill)

interface World {
  readonly counts: Count[]
  readonly reps: Rep[]
  readonly skills: ReadonlyMap<string, Record<Channel, number>>
}

const none = { won: 0, lost: 0, stale: 0, invalid: 0, picked: 0, wonWeight: 0, lostWeight: 0 }
const count = (userId: string, kind: Pick<Count, 'channel' | 'grade'>, won: number, lost: number): Count => ({
  ...none,
  ...kind,
  userId,
  segment: kind.grade,
  won,
  lost,
  wonWeight: won,
  lostWeight: lost,
})

/** Reps whose skill differs, newcomers less able, who get different mixes of easy and hard leads. */
function world(seed: number, { size = 40, leads = 120, apart = 0.35, channelsApart = 0.25 } = {}): World {
  const by = dice(seed)
  const gauss = () => Math.sqrt(-2 * Math.log(1 - by.next())) * Math.cos(2 * Math.PI * by.next())
  const skills = new Map<string, Record<Channel, number>>()
  const reps = Array.from({ length: size }, (_, i) => ({
    userId: `rep${i}`,
    teamId: `team${i % 4}`,
    months: by.whole(60),
  }))
  const counts = reps.flatMap(({ userId, months }) => {
    const skill = gauss() * apart + (months < 3 ? -0.4 : months > 36 ? 0.2 : 0)
    const here = () => skill + gauss() * channelsApart
    skills.set(userId, { web: here(), ads: here(), list: here() })
    const easy = by.next()
    const sums = new Map<string, Count>()
    for (let i = Math.ceil(leads * (0.2 + 1.6 * by.next())); i > 0; i--) {
      const channel = by.pick(Object.keys(channels) as Channel[])
      const grade: Grade = by.yes(easy) ? 'A' : by.yes(0.5) ? 'B' : 'C'
      const won = by.yes(chanceFor(channel, grade, skills.get(userId)![channel])) ? 1 : 0
      const held = sums.get(channel + grade) ?? count(userId, { channel, grade }, 0, 0)
      sums.set(channel + grade, count(userId, { channel, grade }, held.won + won, held.lost + 1 - won))
    }
    return [...sums.values()]
  })
  return { counts, reps, skills }
}

/** What a rep would truly win of all leads of a place, whoever held them. */
function truth({ counts, skills }: World, { userId, channel, segment }: Ability): number {
  let [wins, all] = [0, 0]
  for (const each of counts) {
    if (channel !== '*' && each.channel !== channel) continue
    if (segment !== '*' && each.segment !== segment) continue
    const n = each.won + each.lost
    const of = each.channel as Channel
    wins += n * chanceFor(of, each.grade as Grade, skills.get(userId)![of])
    all += n
  }
  return wins / all
}

describe('calibration', () => {
  test.for([
    { name: 'as usual', options: {} },
    { name: 'few reps with few leads', options: { size: 12, leads: 60, channelsApart: 0.15 } },
  ])('the interval of 90 % holds the truth 87 to 94 times in a hundred: $name', ({ options }) => {
    const held = { all: [0, 0], channel: [0, 0] }
    for (let seed = 1; seed <= 40; seed++) {
      const here = world(seed, options)
      for (const ability of reckon(here.counts, here.reps).abilities) {
        if (ability.segment !== '*') continue
        const sums = ability.channel === '*' ? held.all : held.channel
        const is = truth(here, ability)
        sums[0]! += ability.low <= is && is <= ability.high ? 1 : 0
        sums[1]!++
      }
    }
    for (const [inside, all] of Object.values(held)) {
      expect(inside! / all!).toBeGreaterThan(0.87)
      expect(inside! / all!).toBeLessThan(0.94)
    }
  })

  test('of reps who all win by the same chance at the usual mix it is 87 to 93 exactly counted', () => {
    // One channel, one grade: the model itself is true, and only the prior was fitted.
    let [inside, all] = [0, 0]
    for (let seed = 1; seed <= 60; seed++) {
      const by = dice(seed)
      const reps = Array.from({ length: 60 }, (_, i) => ({ userId: `r${i}`, teamId: null, months: 20 }))
      const truths = reps.map(() => betaDraw(by, 0.25, 30))
      const counts = reps.map(({ userId }, i) => {
        const n = 5 + by.whole(150)
        const won = Array.from({ length: n }, () => by.yes(truths[i]!)).filter(Boolean).length
        return count(userId, { channel: 'web', grade: 'A' }, won, n - won)
      })
      const whole = reckon(counts, reps).abilities.filter(({ channel }) => channel === '*')
      whole.forEach(({ low, high }, i) => {
        inside += low <= truths[i]! && truths[i]! <= high ? 1 : 0
        all++
      })
    }
    expect(inside / all).toBeGreaterThan(0.87)
    expect(inside / all).toBeLessThan(0.93)
  })
})

/** A share of Beta(mean × strength, …): the k-th smallest of whole many uniform draws. */
function betaDraw(by: { next(): number }, mean: number, strength: number): number {
  const draws = Array.from({ length: strength - 1 }, () => by.next()).toSorted((a, b) => a - b)
  return draws[Math.round(mean * strength) - 1]!
}

describe('difficulty', () => {
  const kinds = { easy: { channel: 'web', grade: 'A' }, hard: { channel: 'web', grade: 'C' } }
  // All win half of the easy and a tenth of the hard; two of them are as able, and get different leads.
  const others = Array.from({ length: 10 }, (_, i) => [
    count(`o${i}`, kinds.easy, 50, 50),
    count(`o${i}`, kinds.hard, 10, 90),
  ]).flat()
  const counts = [...others, count('lucky', kinds.easy, 100, 100), count('unlucky', kinds.hard, 20, 180)]
  const reps = [...new Set(counts.map(({ userId }) => userId))].map((userId) => ({
    userId,
    teamId: null,
    months: 20,
  }))
  const of = (userId: string, all = counts) =>
    reckon(all, reps).abilities.find((each) => each.userId === userId && each.channel === '*')!

  test('who gets good leads is not thought better', () => {
    const [lucky, unlucky] = [of('lucky'), of('unlucky')]
    expect(lucky.won / 200).toBeGreaterThan(4 * (unlucky.won / 200))
    expect(Math.abs(lucky.belief.mean - unlucky.belief.mean)).toBeLessThan(0.03)
    expect([lucky.expected, unlucky.expected].map(Math.round)).toEqual([100, 20])
  })

  test('who wins more of the hard ones is', () => {
    const better = [...others, count('lucky', kinds.easy, 100, 100), count('unlucky', kinds.hard, 60, 140)]
    expect(of('unlucky', better).low).toBeGreaterThan(of('lucky', better).belief.mean)
  })
})

describe('a rep without leads', () => {
  test('begins where those of the same tenure are', () => {
    const band = (months: number, won: number) =>
      Array.from({ length: 12 }, (_, i) => ({ userId: `m${months}-${i}`, teamId: null, months, won }))
    const seasoned = [...band(1, 10), ...band(50, 30)]
    const counts = seasoned.map(({ userId, won }) =>
      count(userId, { channel: 'web', grade: 'A' }, won, 100 - won),
    )
    const fresh = [
      { userId: 'new', teamId: null, months: 0 },
      { userId: 'old', teamId: null, months: 60 },
    ]
    const { abilities, fit } = reckon(counts, [...seasoned, ...fresh])
    const of = (userId: string) => abilities.find((each) => each.userId === userId)!
    expect(of('new').prior.mean).toBeCloseTo(0.11, 1)
    expect(of('old').prior.mean).toBeCloseTo(0.29, 1)
    expect(of('new').belief).toEqual(of('new').prior)
    expect(fit.fitted).toBe(true)
  })

  test('of an organisation without outcomes nothing is claimed', () => {
    const { abilities, fit } = reckon([], [{ userId: 'r', teamId: null, months: 5 }])
    expect(abilities).toHaveLength(1)
    expect(abilities[0]!.high - abilities[0]!.low).toBeGreaterThan(0.25)
    expect(fit.fitted).toBe(false)
  })
})

test('the order of what is counted changes nothing', () => {
  const { counts, reps } = world(3)
  const byKey = (all: Ability[]) =>
    all
      .map(({ userId, channel, segment, low, high }) =>
        [userId, channel, segment, low.toFixed(9), high.toFixed(9)].join(' '),
      )
      .toSorted()
  expect(byKey(reckon(counts.toReversed(), reps.toReversed()).abilities)).toEqual(
    byKey(reckon(counts, reps).abilities),
  )
})

test('a kind of lead a rep never had is told by the channel, else by all their leads, less firmly', () => {
  const { counts, reps } = world(5)
  const without = counts.filter(
    ({ userId, channel, grade }) => userId !== 'rep0' || (channel !== 'ads' && grade !== 'C'),
  )
  const { abilities, fit } = reckon(without, reps)
  const held = abilities
    .filter(({ userId }) => userId === 'rep0')
    .map(({ channel, segment, base, belief }) => ({ channel, segment, base, ...belief }))
  const at = (channel: string, segment: string) => nearest(held, { channel, segment }, fit)!
  expect([at('web', 'A'), at('web', 'C'), at('ads', 'A'), at('*', '*')].map(({ from }) => from)).toEqual([
    'segment',
    'channel',
    'all',
    'all',
  ])
  expect(at('web', 'C').strength).toBeLessThan(at('web', '*').strength * 3)
  expect(at('ads', 'A').strength).toBeLessThanOrEqual(fit.strengths[1])
  expect(nearest([], { channel: 'web', segment: '*' }, fit)).toBeUndefined()
})
