import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isBlank } from './placeholders.ts'
import { prose, readProse, readText, tidy } from './text.ts'

describe('tidy', () => {
  test.each([
    ['  张明  ', '张明'],
    ['张\u3000明', '张 明'],
    ['ＡＢＣ１２３', 'ABC123'],
    ['\uFEFF北京', '北京'],
    ['北\u200B京', '北京'],
    ['a\u0000b', 'ab'],
    ['line one\r\nline two', 'line one line two'],
    ['tab\there', 'tab here'],
    ['（上海）', '(上海)'],
    ['\u00A0x\u00A0', 'x'],
    ['ﬁne', 'fine'],
    ['e\u0301', 'é'],
    ['\u202Eevil\u202C', 'evil'],
  ])('%j becomes %j', (written, expected) => {
    expect(tidy(written)).toBe(expected)
  })

  test('is done after once, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (raw) => tidy(tidy(raw)) === tidy(raw)),
      { numRuns: 2000 },
    )
  })

  test('is done after once for every character there is', () => {
    // Sixteen neighbours at a time, each between letters of its own: they are of one script, and go one way
    const texts = Array.from({ length: 0x11_0000 / 16 }, (_, row) =>
      row >= 0xd80 && row < 0xe00
        ? ''
        : Array.from({ length: 16 }, (__, at) => `a${String.fromCodePoint(row * 16 + at)}b`).join(''),
    )
    const again = texts.map(tidy).filter((text) => tidy(text) !== text)
    expect(again).toEqual([])
  })

  test('leaves no control character, no invisible one, no double space', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (raw) => !/\p{Cc}|[\u200B-\u200F\uFEFF]| {2}|^ | $/u.test(tidy(raw)),
      ),
    )
  })
})

describe('a cell that says nothing', () => {
  test.each([
    '',
    ' ',
    'N/A',
    'n/a',
    'Select',
    '无',
    '-',
    '—',
    'NULL',
    '不详',
    '暂无',
    '（null）',
    '#N/A',
    '请选择',
    '\u3000',
    '？',
    '...',
  ])('%j is missing', (written) => {
    expect(readText(written)).toBeNull()
  })
  test.each([
    '无锡',
    'Null & Co',
    '选择网络',
    'Nana',
    '没有问题科技',
    '空山',
    '-5',
    'Select Sires',
    '保密协议',
  ])('%j is not', (written) => {
    expect(isBlank(tidy(written))).toBe(false)
  })
})

describe('prose', () => {
  test('keeps its lines and its punctuation', () => {
    expect(prose('想要报价，请联系！\r\n①价格  \n\n\n\n②交期\u0007')).toBe(
      '想要报价，请联系！\n①价格\n\n②交期',
    )
  })
  test('is null where it says nothing', () => {
    expect(readProse(' \n 无 \n')).toBeNull()
  })
  test('is done after once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (raw) => prose(prose(raw)) === prose(raw)),
      { numRuns: 2000 },
    )
  })
})
