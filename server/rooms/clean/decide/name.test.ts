import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
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
  expect(readName(tidy(written)).value).toBe(expected)
})

test('a name read is read as itself', () => {
  const part = fc.constantFrom(
    '张',
    '明',
    ' ',
    '先生',
    '女士',
    'Mr. ',
    '·',
    '“',
    '(',
    ')',
    'A',
    '.',
    '小姐',
    '总监',
    '/',
    ',',
    '🌹',
    '13712340001',
    '公司',
    '科技',
    '-',
    '*',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part).map((parts) => parts.join('')),
      ),
      (raw) => {
        const { value } = readName(tidy(raw))
        if (value === null) return
        expect(readName(value)).toMatchObject({ value, salutation: null, phones: [] })
        expect(tidy(value)).toBe(value)
      },
    ),
    { numRuns: 2000 },
  )
})

describe('what a name cell holds beside the name is told', () => {
  const notes = (written: string) => readName(tidy(written)).notes
  test('a surname with a form of address stays, and is noted', () => {
    for (const written of ['王总', '张女士', '欧阳经理', '小王', '李老师'])
      expect([written, notes(written).map(({ code }) => code)]).toEqual([written, ['name.surname_only']])
    for (const written of ['李建工', '马云', '江小姐姐', '林书豪']) expect(notes(written)).toEqual([])
  })
  test('a form of address is kept apart, a post is offered as the title', () => {
    expect(readName('张明先生')).toMatchObject({ value: '张明', salutation: '先生', notes: [] })
    expect(readName('张明总监').notes).toEqual([
      { code: 'name.post', suggest: [{ field: 'title', value: '总监', confidence: 0.8 }] },
    ])
  })
  test('a number is taken out', () => {
    expect(readName(tidy('张明（138-0013-8000）'))).toMatchObject({
      value: '张明',
      phones: ['+8613800138000'],
    })
    expect(readName('13800138000')).toMatchObject({ value: null, phones: ['+8613800138000'] })
    expect(readName('张明2026')).toMatchObject({ value: '张明2026', phones: [] })
  })
  test('a company is only suggested', () => {
    expect(readName('青禾科技 张明')).toMatchObject({
      value: '青禾科技 张明',
      notes: [
        {
          code: 'name.company',
          suggest: [
            { field: 'company', value: '青禾科技', confidence: 0.8 },
            { field: 'name', value: '张明', confidence: 0.8 },
          ],
        },
      ],
    })
  })
})
