import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { regionCodes, regionName, regionOwnName } from '../../../../rules/regions.ts'
import { resolveRegions } from './resolve.ts'
import { spread } from './spread.ts'

describe('a pasted list of regions', () => {
  test('is read as people write it', () => {
    const { found, several, unknown } = resolveRegions(
      '海淀区、江苏省 苏州市\n广东深圳南山；4403,吉林, 吉林市, 宣武区, 华东\nShenzhen\n朝阳区，火星市',
    )
    expect(found).toEqual([
      { text: '海淀区', codes: ['110108'] },
      { text: '江苏省苏州市', codes: ['3205'] },
      { text: '广东深圳南山', codes: ['440305'] },
      { text: '4403', codes: ['4403'] },
      { text: '吉林', codes: ['22'] },
      { text: '吉林市', codes: ['2202'] },
      { text: '宣武区', codes: ['110102'] },
      { text: '华东', codes: ['31', '32', '33', '34', '35', '36', '37'] },
      { text: 'Shenzhen', codes: ['4403'] },
    ])
    expect(several).toEqual([{ text: '朝阳区', codes: ['110105', '220104'] }])
    expect(unknown).toEqual(['火星市'])
  })

  test('takes every region by its whole name, and by its own where no other bears it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...regionCodes), (code) => {
        const [whole, own] = [regionName(code), regionOwnName(code) ?? '']
        const all = (text: string) => {
          const { found, several } = resolveRegions(text)
          return [...found, ...several].flatMap(({ codes }) => codes)
        }
        expect(all(whole)).toContain(code)
        expect(all(own)).toContain(code)
      }),
    )
  })
})

describe('the leads of an area', () => {
  const leads = (holders: readonly string[]) =>
    holders.map((holderId, i) => ({ leadId: String(i), holderId }))

  test('go in parts that differ by one at most, and stay with whom they are to stay', () => {
    const who = fc.constantFrom('a', 'b', 'c', 'd')
    fc.assert(
      fc.property(fc.array(who), fc.uniqueArray(who, { minLength: 1 }), (holders, to) => {
        const moves = spread(leads(holders), to)
        const going = holders.filter((holder) => !to.includes(holder))
        expect(moves.size).toBe(going.length)
        const counts = to.map((userId) => [...moves.values()].filter((each) => each === userId).length)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('go on from page to page as if they were one', () => {
    const given = new Map<string, number>()
    const pages = [leads(['x']), [{ leadId: '1', holderId: 'x' }]]
    const got = pages.flatMap((page) => [...spread(page, ['a', 'b'], given).values()])
    expect(got).toEqual(['a', 'b'])
  })

  test('stay where nobody is to get them', () => {
    expect(spread(leads(['x']), []).size).toBe(0)
  })
})
