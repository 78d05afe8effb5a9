import { expect, test } from 'vitest'
import { axisOf } from './axis.ts'
import { kindOf } from './customer.ts'
import { saySquatters, sayVerdict } from './say.ts'
import type { Judged } from './say.ts'

const zhang = { id: '1', name: '张三' }
const li = { id: '2', name: '李四' }
const day = (date: number, hour = 2) => new Date(Date.UTC(2026, 0, date, hour)).toISOString()
const captured = (at: string) => ({ kind: 'captured' as const, at, door: 'hand', discounted: null })
const followed = (at: string) => ({ kind: 'followed_up' as const, at, door: null, discounted: null })
const side = (party: typeof zhang, first: string | null, proofs: Judged['sides'][number]['proofs']) => ({
  party,
  deadShare: 0,
  first,
  proofs,
})

const judged: Judged = {
  disputeId: '3',
  leadId: null,
  leadName: null,
  claimant: li,
  holder: zhang,
  reason: '',
  openedAt: day(21),
  settledAt: null,
  settledBy: null,
  awardedTo: null,
  note: null,
  sides: [side(li, day(20), [captured(day(20))]), side(zhang, day(1), [captured(day(1))])],
  verdict: { owner: '1', because: 'protected', until: day(31), squatters: [] },
  rules: { version: 3, days: 30, renewed: true },
}
const zh = { lang: 'zh', zone: 'Asia/Shanghai', now: new Date(day(22)) } as const
const en = { ...zh, lang: 'en' } as const

test('a verdict is a sentence with the rules it goes by', () => {
  expect(sayVerdict(judged, zh)).toBe(
    '张三 1月1日 先有效录入，保护到 1月31日；李四 1月20日 录入时仍在保护期 → 归 张三（按第 3 版规则：保护 30 天，跟进后重新起算）',
  )
  expect(sayVerdict(judged, en)).toBe(
    '张三 registered them first, on 1 Jan, and was protected until 31 Jan; 李四 registered them on 20 Jan, within that time → to 张三 (by version 3 of the rules: 30 days of protection, begun anew by each follow-up)',
  )
})

test('what lapsed, who alone has a proof, and nobody', () => {
  const { verdict, rules } = judged
  const lapsed: Judged = {
    ...judged,
    verdict: { ...verdict, owner: '2', because: 'lapsed', until: day(11) },
    rules: { ...rules, version: null, days: 10, renewed: false },
  }
  expect(sayVerdict(lapsed, zh)).toBe(
    '张三 1月1日 先有效录入，保护到 1月11日 已过期；李四 1月20日 录入 → 归 李四（按默认规则：保护 10 天，跟进不续期）',
  )
  const given = { kind: 'given' as const, at: day(20), door: null, discounted: null }
  const only: Judged = {
    ...judged,
    sides: [side(li, day(20), [given]), side(zhang, null, [])],
    verdict: { ...verdict, owner: '2', because: 'only', until: null },
  }
  expect(sayVerdict(only, zh)).toMatch(/^只有 李四 分到过（1月20日） → 归 李四/)
  const nobody: Judged = { ...only, sides: [side(li, null, []), side(zhang, null, [])] }
  expect(sayVerdict(nobody, zh)).toMatch(/^双方都没有算数的录入/)
})

test('moments of one day are told by the hour, another year by its number', () => {
  const close: Judged = {
    ...judged,
    sides: [side(li, day(1, 4), [captured(day(1, 4))]), side(zhang, day(1, 2), [captured(day(1, 2))])],
  }
  expect(sayVerdict(close, zh)).toMatch(/^张三 1月1日 10:00 先有效录入.*李四 1月1日 12:00 录入/)
  expect(sayVerdict(judged, { ...zh, now: new Date('2027-03-01') })).toMatch(/^张三 2026年1月1日/)
})

test('a squatter is named with the share that proved invalid', () => {
  const [first, second] = judged.sides as [Judged['sides'][number], Judged['sides'][number]]
  const squatting: Judged = {
    ...judged,
    sides: [{ ...first, deadShare: 0.62 }, second],
    verdict: { ...judged.verdict, squatters: ['2'] },
  }
  expect(saySquatters(squatting, 'zh')).toEqual(['李四 近 90 天录入的线索 62% 无效，录入不算数'])
  expect(saySquatters(judged, 'zh')).toEqual([])
})

test('one axis: in order, follow-ups in a row as one, and where protection ended', () => {
  const chain: Judged = {
    ...judged,
    sides: [
      side(li, day(20), [captured(day(20))]),
      side(zhang, day(1), [captured(day(1)), followed(day(2)), followed(day(3)), followed(day(20, 9))]),
    ],
    verdict: { ...judged.verdict, until: day(11) },
  }
  const told = axisOf(chain).map((moment) =>
    'mark' in moment ? moment.mark : `${moment.side} ${moment.proof.kind} ${moment.times}`,
  )
  expect(told).toEqual([
    '1 captured 1',
    '1 followed_up 2',
    'until',
    '0 captured 1',
    '1 followed_up 1',
    'raised',
  ])
  expect(axisOf(judged).some((moment) => 'mark' in moment && moment.mark === 'until')).toBe(false)
})

test('a customer is named by an e-mail, a phone or a company, told by its looks', () => {
  expect(['a@b.cn', '+86 138-0013 8000', '北京仁科互动网络技术有限公司', '3M中国'].map(kindOf)).toEqual([
    'email',
    'phone',
    'company',
    'company',
  ])
})
