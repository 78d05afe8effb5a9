import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { builtinFields, fieldsOf } from '../../../../rules/fields.ts'
import { childRegions, regionCodes } from '../../../../rules/regions.ts'
import { belonging, byAge, longest, type Term } from './belong.ts'
import { claimsOf, coverOf, gapsOf, holesOf, overlapsOf, vacantOf } from './cover.ts'
import { difference } from './draft.ts'

const fields = fieldsOf([
  { key: 'park', type: 'choice', label: { zh: '园区', en: 'Park' }, origin: 'custom' },
])
const at = { now: new Date('2026-03-03T00:00:00Z'), zone: 'Asia/Shanghai' }

let made = 0
function term(part: Partial<Term> = {}): Term {
  const territoryId = part.territoryId ?? `0000-${String(++made).padStart(6, '0')}`
  return {
    territoryId,
    name: territoryId,
    regions: [],
    areas: [],
    condition: null,
    userIds: [],
    teamId: null,
    from: new Date(0),
    to: null,
    since: new Date(made),
    handoverId: null,
    ...part,
  }
}

const leaves = regionCodes.filter((code) => childRegions(code).length === 0)
/** Codes of three provinces alone, so that territories meet. */
const near = regionCodes.filter((code) => /^(?:11|44|46)/.test(code))
const nearLeaves = leaves.filter((code) => /^(?:11|44|46)/.test(code))
const someTerms = fc
  .array(fc.array(fc.constantFrom(...near), { minLength: 1, maxLength: 8 }), { maxLength: 6 })
  .map((each) => each.map((regions) => term({ regions })))

describe('whose a lead is', () => {
  test('is the territory with the longest prefix of its region, the elder of two', () => {
    fc.assert(
      fc.property(someTerms, fc.constantFrom(...near), (terms, region) => {
        const found = belonging(terms, fields, at)({ region })
        const best = (each: Term) =>
          each.regions
            .filter((code) => region.startsWith(code))
            .toSorted()
            .at(-1)
        const length = Math.max(0, ...terms.map((each) => best(each)?.length ?? 0))
        const claiming = terms.filter((each) => length > 0 && best(each)?.length === length).toSorted(byAge)
        expect(found?.term.territoryId).toBe(claiming[0]?.territoryId)
        expect(found?.rivals.map(({ territoryId }) => territoryId) ?? []).toEqual(
          claiming.slice(1).map(({ territoryId }) => territoryId),
        )
      }),
    )
  })

  test('is no matter of the order territories are told in', () => {
    fc.assert(
      fc.property(someTerms, fc.constantFrom(...near), (terms, region) => {
        const by = (all: readonly Term[]) => belonging(all, fields, at)({ region })?.term.territoryId
        expect(by(terms.toReversed())).toBe(by(terms))
      }),
    )
  })

  test('is the named area before any district, if it lies where it must', () => {
    const district = term({ regions: ['110108'] })
    const park = term({
      areas: [
        { field: 'address', match: 'has', words: ['中关村软件园'], within: '11' },
        { field: 'custom.park', match: 'is', words: ['Zpark'] },
      ],
    })
    const whose = belonging([district, park], fields, at)
    expect(whose({ region: '110108', address: '海淀区中关村软件园8号楼' })?.by).toEqual({
      kind: 'area',
      field: 'address',
      word: '中关村软件园',
    })
    expect(whose({ region: '440305', address: '仿中关村软件园' })).toBeNull()
    expect(whose({ region: '110108', attrs: { park: 'zpark' } })?.term).toBe(park)
    expect(whose({ region: '110108', attrs: { park: 'Zpark 2' } })?.term).toBe(district)
    expect(whose({ region: null, address: '中关村软件园' })?.term).toBe(park)
  })

  test('is a territory with a condition only where that holds, and then before one without', () => {
    const all = term({ regions: ['11'] })
    const big = term({ regions: ['11'], condition: { field: 'score', op: 'at_least', value: 80 } })
    const whose = belonging([all, big], fields, at)
    expect(whose({ region: '110108', score: 90 })?.term).toBe(big)
    expect(whose({ region: '110108', score: 10 })?.term).toBe(all)
    expect(overlapsOf([all, big])).toEqual([])
  })

  test('asks nothing of a condition whose field is gone', () => {
    const lost = term({ regions: ['11'], condition: { field: 'custom.gone', op: 'is', value: 'x' } })
    expect(belonging([lost], fields, at)({ region: '11' })).toBeNull()
  })

  test('is nobody’s without a region', () => {
    expect(longest(null, new Set(['11']))).toBeNull()
    expect(longest('1101', new Set(['11']))).toBe('11')
    expect(builtinFields.some(({ key }) => key === 'region')).toBe(true)
  })
})

describe('holes and overlaps', () => {
  test('are where a lead would have nobody, or two', () => {
    fc.assert(
      fc.property(someTerms, (terms) => {
        const claims = claimsOf(terms)
        const whose = belonging(terms, fields, at)
        for (const code of nearLeaves) {
          const found = whose({ region: code })
          const { state, owners, overlaps } = coverOf(code, claims)
          expect(state).toBe(found ? 'whole' : 'none')
          expect(owners).toEqual(
            found ? [found.term, ...found.rivals].map(({ territoryId }) => territoryId) : [],
          )
          expect(overlaps).toBe((found?.rivals.length ?? 0) > 0)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('are told as the topmost regions nobody has', () => {
    fc.assert(
      fc.property(someTerms, (terms) => {
        const gaps = gapsOf(claimsOf(terms))
        const whose = belonging(terms, fields, at)
        for (const code of nearLeaves)
          expect(gaps.some((gap) => code.startsWith(gap))).toBe(whose({ region: code }) === null)
      }),
      { numRuns: 30 },
    )
    const asking = term({ regions: ['11'], condition: { field: 'score', op: 'at_least', value: 80 } })
    expect(gapsOf(claimsOf([asking]), ['11'])).toEqual(['11'])
    expect(gapsOf(claimsOf([term({ regions: ['4403'] })]), ['44'])).not.toContain('4403')
  })

  test('of a province are those of the regions in it', () => {
    fc.assert(
      fc.property(someTerms, (terms) => {
        const claims = claimsOf(terms)
        for (const province of ['11', '44', '46']) {
          const within = nearLeaves.filter((code) => code.startsWith(province))
          const states = within.map((code) => coverOf(code, claims))
          const { state, overlaps } = coverOf(province, claims)
          const held = states.filter((each) => each.state === 'whole').length
          if (state === 'none') expect(held).toBe(0)
          if (held === within.length) expect(state).toBe('whole')
          if (held > 0 && held < within.length) expect(state).toBe('part')
          if (states.some((each) => each.overlaps)) expect(overlaps).toBe(true)
        }
      }),
      { numRuns: 50 },
    )
  })

  test('name every province nobody has a part of', () => {
    expect(holesOf(claimsOf([]))).toHaveLength(34)
    expect(holesOf(claimsOf([term({ regions: ['44', '110108'] })]))).not.toContain('11')
  })

  test('tell the elder first, and words as regions', () => {
    const area = (words: string[], within?: string) => [
      { field: 'address', match: 'has' as const, words, ...(within ? { within } : {}) },
    ]
    const [elder, younger, elsewhere] = [
      term({ name: '甲', regions: ['31'], areas: area(['万达广场'], '31') }),
      term({ name: '乙', regions: ['31'], areas: area([' 万达广场'], '3101') }),
      term({ name: '丙', areas: area(['万达广场'], '44') }),
    ]
    expect(overlapsOf([elsewhere, younger, elder])).toEqual([
      expect.objectContaining({ kind: 'region', of: '31', names: ['甲', '乙'], perhaps: false }),
      expect.objectContaining({ kind: 'area', of: '万达广场', names: ['甲', '乙'] }),
    ])
  })

  test('before saving: what is given up, what is claimed twice, what changes nothing', () => {
    const [mine, other] = [term({ regions: ['31', '32'] }), term({ regions: ['33'] })]
    const draft = { ...mine, regions: ['31', '310115', '33'] }
    const told = difference([mine, other], draft)
    expect(told.lost).toEqual(['32'])
    expect(told.idle).toEqual(['310115'])
    expect(told.overlaps.map(({ of }) => of)).toEqual(['33'])
  })
})

test('a territory is vacant when nobody was named, or all who were have left', () => {
  const known = { active: new Set(['here']), teams: new Map([['crew', 2]]) }
  const vacant = vacantOf(
    [
      term({ name: '无人' }),
      term({ name: '走了', userIds: ['gone'] }),
      term({ name: '还有', userIds: ['gone', 'here'] }),
      term({ name: '团队', teamId: 'crew' }),
      term({ name: '空团队', teamId: 'empty' }),
    ],
    known,
  )
  expect(vacant.map(({ name, why }) => [name, why])).toEqual([
    ['无人', 'none'],
    ['走了', 'gone'],
    ['空团队', 'gone'],
  ])
})
