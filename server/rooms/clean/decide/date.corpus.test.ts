import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { corpus, judged } from '../../../../test/corpus.ts'
import { readDate, todayOf } from './date.ts'
import { tidy } from './text.ts'

const zone = 'Asia/Shanghai'

function read(written: string, now: Date): string {
  const day = readDate(tidy(written), todayOf({ now, zone }))
  if ('problem' in day) return day.problem
  return [day.value, day.time ?? '', day.relative ? '~' : ''].filter(Boolean).join(' ')
}

test('the corpus of dates', () => {
  const now = new Date('2026-11-26T02:00:00Z')
  const { cases, share, failures } = judged(corpus('date'), ({ raw }) => read(raw, now))
  expect(cases).toBeGreaterThanOrEqual(260)
  expect(share >= 0.995 ? [] : failures).toEqual([])
})

const outside = '../shared/data/cn-vectors/jionlp-tests/test_time_parser.py'

/**
 * What a cell that asks for a day is not expected to understand: the moon's calendar and feasts, the sun's 24 terms, a part
 * of a day without its hour, hours and minutes from now, the nth of something, sentences, years before 1900.
 */
const notClaimed =
  /农历|阴历|腊月|除夕|春节|端午|元宵|七夕|中秋|大年|初[一二三四五六七八九十]|芒种|母亲节|感恩节|廿|[月年][一二三四五六七八九十]{2,3}(?![日号天周月一二三四五六七八九十])|(?:刻钟|钟头|小时|分钟|分半钟|秒)[前后]|第[一二三四五六七八九十\d]+[个天周]|第一个|午夜|白天|黎明|后半夜|的事|是不是|^35:37|1837/
/**
 * Ours otherwise on purpose. A day without its year or month is the likeliest, one to come before one gone by, but not the
 * next but one; an hour alone is today's, even gone by.
 */
const otherwise = new Set(['1月3', '8号晚上9点', '1号晚上9点', '10月8号', '下午三点'])

interface Dated {
  raw: string
  now: Date
  expected: string
}

/** The base of a case: seconds, a list, or {'year': …}; a year alone is meant as a whole, and so is its middle. */
function baseOf(written: string): Date | null {
  const named: Readonly<Record<string, number>> = { _ts_1: 1_623_604_000, _ts_2: 1_630_480_532 }
  const seconds = named[written] ?? (/^\d+\.?$/.test(written) ? Number(written) : undefined)
  if (seconds !== undefined) return new Date(seconds * 1000)
  const [year, month = 7, day = 1, hour = 12] = [...written.matchAll(/\d+/g)].map(([digits]) =>
    Number(digits),
  )
  return year === undefined ? null : new Date(Date.UTC(year, month - 1, day, hour - 8))
}

/** Of its cases those that mean one day: [written, base, day]. */
function jionlp(): Dated[] {
  const python = readFileSync(outside, 'utf8')
  const point =
    /\[(['"])(.+?)\1,\s*([^\n]+?),\s*\{'type': 'time_point',\s*'definition': '\w+',\s*'time': \['(\d{4}-\d\d-\d\d) [\d:]+', '(\d{4}-\d\d-\d\d)/g
  return [...python.matchAll(point)].flatMap(([, , raw = '', base = '', expected = '', until]) => {
    const now = expected === until ? baseOf(base) : null
    return now ? [{ raw, now, expected }] : []
  })
}

test.skipIf(!existsSync(outside))('JioNLP’s days (skipped where ../shared/data is absent)', () => {
  const all = jionlp()
  const claimed = all.filter(({ raw, now }) => !notClaimed.test(raw) && now.getFullYear() > 1900)
  const compared = claimed.filter(({ raw }) => !otherwise.has(raw))
  const failures = compared.flatMap(({ raw, now, expected }) => {
    const got = readDate(tidy(raw), todayOf({ now, zone }))
    return 'value' in got && got.value === expected ? [] : [`${raw}: ${expected}, not ${JSON.stringify(got)}`]
  })
  expect([all.length, claimed.length, compared.length]).toEqual([133, 85, 80])
  const share = 1 - failures.length / compared.length
  expect(share >= 0.995 ? [] : failures).toEqual([])
})
