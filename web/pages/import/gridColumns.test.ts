import { expect, test } from 'vitest'
import { beyondReach, markOf } from './gridColumns.ts'

const column = { index: 0, column: '邮箱', label: '邮箱', address: 'email' }
const wrong = { code: 'email.invalid', field: 'email', message: '' }
const hint = { code: 'email.typo', field: 'email', message: '', hint: true as const }
const same = { code: 'match.phone', field: 'email', message: '' }

test('a cell is marked by what is worst about it; a hint asks for nothing', () => {
  const marks = [[], [same], [same, hint], [same, hint, wrong]].map((reasons) => markOf({ reasons }, column))
  expect(marks).toEqual([undefined, 'same', 'hint', 'wrong'])
  expect(beyondReach({ reasons: [hint, same] }, [])).toEqual([])
  expect(beyondReach({ reasons: [wrong] }, [])).toEqual(['email'])
})
