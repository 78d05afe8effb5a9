import { expect, test } from 'vitest'
import type { Card } from '../../../contract/scorecard.ts'
import { fitting } from './fitting.ts'

test('a learned card of more criteria than can be published is refused before it is drafted', () => {
  const card = (count: number) =>
    ({
      groups: [{ criteria: Array.from({ length: 200 }) }, { criteria: Array.from({ length: count - 200 }) }],
    }) as Card
  expect(fitting(card(1000))).toEqual(card(1000))
  expect(() => fitting(card(1001))).toThrow('score.too_many')
})
