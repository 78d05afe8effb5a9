import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readName } from './name.ts'
import { tidy } from './text.ts'

test.each([
  ['张明', '张明'],
  [' 张 明 ', '张明'],
  ['张　明', '张明'],
  ['欧阳 明月', '欧阳明月'],
  ['张明先生', '张明'],
  ['张明 女士', '张明'],
  ['张明（先生）', '张明'],
  ['欧阳明月小姐', '欧阳明月'],
  ['王先生', '王先生'],
  ['李女士', '李女士'],
  ['张总', '张总'],
  ['王经理', '王经理'],
  ['“张明”', '张明'],
  ['阿卜杜拉•买买提', '阿卜杜拉·买买提'],
  ['阿卜杜拉・买买提', '阿卜杜拉·买买提'],
  ['阿卜杜拉 · 买买提', '阿卜杜拉·买买提'],
  ['阿卜杜拉.买买提', '阿卜杜拉·买买提'],
  ['張明', '張明'],
  ['John  Smith', 'John Smith'],
  ['Mr. John Smith', 'John Smith'],
  ['Ms Jane Doe', 'Jane Doe'],
  ['Dr. McDonald', 'McDonald'],
  ['van der Berg', 'van der Berg'],
  ['Mr', 'Mr'],
  ['Drew Barry', 'Drew Barry'],
  ['张明 Tom', '张明 Tom'],
  ['張 小姐', '張小姐'],
  ['J. R. Smith', 'J. R. Smith'],
])('%j is %j', (written, expected) => {
  expect(readName(tidy(written))).toBe(expected)
})

test('a name read is read as itself', () => {
  const part = fc.constantFrom('张', '明', ' ', '先生', '女士', 'Mr. ', '·', '“', '(', ')', 'A', '.', '小姐')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part).map((parts) => parts.join('')),
      ),
      (raw) => {
        const once = readName(tidy(raw))
        expect(readName(once)).toBe(once)
        expect(tidy(once)).toBe(once)
      },
    ),
    { numRuns: 2000 },
  )
})
