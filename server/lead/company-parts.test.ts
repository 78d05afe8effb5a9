import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { corpus, judged } from '../../test/corpus.ts'
import { companyParts, version } from './company-parts.ts'
import { companyCore } from './company.ts'
import { simplified } from './han.ts'

/** Place|brand|trades|form|branch|other brackets|former name, as the corpus has it. */
function written(name: string): string {
  const parts = companyParts(name)
  const { region, brand, trades, legal, branch, brackets, formerly } = parts
  return [region, brand, trades.join(''), legal, branch, brackets.join(), formerly ?? '']
    .join('|')
    .replace(/\|+$/, '')
}

describe('a company name', () => {
  test('of the corpus comes apart as it says', () => {
    const told = judged(corpus('company'), ({ raw }) => written(raw.normalize('NFKC')))
    expect(told.cases).toBeGreaterThanOrEqual(250)
    expect(told.failures).toEqual([])
  })

  test.each([
    ['青禾商贸有限公司杭州分公司', 'branch', '青禾商贸有限公司'],
    ['青禾(江苏)商贸有限公司第二分公司', 'branch', '青禾(江苏)商贸有限公司'],
    ['青禾银行上海徐汇支行', 'branch', '青禾银行'],
    ['青禾商贸有限公司城东营业部', 'shop', '青禾商贸有限公司'],
    ['青禾商贸有限公司北京办事处', 'office', '青禾商贸有限公司'],
    ['青禾建工集团有限公司沪苏湖项目部', 'project', '青禾建工集团有限公司'],
    ['青禾食品有限公司第二加工厂', 'plant', '青禾食品有限公司'],
    ['青禾物业有限公司停车场', 'unit', '青禾物业有限公司'],
    ['青禾分公司', 'branch', '青禾'],
  ])('%s is a %s of %s, and not it', (name, kind, parent) => {
    const parts = companyParts(name)
    expect([parts.branchKind, parts.branchOf]).toEqual([kind, parent])
    expect(companyCore(name)).not.toBe(companyCore(parent))
  })

  test.each([
    '青禾商贸有限公司',
    '青禾超市',
    '青禾商贸经营部',
    '青禾集团有限公司',
    'Greenfield Co., Ltd',
    '公司',
  ])('%s is nobody’s branch', (name) => {
    expect(companyParts(name)).toMatchObject({ branch: '', branchKind: null, branchOf: null })
  })

  const piece = fc.constantFrom(
    '北京',
    '苏州市',
    '吴中区',
    '青禾',
    '南山',
    '科技',
    '网络',
    '银行',
    '集团',
    '有限公司',
    '股份有限公司',
    '(上海)',
    '(集团)',
    '(曾用名:禾青)',
    '分公司',
    '第二',
    '支行',
    '店',
    '厂',
    'Co., Ltd',
    ' ',
    '(',
    ')',
  )
  const name = fc.oneof(
    fc.string(),
    fc.array(piece, { minLength: 1, maxLength: 9 }).map((all) => all.join('')),
  )

  test('never throws, and invents nothing: every part stands in the name', () => {
    fc.assert(
      fc.property(name, (raw) => {
        const parts = companyParts(raw)
        const given = simplified(raw).replace(/["'“”‘’「」『』《》〈〉]/g, '')
        for (const word of parts.brackets) expect(given).toContain(word)
        for (const char of parts.region + parts.brand + parts.trades.join('') + parts.legal + parts.branch)
          expect(given).toContain(char)
      }),
      { numRuns: 2000 },
    )
  })

  test('of a branch has the parts of its parent', () => {
    fc.assert(
      fc.property(name, (raw) => {
        const parts = companyParts(raw)
        if (parts.branchOf === null || companyParts(parts.branchOf).branchOf !== null) return
        const { region, brand, trades, legal } = companyParts(parts.branchOf)
        expect({ region, brand, trades, legal }).toEqual({
          region: parts.region,
          brand: parts.brand,
          trades: parts.trades,
          legal: parts.legal,
        })
      }),
      { numRuns: 2000 },
    )
  })

  test('is taken apart by a version', () => {
    expect(version).toBe(1)
  })
})

const truth = '../shared/data/cn-vectors/companynameparser/groundtruth.txt'
const registry = '../shared/data/cn-companies/companies.csv'

describe.skipIf(!existsSync(truth) || !existsSync(registry))(
  'real names (skipped where ../shared/data is absent)',
  () => {
    test('of 456 marked brands 94.5 % are told exactly, and 94 % of all 500 names, as companynameparser counts', () => {
      const rows = readFileSync(truth, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
      const right = rows.filter(
        ([full = '', brand = '']) => companyParts(full.normalize('NFKC')).brand === simplified(brand),
      )
      const marked = rows.filter(([, brand]) => brand)
      expect(marked.length).toBe(456)
      expect(right.filter(([, brand]) => brand).length / marked.length).toBeGreaterThanOrEqual(0.945)
      expect(right.length / rows.length).toBeGreaterThanOrEqual(0.94)
    })

    const names = existsSync(registry)
      ? readFileSync(registry, 'utf8')
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => (line.split(',')[0] ?? '').normalize('NFKC'))
      : []

    test('no branch of the registry has the core of its parent, or of any company that is no branch', () => {
      const branches = names.filter((full) => companyParts(full).branchOf !== null)
      const heads = new Set(names.filter((full) => companyParts(full).branchOf === null).map(companyCore))
      expect(branches.length).toBeGreaterThan(3000)
      expect(
        branches.filter((full) => companyCore(full) === companyCore(companyParts(full).branchOf ?? '')),
      ).toEqual([])
      expect(branches.filter((full) => heads.has(companyCore(full)))).toEqual([])
    })

    test('every 分公司 and 支行 is told to be one', () => {
      const told = names.filter((full) => /(?:[分支]公司|支行)$/.test(full))
      expect(told.filter((full) => companyParts(full).branchOf === null)).toEqual([])
    })
  },
)
