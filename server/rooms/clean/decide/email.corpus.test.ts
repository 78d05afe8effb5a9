import { expect, test } from 'vitest'
import { corpus, judged } from '../../../../test/corpus.ts'
import { readEmail } from './email.ts'
import { tidy } from './text.ts'

function read(written: string): string {
  const email = readEmail(tidy(written))
  return 'problem' in email ? email.problem : [email.value, ...email.others].join(' ')
}

test('the corpus of e-mail cells', () => {
  const { cases, share, failures } = judged(corpus('email'), ({ raw }) => read(raw))
  expect(cases).toBeGreaterThanOrEqual(180)
  expect(share >= 0.995 ? [] : failures).toEqual([])
})
