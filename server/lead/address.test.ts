import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRegion } from '../../rules/regions.ts'
import { corpus, judged } from '../../test/corpus.ts'
import { readNumeral } from './address-numbers.ts'
import { exactAddress, normalAddress, splitAddress, version } from './address.ts'

describe('an address', () => {
  test('of the corpus has the form it says', () => {
    const told = judged(corpus('address'), ({ raw }) => exactAddress(raw) ?? '-')
    expect(told.cases).toBeGreaterThanOrEqual(150)
    expect(told.failures).toEqual([])
  })

  test.each([
    ['上海市徐汇区天钥桥路909号', '310104', '天钥桥路909号'],
    ['江苏省苏州市 吴江市,盛泽镇', '320509', '盛泽镇'],
    ['浙江省宁波市海曙区浙江省杭州市余杭区文一西路', '330110', '文一西路'],
    ['杭州市西湖区西湖国际科技大厦', '330106', '西湖国际科技大厦'],
    ['杭州学院路99号', '3301', '学院路99号'],
    ['臺灣臺北市信義路', '71', '臺北市信義路'],
    ['中国', null, '中国'],
    ['南京东路1号', null, '南京东路1号'],
    ['凤凰三区128栋', null, '凤凰三区128栋'],
    ['义乌市稠州路', '330782', '稠州路'],
  ])('%s is in %s, and there %s', (written, region, rest) => {
    expect(splitAddress(written)).toEqual({ region, rest })
  })

  const piece = fc.constantFrom(
    '上海',
    '徐汇区',
    '杭州市',
    '西湖',
    '浙江省',
    '文一路',
    '五一路',
    '十',
    '二十三',
    '12',
    '9',
    'a',
    '号',
    '号楼',
    '栋',
    '单元',
    '室',
    '层',
    '楼',
    '-',
    '#',
    '(',
    ')',
    '镇',
    '街道',
    '弄',
    '朝阳',
    ' ',
    '、',
    '附近',
  )
  const address = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 14 }).map((all) => all.join('')),
  )

  test('in its normal form is its own normal form and key; no text throws', () => {
    fc.assert(
      fc.property(address, (raw) => {
        const form = normalAddress(raw)
        expect(normalAddress(form)).toBe(form)
        const key = exactAddress(raw)
        expect(key === null || exactAddress(key) === key).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  test('is parted without a character lost: the rest ends the text, and the region is one', () => {
    fc.assert(
      fc.property(address, (raw) => {
        const { region, rest } = splitAddress(raw)
        expect(raw.endsWith(rest)).toBe(true)
        expect(region === null ? rest === raw : isRegion(region)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('of another number is another address', () => {
    const number = fc.integer({ min: 1, max: 9999 })
    fc.assert(
      fc.property(number, number, (one, other) => {
        const at = (house: number) => exactAddress(`杭州市西湖区文一西路${house}号3号楼502室`)
        expect(at(one) === at(other)).toBe(one === other)
      }),
    )
  })

  test.each([
    ['一', 1],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['二十三', 23],
    ['一百零二', 102],
    ['一百二十', 120],
    ['九百六十九', 969],
    ['一千二百三十四', 1234],
    ['一〇二', 102],
    ['五零二', 502],
    ['两千零一', 2001],
    ['十百', null],
  ])('%s is %s', (numeral, number) => {
    expect(readNumeral(numeral)).toBe(number)
  })

  test('has its form by a version', () => {
    expect(version).toBe(1)
  })
})
