import { expect, test } from 'vitest'
import { corpus, judged } from '../../../../test/corpus.ts'
import { readName } from './name.ts'
import { readText } from './text.ts'

function read(written: string): string {
  const text = readText(written, 'name')
  if (text === null) return '∅'
  const { value, salutation, phones, notes } = readName(text)
  const told = [
    salutation ? `{${salutation}}` : '',
    phones.length > 0 ? `[${phones.join(' ')}]` : '',
    ...notes.map(({ code }) => `!${code.slice('name.'.length)}`),
  ]
  return [value ?? '∅', ...told.filter(Boolean)].join(' ')
}

test('the corpus of name cells', () => {
  const { cases, share, failures } = judged(corpus('name'), ({ raw }) => read(raw))
  expect(cases).toBeGreaterThanOrEqual(240)
  expect(share >= 0.995 ? [] : failures).toEqual([])
})
