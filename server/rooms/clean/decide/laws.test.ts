import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { corpus } from '../../../../test/corpus.ts'
import { readAmount } from './amount.ts'
import { readDate, todayOf } from './date.ts'
import { readEmail } from './email.ts'
import { readName } from './name.ts'
import { readNumeral } from './numerals.ts'
import { readPhone } from './phone.ts'
import { isBlank } from './placeholders.ts'
import { prose, tidy } from './text.ts'

const today = todayOf({ now: new Date('2026-11-26T02:00:00Z'), zone: 'Asia/Shanghai' })

/** Every reader as text → text; null where it reads nothing. */
const readers: Readonly<Record<string, (text: string) => string | null>> = {
  text: tidy,
  prose,
  phone: (text) => {
    const read = readPhone(tidy(text))
    return 'value' in read ? read.value : null
  },
  email: (text) => {
    const read = readEmail(tidy(text))
    return 'value' in read ? read.value : null
  },
  name: (text) => readName(tidy(text)).value,
  date: (text) => {
    const read = readDate(tidy(text), today)
    return 'value' in read ? read.value : null
  },
  amount: (text) => {
    const read = readAmount(tidy(text))
    return read === null ? null : String(read.value)
  },
}

const written = ['phone', 'email', 'name', 'text', 'amount', 'date'].flatMap((name) =>
  corpus(name).map(({ raw }) => raw),
)
/** Anything at all, pieces of what people write put together anew, and what they write with something in the middle. */
const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc
    .array(fc.constantFrom(...written, ' ', '/', '-', '万', '月', '先生', '1', '转'), { maxLength: 4 })
    .map((all) => all.join('')),
  fc
    .tuple(fc.constantFrom(...written), fc.nat(20), fc.string({ unit: 'grapheme', maxLength: 3 }))
    .map(([text, at, more]) => text.slice(0, at) + more + text.slice(at)),
)

describe('whatever a cell holds', () => {
  test.each(Object.entries(readers))(
    '%s: nothing is thrown, and what was read is read as itself',
    (_, read) => {
      fc.assert(
        fc.property(cell, (text) => {
          const value = read(text)
          if (value !== null) expect(read(value)).toBe(value)
        }),
        { numRuns: 2000 },
      )
    },
  )

  test('what was read of a cell that says something says something', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const line = tidy(text)
        if (isBlank(line, 'phone')) expect('value' in readPhone(line)).toBe(false)
        if (isBlank(line, 'email')) expect('value' in readEmail(line)).toBe(false)
      }),
    )
  })
})

describe('numbers written in Chinese', () => {
  const digits = '零一二三四五六七八九'
  const spoken = (n: number): string => {
    if (n >= 1e8) return `${spoken(Math.floor(n / 1e8))}亿${rest(n % 1e8, 1e8)}`
    if (n >= 1e4) return `${spoken(Math.floor(n / 1e4))}万${rest(n % 1e4, 1e4)}`
    for (const [unit, name] of [
      [1000, '千'],
      [100, '百'],
      [10, '十'],
    ] as const)
      if (n >= unit) return `${digits.charAt(Math.floor(n / unit))}${name}${rest(n % unit, unit)}`
    return digits.charAt(n)
  }
  const rest = (n: number, unit: number): string =>
    n === 0 ? '' : n < unit / 10 ? `零${spoken(n)}` : spoken(n)

  test('are read as they are spoken', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999_999), (n) => {
        expect(readNumeral(spoken(n))).toBe(n)
        expect(readAmount(`${spoken(n)}元`)).toMatchObject({ value: n, currency: 'CNY' })
      }),
      { numRuns: 2000 },
    )
  })
})
