import { expect, test } from 'vitest'
import { type Criterion, plainCard } from '../../../contract/scorecard.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { sentence } from '../../../rules/sentence.ts'
import { linesOf } from './lines.ts'
import { plain, type Saying } from './saying.ts'
import { sayCriterion, sayGrading, sayGroup } from './sayScore.ts'

const fields = fieldsOf([])
const none = () => undefined
const saying = (lang: 'zh' | 'en'): Saying => ({
  lang,
  condition: (condition) => sentence(condition, fields, { lang }),
  field: (address) => fields.get(address)?.label[lang] ?? address,
  person: none,
  team: none,
  pool: none,
  source: none,
})
const both = (say: (saying: Saying) => string) => [say(saying('zh')), say(saying('en'))]
const east = { field: 'region', op: 'in' as const, value: ['31', '32', '33', '34', '35', '36', '37'] }
const read = (criterion: Criterion) => both((say) => plain(sayCriterion(criterion, say)))

test('every kind of criterion is one sentence', () => {
  expect(read({ id: 'a', kind: 'fact', label: '华东', when: east, points: -6 })).toEqual([
    '−6 华东：地区在 华东',
    '−6 华东: Region is in East China',
  ])
  expect(
    read({
      id: 'b',
      kind: 'event',
      label: '',
      event: 'page',
      about: '价格',
      points: 25,
      counts: { kind: 'once', atLeast: 2 },
      withinDays: 3,
    }),
  ).toEqual([
    '+25 近 3 天内看了网页（含“价格”），满 2 次才算，只算一次',
    '+25 viewed a page (about “价格”) in the last 3 days, once, from the second time on',
  ])
  expect(
    read({
      id: 'c',
      kind: 'event',
      label: '下载',
      event: 'download',
      points: 5,
      counts: { kind: 'each' },
      fading: { kind: 'steps', steps: [{ afterDays: 7, keep: 50 }] },
      most: 20,
    }),
  ).toEqual([
    '+5 下载：下载资料，每次都算，逐步衰减：7 天后剩 50%，最多 20 分',
    '+5 下载: downloaded something, each time, fading: 50% after 7 days, at most 20 points',
  ])
  expect(
    read({ id: 'd', kind: 'silence', label: '', afterDays: 14, points: -10, everyDays: 7, most: 30 }),
  ).toEqual([
    '−10 14 天没有动静，之后每满 7 天再扣一次，最多 30 分',
    '−10 silent for 14 days, again after every 7 more days, at most 30 points',
  ])
})

test('a group says its kind and its limits, grades where they begin', () => {
  const group = { id: 'g', label: '网站行为', kind: 'behaviour' as const, most: 40, criteria: [] }
  expect(both((say) => sayGroup(group, say))).toEqual([
    '网站行为（行为），合计不超过 40 分',
    '网站行为 (behaviour), never above 40',
  ])
  const steps = [{ grade: 'A', from: 60 }]
  expect(both((say) => sayGrading({ kind: 'scale', steps }, say))).toEqual(['等级：A ≥ 60', 'Grades: A ≥ 60'])
  expect(both((say) => sayGrading({ kind: 'grid', fit: steps, behaviour: [] }, say))).toEqual([
    '等级网格：匹配 A ≥ 60；行为 不分',
    'Grid: fit A ≥ 60; behaviour none',
  ])
})

test('every line of a scorecard has a key of its own', () => {
  const policy = plainCard([{ id: 'a', label: '华东', when: east, points: 6 }], [{ grade: 'A', from: 6 }])
  expect(linesOf('score', policy, saying('zh')).map(({ key }) => key)).toEqual([
    'main',
    'group facts',
    'a',
    'grades main',
  ])
})
