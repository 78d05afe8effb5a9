import { expect, test } from 'vitest'
import { corpus, judged } from '../../../../test/corpus.ts'
import { readPhone } from './phone.ts'
import { tidy } from './text.ts'

function read(written: string): string {
  const phone = readPhone(tidy(written))
  if ('problem' in phone) return phone.problem
  return [phone.value + (phone.ext ? `x${phone.ext}` : ''), phone.kind, ...phone.others].join(' ')
}

test('the corpus of phone cells', () => {
  const { cases, share, failures } = judged(corpus('phone'), ({ raw }) => read(raw))
  expect(cases).toBeGreaterThanOrEqual(300)
  expect(share >= 0.995 ? [] : failures).toEqual([])
})
