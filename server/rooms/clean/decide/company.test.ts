import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCompany } from './company.ts'
import { tidy } from './text.ts'

test.each([
  ['青禾科技（上海）有限公司', '青禾科技(上海)有限公司'],
  ['青禾科技 （上海） 有限公司', '青禾科技(上海)有限公司'],
  ['青禾 科技 有限公司', '青禾科技有限公司'],
  ['“青禾科技有限公司”', '青禾科技有限公司'],
  ['《青禾》科技', '《青禾》科技'],
  ['青禾 Tech 有限公司', '青禾 Tech 有限公司'],
  ['Greenfield（China） Co., Ltd.', 'Greenfield(China) Co., Ltd.'],
  ['Greenfield  Co.,Ltd', 'Greenfield Co.,Ltd'],
  ['臺灣青禾股份有限公司', '臺灣青禾股份有限公司'],
  ['上海青禾有限公司第二分公司', '上海青禾有限公司第二分公司'],
])('%j is shown as %j', (written, expected) => {
  expect(readCompany(tidy(written))).toBe(expected)
})

test('a name read is read as itself', () => {
  const piece = fc.constantFrom('青禾', ' ', '(', ')', '"', '“', '”', 'Ltd', '上海', '《', '》')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((all) => all.join('')),
      ),
      (raw) => {
        const once = readCompany(tidy(raw))
        expect([readCompany(once), tidy(once)]).toEqual([once, once])
      },
    ),
    { numRuns: 2000 },
  )
})
