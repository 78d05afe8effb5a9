import { expect, test } from 'vitest'
import { fieldsOf } from '../../../rules/fields.ts'
import { sentence } from '../../../rules/sentence.ts'
import { linesOf } from './lines.ts'
import { plain, sayAssign, sayRecycle, sayRequirement, sayTag } from './saying.ts'
import type { Saying } from './saying.ts'

const fields = fieldsOf([])
const saying = (lang: 'zh' | 'en'): Saying => ({
  lang,
  condition: (condition) => sentence(condition, fields, { lang }),
  field: (address) => fields.get(address)?.label[lang] ?? address,
  person: () => undefined,
  team: (id) => (id === 'east' ? '华东组' : undefined),
  pool: (id) => (id === 'p' ? '全国公海' : undefined),
  source: () => undefined,
})
const both = (say: (saying: Saying) => string) => [say(saying('zh')), say(saying('en'))]
const east = {
  all: [{ field: 'region', op: 'in' as const, value: ['31', '32', '33', '34', '35', '36', '37'] }],
}
const rule = {
  id: 'r',
  name: '',
  when: east,
  who: { teamIds: ['east'] },
  strategy: { kind: 'roundRobin' as const },
  active: true,
}

test('an assignment rule is one line', () => {
  expect(both((say) => plain(sayAssign(rule, say)))).toEqual([
    '地区在 华东 → 轮流给 华东组',
    'Region is in East China → in turn to 华东组',
  ])
})

test('who is gone or not chosen yet is said, and so is a rule that is off', () => {
  const gone = { ...rule, strategy: { kind: 'rep' as const, userId: 'x' }, active: false }
  expect(plain(sayAssign(gone, saying('zh')))).toBe('地区在 华东 → 指定给 （已不存在）（已停用）')
  expect(plain(sayAssign({ ...rule, strategy: { kind: 'pool', poolId: '' } }, saying('en')))).toBe(
    'Region is in East China → into (not chosen)',
  )
})

test('recycling, tags, points and requirements read in both languages', () => {
  const recycle = {
    id: 'a',
    name: '',
    when: { all: [] },
    days: 15,
    remindDays: 1,
    poolId: null,
    active: true,
  }
  expect(both((say) => plain(sayRecycle(recycle, say)))).toEqual([
    '所有线索，15 天未跟进，退回 原公海，提前 1 天提醒',
    'Every lead, untouched for 15 days falls back to its own pool, reminded 1 day before',
  ])
  const tag = { id: 'a', when: east, tags: ['华东', '重点'], days: 30, active: true }
  expect(both((say) => plain(sayTag(tag, say)))).toEqual([
    '地区在 华东 → 打标签 华东、重点，30 天后失效',
    'Region is in East China → tag 华东, 重点, for 30 days',
  ])
  const some = { need: ['phone', 'email'], atLeast: 1, when: east }
  expect(both((say) => plain(sayRequirement(some, say)))).toEqual([
    '当地区在 华东时，电话、邮箱 至少有 1 项',
    'When Region is in East China: at least 1 of Phone, E-mail',
  ])
})

test('every line of a policy has a key of its own', () => {
  const lines = linesOf('assign', { rules: [rule], fallbackPoolId: 'p' }, saying('zh'))
  expect(lines.map(({ key }) => key)).toEqual(['r', 'fallback'])
  expect(lines.at(-1)?.text).toBe('都不符合 → 进 全国公海')
})
