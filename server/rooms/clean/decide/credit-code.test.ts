import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { corpus, judged } from '../../../../test/corpus.ts'
import { checkCharacter, readCreditCode, version } from './credit-code.ts'
import { reason } from './reasons.ts'
import { tidy } from './text.ts'

const read = (written: string) => {
  const code = readCreditCode(tidy(written))
  return 'problem' in code ? code.problem.replace('creditCode.', '') : code.value
}

describe('a credit code', () => {
  test('of the corpus reads as it says', () => {
    const told = judged(corpus('credit-code'), ({ raw }) => read(raw))
    expect(told.cases).toBeGreaterThanOrEqual(150)
    expect(told.failures).toEqual([])
  })

  const place = fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY')
  const code = fc
    .tuple(
      fc.constantFrom('91', '92', '93', '52'),
      fc.stringMatching(/^\d{6}$/),
      fc.array(place, { minLength: 9, maxLength: 9 }),
    )
    .map(([head, region, rest]) => head + region + rest.join(''))
    .map((body) => body + checkCharacter(body))

  test('is read from any width, case and spacing', () => {
    fc.assert(
      fc.property(code, fc.array(fc.constantFrom(' ', '-', '', '', '\u3000')), (given, gaps) => {
        const spaced = [...given].map((one, at) => one + (gaps[at % (gaps.length || 1)] ?? '')).join('')
        const wide = [...given].map((one) => String.fromCodePoint(one.charCodeAt(0) + 0xfee0)).join('')
        expect([spaced, wide, given.toLowerCase()].map(read)).toEqual([given, given, given])
      }),
    )
  })

  test('with one character wrong, or two neighbours swapped, is never read as another code', () => {
    fc.assert(
      // Not where a letter would come into the region, for it would be taken for a digit there
      fc.property(
        code,
        fc.nat(17).filter((at) => at !== 7 && at !== 1),
        place,
        (given, at, other) => {
          const wrong = given.slice(0, at) + other + given.slice(at + 1)
          const swapped =
            given.slice(0, at) +
            given
              .slice(at, at + 2)
              .split('')
              .toReversed()
              .join('') +
            given.slice(at + 2)
          for (const one of [wrong, swapped])
            expect(one === given ? read(one) : /^[a-z]+$/.test(read(one)) || read(one) === given).toBeTruthy()
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('with its zeros and ones typed as letters is read, for the check character agrees', () => {
    fc.assert(
      fc.property(code, (given) => {
        expect(read(given.replace(/0/g, 'O').replace(/1/g, 'I'))).toBe(given)
      }),
    )
  })

  test('is its own reading, and no text whatever throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), code, fc.stringMatching(/^[0-9A-Zl ]{15,20}$/)), (raw) => {
        const value = read(raw)
        if (/^.{18}$/.test(value)) expect(read(value)).toBe(value)
      }),
      { numRuns: 2000 },
    )
  })

  test('is read by a version', () => {
    expect(version).toBe(1)
  })

  test('that is none has a sentence for each reason', () => {
    const told = readCreditCode('9131010474616957')
    expect(
      'problem' in told &&
        reason(told.problem, 'credit_code', { label: { zh: '信用代码', en: 'Credit code' } }).message.zh,
    ).toContain('18 位')
  })
})

const registry = '../shared/data/cn-companies/companies.csv'

describe.skipIf(!existsSync(registry))(
  '14,437 registered companies (skipped where ../shared/data is absent)',
  () => {
    test('all codes of 18 characters but one of the registry’s own slips agree; the rest are the old numbers', () => {
      const codes = readFileSync(registry, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[1] ?? '')
      const told = Map.groupBy(codes, (code) => (read(code) === code ? 'read' : read(code)))
      expect(told.get('read')?.length).toBe(14_399)
      expect(told.get('registration')?.every((code) => /^\d{13}(?:\d\d)?$/.test(code))).toBe(true)
      expect(told.get('check')).toHaveLength(1)
      expect([...told.keys()].toSorted()).toEqual(['check', 'read', 'registration'])
    })
  },
)
