import { expect, test } from 'vitest'
import { readConsentCell, rowConsents } from './consent.ts'

test.each([
  ['是', { granted: true }],
  [' Yes ', { granted: true }],
  ['ＹＥＳ', { granted: true }],
  ['opted out', { granted: false }],
  ['不同意', { granted: false }],
  ['2026-03-01', { granted: true, at: '2026-03-01T00:00:00.000Z' }],
  ['2026年3月1日', { granted: true, at: '2026-03-01T00:00:00.000Z' }],
  ['2026/13/01', undefined],
  ['maybe', undefined],
  ['', undefined],
])('%s', (text, said) => {
  expect(readConsentCell(text)).toEqual(said)
})

const whole = { purpose: 'marketing', channel: 'sms' as const, proof: '合同 2026-7', at: null }

test('a row answers for itself before the file does', () => {
  expect(rowConsents({}, null)).toEqual([])
  expect(rowConsents({ marketing: '否' }, whole)).toEqual([{ purpose: 'marketing', granted: false }])
  expect(rowConsents({ marketing: '?' }, whole)).toEqual([])
  expect(rowConsents({ profiling: '是' }, whole)).toEqual([
    { purpose: 'profiling', granted: true },
    { purpose: 'marketing', channel: 'sms', granted: true, evidence: { proof: '合同 2026-7' } },
  ])
})
