import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allFields, anyCondition } from '../test/conditions.ts'
import { type Condition, leavesOf } from './condition.ts'
import { fieldsOf } from './fields.ts'
import { sentence, type Wording } from './sentence.ts'

const site = '0192f0c1-7a00-7000-8000-00000000abc1'
const names = { optionName: (_: unknown, value: string) => (value === site ? '官网' : undefined) }
const zh: Wording = { lang: 'zh', ...names }
const en: Wording = { lang: 'en', ...names }

const east = ['31', '32', '33', '34', '35', '36', '37']
const fromSite: Condition = { field: 'source', op: 'is', value: site }
const good: Condition = { field: 'score', op: 'at_least', value: 60 }
const cold: Condition = { not: { field: 'lastFollowupAt', op: 'in_last', value: { days: 7 } } }

test.for<[Condition, string, string]>([
  [
    { all: [fromSite, { field: 'region', op: 'in', value: east }] },
    '来源是 官网 且 地区在 华东',
    'Source is 官网 and Region is in East China',
  ],
  [
    { field: 'region', op: 'in', value: [...east, '11', '2202', '110105'] },
    '地区在 华东、北京、吉林市、北京朝阳区',
    'Region is in East China, Beijing, Jilin (Jilin) or 朝阳区 (Beijing)',
  ],
  [
    { all: [good, { any: [fromSite, cold] }] },
    '得分不低于 60 且 （来源是 官网 或 上次跟进不在最近 7 天内）',
    'Score is at least 60 and (Source is 官网 or Last follow-up is not in the last 7 days)',
  ],
  [
    { all: [good, { all: [fromSite] }] },
    '得分不低于 60 且 来源是 官网',
    'Score is at least 60 and Source is 官网',
  ],
  [
    { not: { any: [good, fromSite] } },
    '并非（得分不低于 60 或 来源是 官网）',
    'not (Score is at least 60 or Source is 官网)',
  ],
  [{ not: good }, '并非（得分不低于 60）', 'not (Score is at least 60)'],
  [{ not: { not: good } }, '得分不低于 60', 'Score is at least 60'],
  [{ not: { field: 'company', op: 'is_empty' } }, '公司不为空', 'Company is not empty'],
  [{ field: 'title', op: 'contains', value: '$&{v}' }, '职位包含 “$&{v}”', 'Title contains "$&{v}"'],
  [
    { field: 'stage', op: 'one_of', value: ['new', 'lost'] },
    '阶段是 新线索、已流失 之一',
    'Stage is one of New or Lost',
  ],
  [{ field: 'stage', op: 'one_of', value: ['new'] }, '阶段是 新线索', 'Stage is New'],
  [
    { not: { field: 'tags', op: 'has_any', value: ['A', 'B'] } },
    '标签不含 A、B 中任何一个',
    'Tags has none of A or B',
  ],
  [{ field: 'tags', op: 'has_all', value: ['A', 'B'] }, '标签同时含 A、B', 'Tags has all of A and B'],
  [
    { field: 'amount', op: 'between', value: [100_000, 12_345_678] },
    '金额介于 1,000 到 123,456.78',
    'Amount is between 1,000 and 123,456.78',
  ],
  [{ field: 'nextAt', op: 'on', value: 'today' }, '下次跟进是 今天', 'Next follow-up is today'],
  [
    { field: 'arrivedAt', op: 'more_than_ago', value: { hours: 1 } },
    '到达时间距今超过 1 小时',
    'Arrival is more than 1 hour ago',
  ],
  [{ field: 'holder', op: 'is_me' }, '负责人是我', 'Holder is me'],
  [{ all: [] }, '所有线索', 'every lead'],
])('%j', ([condition, chinese, english]) => {
  expect(sentence(condition, allFields, zh)).toBe(chinese)
  expect(sentence(condition, allFields, en)).toBe(english)
})

test('every condition can be said, and names each of its fields', () => {
  fc.assert(
    fc.property(anyCondition, fc.constantFrom(zh, en), (condition, wording) => {
      const said = sentence(condition, allFields, wording)
      for (const leaf of leavesOf(condition))
        expect(said).toContain(allFields.get(leaf.field)!.label[wording.lang])
      expect(said).not.toMatch(/undefined|\{v\}|\{c\}|\[object/)
    }),
  )
})

test('a field that is gone is called by its stored name', () => {
  expect(sentence({ field: 'custom.size', op: 'is', value: 'big' }, fieldsOf([]), zh)).toBe(
    'custom.size是 big',
  )
})
