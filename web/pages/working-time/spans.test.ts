import { expect, test } from 'vitest'
import { readSpans, saySpans } from './spans.ts'

test('spans are read as people write them, and what is none is not guessed', () => {
  expect(saySpans(readSpans('9:00－12:00'.replace('－', '-')) ?? [])).toBe('09:00-12:00')
  expect(readSpans('09:00-12:00，13:30~18:00')).toEqual([
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '18:00' },
  ])
  expect(readSpans(' ')).toEqual([])
  for (const bad of ['9-12', '25:00-26:00', '09:00-12:00 and more', '24:00-08:00'])
    expect(readSpans(bad)).toBeUndefined()
})
