import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  exactMoney,
  exactTime,
  formatCount,
  formatMoney,
  formatPhone,
  formatShare,
  relativeTime,
  timeLeft,
} from './format.ts'

test.each([
  ['+8613800138000', '138 0013 8000'],
  ['138****1234', '138 **** 1234'],
  ['+86138****1234', '138 **** 1234'],
  ['+861065520000', '010 6552 0000'],
  ['+8675582880000', '0755 8288 0000'],
  ['+14155552671', '+1 415 555 2671'],
  ['+85291234567', '+852 9123 4567'],
  ['+447911123456', '+44 791 112 3456'],
  // A digit more than Guangzhou's numbers have
  ['+8620123456789', '+86 201 2345 6789'],
  ['ext. 7', 'ext. 7'],
])('the phone %s is read as %s', (phone, read) => {
  expect(formatPhone(phone)).toBe(read)
})

test('grouping a phone never changes its digits', () => {
  const national = fc.stringMatching(/^[1-9]\d{5,13}$/)
  fc.assert(
    fc.property(national, (digits) => {
      const read = formatPhone(`+${digits}`).replaceAll(' ', '')
      const plain = digits.replace(/^86/, '')
      expect([`+${digits}`, plain, `0${plain}`]).toContain(read)
    }),
  )
})

test('money has its unit: 万 and 亿 in Chinese, thousands in English', () => {
  expect(formatMoney(12_500_000, 'CNY', 'zh')).toBe('¥12.5万')
  expect(formatMoney(32_000_000_000, 'CNY', 'zh')).toBe('¥3.2亿')
  expect(formatMoney(950_050, 'CNY', 'zh')).toBe('¥9,500.50')
  expect(formatMoney(12_500_000, 'CNY', 'en')).toBe('CN¥125k')
  expect(formatMoney(50_000, 'JPY', 'zh')).toBe('JP¥5万')
  expect(exactMoney(12_345_678, 'CNY', 'zh')).toBe('¥123,456.78')
})

test('counts are exact until they are about', () => {
  expect(formatCount(9_999, 'zh', 10_000)).toBe('9,999')
  expect(formatCount(1_283_456, 'zh', 10_000)).toBe('约 128 万')
  expect(formatCount(1_283_456, 'en', 10_000)).toBe('about 1.28m')
  expect(formatShare(0.001)).toBe('<1%')
  expect(formatShare(0.18)).toBe('18%')
})

const now = new Date('2026-10-14T12:00:00+08:00')
const zone = 'Asia/Shanghai'

test.each([
  ['2026-10-14T11:59:30+08:00', '刚刚', 'just now'],
  ['2026-10-14T12:00:10+08:00', '刚刚', 'just now'],
  ['2026-10-14T11:48:00+08:00', '12 分钟前', '12 min ago'],
  ['2026-10-14T12:12:00+08:00', '12 分钟后', 'in 12 min'],
  ['2026-10-14T09:00:00+08:00', '3 小时前', '3 h ago'],
  ['2026-10-14T17:00:00+08:00', '今天 17:00', 'today 17:00'],
  ['2026-10-13T23:30:00+08:00', '昨天 23:30', 'yesterday 23:30'],
  ['2026-10-15T09:05:00+08:00', '明天 09:05', 'tomorrow 09:05'],
  ['2026-10-11T23:59:00+08:00', '3 天前', '3 d ago'],
  ['2026-10-20T00:01:00+08:00', '6 天后', 'in 6 d'],
  ['2026-10-07T12:00:00+08:00', '10月7日', '7 Oct'],
  ['2025-10-07T12:00:00+08:00', '2025年10月7日', '7 Oct 2025'],
])('%s is said %s, %s', (at, zh, en) => {
  expect(relativeTime(new Date(at), now, { lang: 'zh', zone })).toBe(zh)
  expect(relativeTime(new Date(at), now, { lang: 'en', zone })).toBe(en)
})

test('days are counted in the reader’s zone', () => {
  const at = new Date('2026-10-13T18:30:00Z')
  expect(relativeTime(at, now, { lang: 'zh', zone })).toBe('9 小时前')
  expect(relativeTime(at, now, { lang: 'zh', zone: 'UTC' })).toBe('昨天 18:30')
})

test('the exact time has weekday and seconds', () => {
  const at = new Date('2026-10-14T09:05:07+08:00')
  expect(exactTime(at, { lang: 'zh', zone })).toBe('2026年10月14日周三 09:05:07')
  expect(exactTime(at, { lang: 'en', zone })).toBe('Wed, 14 Oct 2026 09:05:07')
})

test('a deadline says how long is left, or how late it is', () => {
  const in12 = new Date(now.getTime() + 12 * 60_000)
  expect(timeLeft(in12, now, 'zh')).toBe('还剩 12 分')
  expect(timeLeft(now, in12, 'zh')).toBe('已超 12 分')
  expect(timeLeft(now, in12, 'en')).toBe('12 min late')
  expect(timeLeft(new Date(now.getTime() + 50 * 3_600_000), now, 'en')).toBe('2 d left')
})
