import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { previewResult } from '../../../../../contract/preview.ts'
import { plainCard, type ScorePolicy } from '../../../../../contract/scorecard.ts'
import { scorer } from '../../../../../contract/scoring/score.ts'
import { fieldsOf } from '../../../../../rules/fields.ts'
import { asksOf, foldedAlike } from '../asks.ts'
import { dice } from '../learned/made.ts'
import { missesOf } from './gate.ts'
import { type ArrivedLead, type OpenLead, Rehearsal } from './rehearsal.ts'

const now = new Date('2026-06-01T04:00:00Z')
const DAY = 86_400_000
const ground = { fields: fieldsOf([]), at: { now, zone: 'Asia/Shanghai' } }
const titles = ['总经理', '采购', '工程师', '']

const line = (id: string, value: string, points: number) => ({
  id,
  label: value,
  when: { field: 'title', op: 'contains' as const, value },
  points,
})
const anyPolicy = fc
  .tuple(
    fc.integer({ min: -50, max: 50 }),
    fc.integer({ min: -50, max: 50 }),
    fc.integer({ min: -40, max: 40 }),
  )
  .map(([boss, buyer, from]) =>
    plainCard(
      [line('boss', '总', boss), line('buyer', '采购', buyer)],
      [
        { grade: 'A', from: from + 20 },
        { grade: 'B', from },
      ],
    ),
  )
const anyLeads = fc.array(
  fc.record({
    title: fc.constantFrom(...titles),
    rep: fc.constantFrom(null, 'r1', 'r2', 'r3'),
    won: fc.constantFrom(null, true, false),
    source: fc.constantFrom('s1', 's2'),
  }),
  { maxLength: 120 },
)
type Made = typeof anyLeads extends fc.Arbitrary<infer T> ? T : never

function run(sides: { before: ScorePolicy | null; after: ScorePolicy }, leads: Made) {
  const rehearsal = new Rehearsal(sides, ground)
  const done = { deeds: [] }
  rehearsal.open(
    leads.map(({ title, rep }, i): OpenLead => ({ leadId: `l${i}`, userId: rep, facts: { title }, done })),
  )
  rehearsal.past(
    leads.map(({ title, won, source }, i): ArrivedLead => {
      const arrivedAt = new Date(+now - i * DAY)
      return { facts: { title, arrivedAt }, done, arrivedAt, won, parts: { source } }
    }),
  )
  const teams = new Map([
    ['r1', 't1'],
    ['r2', 't1'],
  ])
  return rehearsal.result({ since: +now - 70 * DAY, unknown: [], teams })
}

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, n) => all + n, 0)

describe('a rehearsal', () => {
  test('moves every lead once, and counts it once everywhere', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, anyLeads, (before, after, leads) => {
        const { open, workload, segments, past, grades } = run({ before, after }, leads)
        expect(open.moves.reduce((all, move) => all + move.leads, 0)).toBe(leads.length)
        for (const side of ['before', 'after'] as const) {
          expect(open.spread.reduce((all, range) => all + range[side], 0)).toBe(leads.length)
          const held = leads.filter(({ rep }) => rep !== null).length
          expect(workload.reps.reduce((all, rep) => all + sum(rep.grades[side]), 0)).toBe(held)
          expect(workload.teams.reduce((all, team) => all + sum(team.grades[side]), 0)).toBe(held)
          expect(sum(workload.weekly[side])).toBeCloseTo(leads.length / 10)
          expect(segments.reduce((all, part) => all + sum(part.grades[side]), 0)).toBe(leads.length)
        }
        for (const { from, to, leads: many, leadIds } of open.moves) {
          expect(grades).toContain(from)
          expect(grades).toContain(to)
          expect(leadIds.length).toBe(from === to ? 0 : Math.min(50, many))
        }
        expect(past.won + past.lost).toBe(leads.filter(({ won }) => won !== null).length)
      }),
      { numRuns: 60 },
    )
  })

  test('says the same of each lead as the scorer does', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, anyLeads, (before, after, leads) => {
        const { open } = run({ before, after }, leads)
        const [was, will] = [before, after].map((policy) => scorer(policy, ground.fields, ground.at))
        const changed = leads.filter(({ title }) => was!({ title }).grade !== will!({ title }).grade)
        expect(open.changed).toBe(changed.length)
      }),
      { numRuns: 60 },
    )
  })

  test('of a version with itself changes nothing', () => {
    fc.assert(
      fc.property(anyPolicy, anyLeads, (policy, leads) => {
        const { open, quality, workload } = run({ before: policy, after: policy }, leads)
        expect(open).toMatchObject({ changed: 0, index: 0, says: 'steady' })
        expect(open.moves.every(({ from, to }) => from === to)).toBe(true)
        for (const { grades } of workload.reps) expect(grades.before).toEqual(grades.after)
        if (quality) expect(quality.difference).toEqual({ value: 0, low: 0, high: 0 })
      }),
      { numRuns: 60 },
    )
  })

  test('turned round is its mirror', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, anyLeads, (one, other, leads) => {
        const there = run({ before: one, after: other }, leads)
        const back = run({ before: other, after: one }, leads)
        expect(back.open.changed).toBe(there.open.changed)
        const turned = back.open.moves.map(({ from, to, leads: n }) => `${to}>${from} ${n}`)
        expect(turned.toSorted()).toEqual(
          there.open.moves.map(({ from, to, leads: n }) => `${from}>${to} ${n}`).toSorted(),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('with nothing in force, nobody had points', () => {
    const { open, quality } = run(
      { before: null, after: plainCard([line('a', '总', 9)], [{ grade: 'A', from: 5 }]) },
      [{ title: '总经理', rep: null, won: true, source: 's1' }],
    )
    expect(open).toMatchObject({ leads: 1, changed: 1, mean: { before: 0, after: 9 } })
    expect(open.moves).toEqual([{ from: '', to: 'A', leads: 1, leadIds: ['l0'] }])
    expect(quality).toBeNull()
  })

  test('a past lead is judged at its arrival: what it did later, and the silence since, do not count', () => {
    const policy: ScorePolicy = {
      cards: [
        {
          id: 'c',
          name: '卡',
          groups: [
            {
              id: 'g',
              label: 'g',
              kind: 'behaviour',
              criteria: [
                {
                  id: 'e',
                  kind: 'event',
                  label: '',
                  event: 'page',
                  points: 8,
                  counts: { kind: 'each' },
                  fading: { kind: 'halfLife', days: 10 },
                },
                { id: 's', kind: 'silence', label: '', points: -5, afterDays: 7 },
              ],
            },
          ],
          grading: { kind: 'scale', steps: [{ grade: 'A', from: 4 }] },
        },
      ],
    }
    const rehearsal = new Rehearsal({ before: null, after: policy }, ground)
    const arrivedAt = new Date(+now - 100 * DAY)
    const deeds = [{ kind: 'page' as const, about: '', at: new Date(+arrivedAt - 10 * DAY) }]
    const common = { arrivedAt, won: null, facts: { arrivedAt } }
    rehearsal.past([
      { ...common, done: { deeds }, parts: { source: 'did' } },
      { ...common, done: { deeds: [] }, parts: { source: 'quiet' } },
    ])
    const { segments } = rehearsal.result({ since: +arrivedAt, unknown: [], teams: new Map() })
    expect(segments.map(({ value, mean }) => [value, mean.after])).toEqual([
      ['did', 4],
      ['quiet', 0],
    ])
  })

  test('is told over the wire as it is', () => {
    const random = dice(3)
    const leads = Array.from({ length: 400 }, () => {
      const title = titles[Math.floor(random() * titles.length)]!
      return { title, rep: null, won: random() < (title === '总经理' ? 0.7 : 0.2), source: 's1' as const }
    })
    const good = plainCard([line('boss', '总', 30)], [{ grade: 'A', from: 20 }])
    const bad = plainCard([line('boss', '工程', 30)], [{ grade: 'A', from: 20 }])
    const { open, ...result } = run({ before: bad, after: good }, leads)
    const { quality } = previewResult.omit({ open: true, workload: true }).parse({
      ...result,
      past: { ...result.past, since: now.toISOString() },
    })
    expect(open.says).toBe('steady')
    expect(quality!.difference.low).toBeGreaterThan(0.05)
    expect(quality!.after.ece).toBeLessThan(0.1)
    expect(
      missesOf(
        { required: true, days: 1, aucFall: 0, changed: null },
        { finishedAt: now, result: run({ before: good, after: bad }, leads) },
        now,
      ),
    ).toEqual(['auc_falls'])
  })
})

describe('the gate', () => {
  const gate = { required: true, days: 14, aucFall: 0.01, changed: 0.2 }
  const result = (changed: number, difference: { value: number; low: number; high: number } | null) =>
    ({ open: { leads: 100, changed }, quality: difference && { difference } }) as never
  const at = (days: number) => new Date(+now - days * DAY)

  test.each([
    ['nothing was previewed', undefined, ['not_previewed']],
    ['all is well', { finishedAt: at(1), result: result(5, null) }, []],
    ['it is too old', { finishedAt: at(15), result: result(5, null) }, ['too_old']],
    ['too many leads change', { finishedAt: at(1), result: result(21, null) }, ['too_many_change']],
    [
      'the fall is chance',
      { finishedAt: at(1), result: result(5, { value: -0.05, low: -0.12, high: 0.02 }) },
      [],
    ],
    [
      'the fall is allowed',
      { finishedAt: at(1), result: result(5, { value: -0.009, low: -0.012, high: -0.001 }) },
      [],
    ],
    [
      'it surely falls',
      { finishedAt: at(1), result: result(5, { value: -0.05, low: -0.08, high: -0.02 }) },
      ['auc_falls'],
    ],
  ] as const)('when %s', (_, preview, misses) => {
    expect(missesOf(gate, preview, now)).toEqual(misses)
    expect(missesOf({ ...gate, required: false }, preview, now)).toEqual([])
  })
})

test('what is folded already will do where points alone differ', () => {
  const criterion = (more: object) => ({
    id: 'e',
    kind: 'event',
    label: '',
    event: 'page',
    points: 1,
    counts: { kind: 'each' },
    ...more,
  })
  const policy = (more: object) =>
    ({
      cards: [
        {
          id: 'c',
          name: 'c',
          groups: [{ id: 'g', label: '', kind: 'behaviour', criteria: [criterion(more)] }],
          grading: { kind: 'scale', steps: [] },
        },
      ],
    }) as ScorePolicy
  expect(foldedAlike(policy({}), policy({ points: 9, most: 4 }))).toBe(true)
  expect(foldedAlike(policy({}), policy({ withinDays: 3 }))).toBe(false)
  expect(foldedAlike(policy({}), null)).toBe(true)
  expect(foldedAlike(undefined, policy({}))).toBe(false)
  expect(asksOf([policy({})], fieldsOf([])).deeds).toBe(true)
})
