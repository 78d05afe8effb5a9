import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Case, corpus, judged } from '../../../../test/corpus.ts'
import { readAmount } from './amount.ts'
import { tidy } from './text.ts'

function read(written: string): string {
  const amount = readAmount(tidy(written))
  if (!amount) return '∅'
  const { value, upper, currency, rough } = amount
  const told = [upper === undefined ? '' : `to ${upper}`, currency ?? '', rough ? '~' : '']
  return [String(value), ...told.filter(Boolean)].join(' ')
}

test('the corpus of amounts', () => {
  const { cases, share, failures } = judged(corpus('amount'), ({ raw }) => read(raw))
  expect(cases).toBeGreaterThanOrEqual(240)
  expect(share >= 0.995 ? [] : failures).toEqual([])
})

const outside = '../shared/data/cn-vectors/jionlp-tests/test_money_parser.py'

/** Ours otherwise on purpose: 八到九百亿 are eight to nine hundred 亿 in every mouth. */
const otherwise = new Set(['八到九百亿泰铢'])

/** Written amount → its number, or the lower end of the two. */
function jionlp(): Case[] {
  const python = readFileSync(outside, 'utf8')
  return [...python.matchAll(/\['(.+?)', \{'num': \[?'([\d.]+)'/g)].map(([, raw = '', number = '']) => ({
    raw,
    expected: Number(number).toFixed(2),
    more: [],
  }))
}

test.skipIf(!existsSync(outside))('JioNLP’s amounts (skipped where ../shared/data is absent)', () => {
  const all = jionlp()
  const claimed = all.filter(({ raw }) => !otherwise.has(raw))
  // It cuts to the cent, and so is compared
  const cents = (raw: string) => ((readAmount(tidy(raw))?.value ?? NaN) - 0.000_001).toFixed(2)
  const { share, failures } = judged(claimed, ({ raw }) => cents(raw))
  expect([all.length, claimed.length]).toEqual([54, 53])
  expect(share >= 0.995 ? [] : failures).toEqual([])
})
