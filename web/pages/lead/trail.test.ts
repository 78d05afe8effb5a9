import { expect, test } from 'vitest'
import type { TrailEntry } from './lead.ts'
import { passedOver, proofsOf } from './reasons.ts'
import { tell } from './trail.ts'
import type { Naming } from './trail.ts'
import { trailSentences } from './trailSentences.ts'

const names: Record<string, string> = {
  li: '李梅',
  wang: '王芳',
  zhao: '赵磊',
  east: '华东公海',
  web: '官网',
}
const zh: Naming = {
  lang: 'zh',
  name: (id) => names[id],
  field: (key) => ({ company: '公司', score: '得分' })[key] ?? key,
}
const en: Naming = { ...zh, lang: 'en', field: (key) => key }

function entry(kind: string, more: Partial<TrailEntry> = {}): TrailEntry {
  const actor = { kind: 'user', id: 'wang', name: '王芳' }
  return {
    eventId: kind,
    at: '2026-03-02T02:02:00Z',
    kind,
    actor,
    rule: null,
    data: {},
    changes: [],
    ...more,
  }
}
const byRule = { actor: { kind: 'rule', id: null, name: null } }
const rule = { kind: 'assign', scope: '', version: 3, id: 'r1', name: '华东轮流' }
const toWang = { to: { kind: 'rep', id: 'wang' } }

test.each([
  [
    entry('consent', { data: { purpose: 'marketing', channel: 'sms', granted: true } }),
    '王芳记录了同意：marketing（短信）',
    '王芳 recorded consent: marketing by text message',
  ],
  [
    entry('consent', { data: { purpose: 'any', channel: 'any', granted: false } }),
    '同意已撤回：所有用途（王芳记录）',
    'Consent withdrawn: everything (recorded by 王芳)',
  ],
  [
    entry('quarantined', { data: { why: { reasons: [{ code: 'compliance.consent' }] } } }),
    '合规条件未满足，放进隔离区',
    'Compliance does not let it be routed yet, so it was put into quarantine',
  ],
  [
    entry('captured', { data: { sourceId: 'web', door: 'form' } }),
    '从官网到达（表单）',
    'Arrived from 官网 (form)',
  ],
  [
    entry('assigned', { ...byRule, rule, data: toWang }),
    '按规则“华东轮流”分给王芳',
    'Given to 王芳 by the rule "华东轮流"',
  ],
  [
    entry('assigned', { ...byRule, data: { to: { kind: 'pool', id: 'east' } } }),
    '没有规则接住它，落入华东公海',
    'No rule took it, so it went to 华东公海',
  ],
  [
    entry('assigned', { ...byRule, rule, data: { to: { kind: 'waiting', id: null } } }),
    '按规则“华东轮流”等待分配',
    'It waits, by the rule "华东轮流"',
  ],
  [entry('assigned', { data: { ...toWang, byHand: true } }), '王芳分给王芳', '王芳 gave it to 王芳'],
  [
    entry('assigned', { data: { ...toWang, byHand: true, from: { kind: 'rep', id: 'zhao' } } }),
    '王芳把它从赵磊转给王芳',
    '王芳 moved it from 赵磊 to 王芳',
  ],
  [
    entry('assigned', {
      ...byRule,
      rule,
      data: { ...toWang, movedBy: 'zhao', from: { kind: 'pool', id: 'east' } },
    }),
    '赵磊把它从华东公海转出，按规则“华东轮流”分给王芳',
    '赵磊 took it from 华东公海 for the rules to deal: given to 王芳 by "华东轮流"',
  ],
  [
    entry('referred', { data: { referrerId: 'li', flags: ['self'] } }),
    '王芳写明有转介绍人 李梅（介绍的就是自己（同一电话、邮箱或客户））',
    'Said to be referred by 李梅 (Referred themselves: same phone, e-mail or customer), from 王芳',
  ],
  [
    entry('referral_counts', { data: { referrerId: 'nobody', flags: [] } }),
    '转介绍改为算另一位的',
    'The referral counts for another now',
  ],
  [entry('claimed'), '王芳从公海领取', '王芳 claimed it from the pool'],
  [
    entry('recycled', { data: { from: { kind: 'rep', id: 'zhao' }, to: { kind: 'pool', id: 'gone' } } }),
    '赵磊没有按期跟进，回收到公海',
    '赵磊 did not follow up in time; recycled to the pool',
  ],
  [
    entry('edited', {
      changes: [
        { field: 'company', before: '甲', after: '乙' },
        { field: 'score', before: 3, after: 9 },
      ],
    }),
    '王芳修改了公司',
    '王芳 changed company',
  ],
  [
    entry('tagged', { changes: [{ field: 'tags', before: ['旧'], after: ['VIP', '展会'] }] }),
    '王芳加了标签 VIP、展会，移除了标签 旧',
    '王芳 added VIP, 展会 and removed 旧',
  ],
  [
    entry('stage_changed', { changes: [{ field: 'stage', before: 'new', after: 'lost' }] }),
    '王芳把阶段从新线索改为已流失',
    '王芳 moved it from New to Lost',
  ],
  [
    entry('followed_up', { data: { activity: 'call', outcome: 'no_answer' } }),
    '王芳 · 电话：无人接听',
    '王芳 · Call: No answer',
  ],
  [entry('closed', { data: { as: 'invalid' } }), '结束：无效', 'Closed: Invalid'],
])('%# is said in both languages', (said, inZh, inEn) => {
  expect(tell(said, zh)).toBe(inZh)
  expect(tell(said, en)).toBe(inEn)
})

test('every kind is said whatever its data lack, and an unknown kind too', () => {
  for (const kind of [...Object.keys(trailSentences), 'from_a_later_version']) {
    for (const naming of [zh, en]) {
      const said = tell(entry(kind, byRule), naming)
      expect(said.length).toBeGreaterThan(0)
      expect(said).not.toMatch(/undefined|null|\[object/)
    }
  }
})

test('who was passed over is named with why', () => {
  const why = {
    passed: [{ ruleId: 'r0', because: 'capacity' }],
    without: [{ userId: 'zhao', because: 'daily' }],
  }
  const assigned = entry('assigned', { ...byRule, rule, data: { ...toWang, why } })
  expect(passedOver(assigned, zh)).toBe('未分给 赵磊（今日已满）')
  expect(passedOver(entry('claimed'), zh)).toBe('')
  expect(proofsOf(assigned, zh).map(({ value }) => value)).toEqual([
    '规则“华东轮流”，第 3 版方案',
    '前面有 1 条规则命中，但全员已满',
  ])
})

test('that it went to whom a referrer points at says who referred it', () => {
  const pointed = (referrerId: string) =>
    entry('assigned', {
      ...byRule,
      rule,
      data: { ...toWang, why: { pointed: { referrerId, missing: null } } },
    })
  expect(proofsOf(pointed('li'), zh)).toContainEqual({ label: '转介绍人', value: '李梅' })
  expect(proofsOf(pointed('gone'), en)).toContainEqual({ label: 'Referrer', value: 'somebody' })
})

test('what was noted of an arrival is a line each', () => {
  const message = { zh: '邮箱可能写错了', en: 'E-mail may be misspelt' }
  const captured = entry('captured', { data: { notes: [{ field: 'email', message }] } })
  expect([proofsOf(captured, zh), proofsOf(captured, en)]).toEqual([
    [{ label: '', value: message.zh }],
    [{ label: '', value: message.en }],
  ])
})

test('of a lead given to the likeliest the proof says what decided and with what chances', () => {
  const values = (data: TrailEntry['data'], naming = zh) =>
    proofsOf(entry('assigned', { ...byRule, data: { ...toWang, ...data } }), naming).map(({ value }) => value)
  const why = (by: string) => ({ why: { merit: { by, propensity: 0.033, chance: 0.412 } } })
  expect(values(why('explore'))).toEqual([
    '随机试派：每人机会相同，为的是看准每个人的能力',
    '按当时的情形，派给 ta 的概率是 3.3%',
    '估计成交把握 41.2%',
  ])
  expect(values(why('owed'))).toEqual(['补量：之前欠 ta 一条', '估计成交把握 41.2%'])
  const batch = { best: { dial: 0.8, chance: 0.25, of: 40 } }
  expect(values(batch, en)).toEqual([
    'Dealt together with 39 others, wins weighing 80%',
    'Thought to win it: 25%',
  ])
  expect(tell(entry('assigned', { data: { ...toWang, ...batch } }), zh)).toBe('王芳按“择优”分给王芳')
})
