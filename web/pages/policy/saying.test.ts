import { describe, expect, test } from 'vitest'
import { assignRule, type AssignRule } from '../../../contract/assign.ts'
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

const people: Record<string, string> = { a: '王强', b: '李敏', c: '周倩', d: '吴昊', e: '郑凯' }
const known = (lang: 'zh' | 'en'): Saying => ({ ...saying(lang), person: (id) => people[id] })
const told = (more: Partial<AssignRule>) => [
  plain(sayAssign({ ...rule, when: { all: [] }, ...more }, known('zh'))).replace('所有线索 → ', ''),
  plain(sayAssign({ ...rule, when: { all: [] }, ...more }, known('en'))).replace('Every lead → ', ''),
]

describe('each strategy is said', () => {
  const who = { teamIds: ['east'] }
  const said: Record<AssignRule['strategy']['kind'], [Partial<AssignRule>, string, string]> = {
    rep: [{ strategy: { kind: 'rep', userId: 'a' } }, '指定给 王强', 'to 王强'],
    held: [{ strategy: { kind: 'held' } }, '给已有负责人', 'to whoever has the customer'],
    referral: [{ strategy: { kind: 'referral' } }, '给介绍人的销售', 'to the referrer’s rep'],
    territory: [{ strategy: { kind: 'territory' } }, '按片区给', 'by territory'],
    cohort: [{ strategy: { kind: 'cohort' } }, '按班期排班给', 'by the cohort’s roster'],
    hand: [{ strategy: { kind: 'hand' } }, '等主管手动分配', 'to wait for a manager'],
    pool: [{ strategy: { kind: 'pool', poolId: 'p' } }, '进 全国公海', 'into 全国公海'],
    leastLoaded: [
      { strategy: { kind: 'leastLoaded' } },
      '给负载最少的 华东组',
      'to the least loaded of 华东组',
    ],
    best: [{ who: {}, strategy: { kind: 'best' } }, '择优给 所有销售', 'to the likeliest to win of any rep'],
    roundRobin: [
      { strategy: { kind: 'roundRobin', weights: { a: 2, b: 1 } } },
      '按比例轮流给 华东组（王强 2、李敏 1）',
      'in proportion to 华东组 (王强 2, 李敏 1)',
    ],
    quota: [
      { strategy: { kind: 'quota', quotas: { a: 5, b: 4, c: 3, d: 2, e: 1 }, per: 'week' } },
      '按标（每周）给 华东组（王强 5、李敏 4、周倩 3，另 2 人）',
      'by quota a week to 华东组 (王强 5, 李敏 4, 周倩 3 and 2 more)',
    ],
    tier: [
      {
        strategy: {
          kind: 'tier',
          lines: [
            { grades: ['A', 'B'], tiers: ['资深'] },
            { grades: ['C'], tiers: ['新人'] },
          ],
        },
      },
      '按等级给 华东组（A/B 给 资深；C 给 新人）',
      'by grade to 华东组 (A/B to 资深; C to 新人)',
    ],
    claimWindow: [
      {
        strategy: {
          kind: 'claimWindow',
          poolId: 'p',
          steps: [
            { who: { tiers: ['资深'] }, minutes: 30 },
            { who: {}, minutes: 120 },
          ],
        },
      },
      '限时认领，进 全国公海：资深先领 30 分钟；所有销售先领 2 小时',
      'offered step by step in 全国公海: 资深 first for 30 minutes; any rep first for 2 hours',
    ],
  }
  test.each(Object.entries(said))('%s', (_, [more, zh, en]) => {
    expect(told({ who, ...more })).toEqual([zh, en])
    expect(assignRule.shape.strategy.options).toHaveLength(Object.keys(said).length)
  })
})

test('who may get it, and what limits it, are said after it', () => {
  const who: AssignRule['who'] = {
    tiers: ['资深'],
    userIds: ['a'],
    traits: [{ trait: 'language', anyOf: ['日语', '英语'] }],
    fits: [{ trait: 'region', field: 'region' }],
    notFormer: true,
  }
  expect(told({ who })).toEqual([
    '轮流给 王强、资深、讲 日语/英语、在与线索“地区”相符的、不给经手过的人',
    'in turn to 王强, 资深, speaking 日语/英语, in the lead’s Region, nobody who had it',
  ])
  const limits: Partial<AssignRule> = {
    caps: { daily: 3, weekly: 10 },
    hours: 'onDuty',
    nobody: { kind: 'pool', poolId: 'p' },
    modes: ['growth', 'lean'],
  }
  expect(told(limits)).toEqual([
    '轮流给 华东组，每人每天最多 3 条，每人每周最多 10 条，只给在班的，没人可给时进 全国公海，限增长模式、收缩模式',
    'in turn to 华东组, 3 a day each at most, 10 a week each at most, only to who is on duty; if nobody can, into 全国公海, in growth mode, lean mode only',
  ])
})

test('a comparison of versions takes in every number, however many', () => {
  const quotas = { a: 5, b: 4, c: 3, d: 2, e: 1 }
  const quota = { ...rule, strategy: { kind: 'quota' as const, quotas, per: 'day' as const } }
  const [line] = linesOf('assign', { rules: [quota], fallbackPoolId: 'p' }, known('zh'))
  expect(line?.text).toContain('王强 5、李敏 4、周倩 3、吴昊 2、郑凯 1')
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
  expect(both((say) => plain(sayRecycle({ ...recycle, again: 2 }, say)))).toEqual([
    '所有线索，15 天未跟进，先按分配规则换人（最多 2 次），再退回 原公海，提前 1 天提醒',
    'Every lead, untouched for 15 days is dealt anew (up to 2 times), then falls back to its own pool, reminded 1 day before',
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
  expect(lines.map(({ key }) => key)).toEqual(['r', 'fallback', 'make-ups'])
  expect(lines.slice(1).map(({ text }) => text)).toEqual([
    '都不符合 → 进 全国公海',
    '无效线索补量：每人每月最多 10 条',
  ])
})
