import fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { describe, expect, test } from 'vitest'
import { readPhone } from './phone.ts'
import { tidy } from './text.ts'

describe('a phone cell', () => {
  test('belongs to the country it is asked for', () => {
    expect(readPhone('(415) 555-2671', 'US')).toMatchObject({ value: '+14155552671', kind: 'mobile' })
    expect(readPhone('+8613712340001', 'US')).toMatchObject({ value: '+8613712340001', kind: 'mobile' })
  })
})

const mobile = fc
  .tuple(fc.constantFrom(...'3456789'), fc.stringMatching(/^\d{9}$/))
  .map(([second, rest]) => `1${second}${rest}`)

describe('laws', () => {
  test('a number read is read as itself', () => {
    const written = fc.oneof(
      mobile,
      fc.stringMatching(/^0(10|21|755|571)-?[2-8]\d{7}$/),
      fc.stringMatching(/^[+0-9 ()/-]{6,24}$/),
      fc.string(),
    )
    fc.assert(
      fc.property(written, (raw) => {
        const once = readPhone(tidy(raw))
        if ('problem' in once) return
        expect(readPhone(once.value)).toMatchObject({ value: once.value, kind: once.kind, others: [] })
      }),
      { numRuns: 2000 },
    )
  })

  test('a mobile is the same however its digits are set', () => {
    const gaps = fc.array(fc.constantFrom('', ' ', '-', '\u3000'), { minLength: 11, maxLength: 11 })
    const before = fc.constantFrom('', '+86', '0086', '86', '+86 ', '电话:')
    fc.assert(
      fc.property(mobile, gaps, before, (digits, between, prefix) => {
        const written = prefix + Array.from(digits, (digit, at) => (at ? between[at] : '') + digit).join('')
        expect(readPhone(tidy(written))).toMatchObject({ value: `+86${digits}`, kind: 'mobile' })
      }),
    )
  })

  test('what libphonenumber knows as a Chinese landline is read as it reads it', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^0(10|2[0-57-9]|3[17]1|51[0-9]|57[1-9]|75[0-9]|77[0-9])[2-8]\d{7}$/),
        (written) => {
          const oracle = parsePhoneNumberFromString(written, 'CN')
          if (!oracle?.isValid() || oracle.getType() !== 'FIXED_LINE') return
          expect(readPhone(written)).toMatchObject({ value: oracle.number, kind: 'landline' })
        },
      ),
      { numRuns: 500 },
    )
  })
})
