import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf } from '../../rules/fields.ts'
import { allFields, anyLead, anyMoment } from '../../test/conditions.ts'
import { type Criterion, type Grading, type ScorePolicy } from '../scorecard.ts'
import { after, better, type Known } from './better.ts'
import { betterSaid, reasonOf } from './reason.ts'
import { scorer } from './score.ts'
import { nothingDone } from './tally.ts'

const at = { now: new Date('2026-03-20T04:00:00Z'), zone: 'Asia/Shanghai' }
const fact = (
  id: string,
  label: string,
  points: number,
  when: Extract<Criterion, { kind: 'fact' }>['when'],
): Criterion => ({
  id,
  kind: 'fact',
  label,
  points,
  when,
})
const criteria: Criterion[] = [
  fact('t', '能拍板的职位', 30, { field: 'title', op: 'contains', value: '总' }),
  fact('r', '在华东', 12, { field: 'region', op: 'in', value: ['31', '32', '33'] }),
  fact('e', '留了邮箱', 5, { not: { field: 'email', op: 'is_empty' } }),
  fact('i', '实习生', -30, { field: 'title', op: 'contains', value: '实习' }),
  {
    id: 'p',
    kind: 'event',
    label: '3 天内看了两次价格页',
    event: 'page',
    about: '价格',
    points: 25,
    counts: { kind: 'once', atLeast: 2 },
    withinDays: 3,
  },
  { id: 'd', kind: 'event', label: '', event: 'download', points: 4, counts: { kind: 'each' }, most: 8 },
  { id: 's', kind: 'silence', label: '两周没动静', afterDays: 14, points: -10 },
]
const scale: Grading = {
  kind: 'scale',
  steps: [
    { grade: 'A', from: 60 },
    { grade: 'B', from: 30 },
    { grade: 'C', from: 0 },
  ],
}
const policyOf = (all: Criterion[], grading: Grading = scale): ScorePolicy => ({
  cards: [
    {
      id: 'c',
      name: '卡',
      groups: [{ id: 'g', label: '全部', kind: 'fit', criteria: all, most: 95 }],
      grading,
    },
  ],
})
const told = (lead: Known['lead'], lang: 'zh' | 'en') => {
  const ground = { policy: policyOf(criteria), fields: fieldsOf([]), at }
  const next = better({ lead, tally: nothingDone }, ground)
  return [reasonOf(scorer(ground.policy, ground.fields, at)(lead), lang), next && betterSaid(next, lang)]
}

test('says why, and what would change it', () => {
  const fresh = new Date('2026-03-19T00:00:00Z')
  const quiet = new Date('2026-03-01T00:00:00Z')
  const leads: Known['lead'][] = [
    { title: '总监', region: '3101', arrivedAt: fresh },
    { title: '总监', arrivedAt: quiet },
    { title: '实习生', email: 'a@b.cn', arrivedAt: fresh },
    {},
  ]
  expect(leads.map((lead) => told(lead, 'zh'))).toMatchInlineSnapshot(`
    [
      [
        "B 级 42 分：能拍板的职位 +30，在华东 +12",
        "差 18 分到 A：3 天内看了两次价格页（还差 2 次） +25",
      ],
      [
        "C 级 20 分：能拍板的职位 +30，两周没动静 −10",
        "差 10 分到 B：3 天内看了两次价格页（还差 2 次） +35",
      ],
      [
        "−25 分，未分级：实习生 −30，留了邮箱 +5",
        "差 25 分到 C：3 天内看了两次价格页（还差 2 次） +25",
      ],
      [
        "C 级 0 分：没有符合的评分项",
        "差 30 分到 B：补充职位（若为“能拍板的职位”） +30",
      ],
    ]
  `)
  expect(leads.map((lead) => told(lead, 'en'))).toMatchInlineSnapshot(`
    [
      [
        "B with 42 points: 能拍板的职位 +30, 在华东 +12",
        "18 points short of A: 3 天内看了两次价格页 (2 more times) +25",
      ],
      [
        "C with 20 points: 能拍板的职位 +30, 两周没动静 −10",
        "10 points short of B: 3 天内看了两次价格页 (2 more times) +35",
      ],
      [
        "−25 points, no grade: 实习生 −30, 留了邮箱 +5",
        "25 points short of C: 3 天内看了两次价格页 (2 more times) +25",
      ],
      [
        "C with 0 points: nothing on the scorecard applies",
        "30 points short of B: add Title (if “能拍板的职位”) +30",
      ],
    ]
  `)
})

test('many terms are summed up, a cap is told as one', () => {
  const terms = [30, 25, -10, 5, 4, -3].map((points, i) => ({ id: `t${i}`, label: `第${i}项`, points }))
  const capped = [...terms, { id: 'cap:g', label: '行为', points: -20 }]
  expect(reasonOf({ score: 31, grade: 'B', terms: capped }, 'zh')).toMatchInlineSnapshot(
    `"B 级 31 分：第0项 +30，第1项 +25，行为（组上下限） −20，第2项 −10，另外 3 项 +6"`,
  )
  expect(reasonOf({ score: 31, grade: '', terms: capped }, 'en')).toMatchInlineSnapshot(
    `"31 points, no grade: 第0项 +30, 第1项 +25, 行为 (limit of the group) −20, 第2项 −10, 3 more +6"`,
  )
})

test('applying what would change it moves the grade to the one that was said, and no step is in vain', () => {
  let moved = 0
  const grid: Grading = { kind: 'grid', fit: scale.steps, behaviour: [{ grade: '1', from: 10 }] }
  const anyCard = fc.record({
    some: fc.subarray(criteria, { minLength: 1 }),
    grading: fc.constantFrom(scale, grid),
    points: fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 7, maxLength: 7 }),
  })
  fc.assert(
    fc.property(anyLead, anyMoment, anyCard, (lead, moment, { some, grading, points }) => {
      const all = some.map((one, i) => ({ ...one, points: one.kind === 'silence' ? -10 : points[i]! }))
      const ground = { policy: policyOf(all, grading), fields: allFields, at: moment }
      const score = scorer(ground.policy, allFields, moment)
      const known = { lead, tally: nothingDone }
      const next = better(known, ground)
      if (!next) return
      moved += 1
      const before = score(lead)
      let here: Known = known
      for (const step of next.steps) {
        const then = after(here, step, ground)
        expect(score(then.lead, then.tally).score - score(here.lead, here.tally).score).toBe(step.gain)
        expect(step.gain).toBeGreaterThan(0)
        here = then
      }
      const now = score(here.lead, here.tally)
      expect(now.grade).toBe(next.grade)
      expect(now.grade).not.toBe(before.grade)
      if (next.missing !== null) {
        expect(next.missing).toBeGreaterThan(0)
        expect(now.score).toBeGreaterThanOrEqual(before.score + next.missing)
      }
    }),
    { numRuns: 500 },
  )
  expect(moved).toBeGreaterThan(20)
})
