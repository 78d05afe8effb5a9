import { expect, test } from 'vitest'
import { agreement } from './agreement.ts'

test('the model agrees where its chance lies on the side of the usual one that people say', () => {
  const usual = 0.2
  const told = agreement([
    { claim: 'high', chance: 0.1, usual },
    { claim: 'high', chance: 0.3, usual },
    { claim: 'low', chance: 0.3, usual },
    { claim: 'down', chance: 0.2, usual },
  ])
  expect(told).toEqual([
    { claim: 'high', count: 2, agree: 1 },
    { claim: 'low', count: 1, agree: 1 },
    { claim: 'up', count: 0, agree: 0 },
    { claim: 'down', count: 1, agree: 0 },
  ])
})
