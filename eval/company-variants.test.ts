import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { companyParts } from '../server/lead/company-parts.ts'
import { companyCore } from '../server/lead/company.ts'
import { companyVariants } from './company-variants.ts'

const kinds = ['brackets', 'script', 'suffix', 'region', 'abbreviation', 'typo']
const seeds = Array.from({ length: 60 }, (_, seed) => seed)
const made = (name: string) => seeds.flatMap((seed) => companyVariants(name, seed))

describe('variants of a company name', () => {
  test('are of every kind, and none is the name itself', () => {
    const variants = made('苏州青禾网络科技有限公司')
    expect(new Set(variants.map(({ kind }) => kind))).toEqual(new Set(kinds))
    expect(variants.filter(({ name }) => name === '苏州青禾网络科技有限公司')).toEqual([])
    expect(variants.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        '青禾网络科技(苏州)有限公司',
        '青禾（苏州）网络科技有限公司',
        '蘇州青禾網絡科技有限公司',
        '苏州青禾网络科技有限责任公司',
        '苏州青禾网络科技',
        '青禾网络科技有限公司',
        '苏州市青禾网络科技有限公司',
        '江苏省苏州青禾网络科技有限公司',
      ]),
    )
  })

  test('are the same for the same seed', () => {
    expect(companyVariants('苏州青禾网络科技有限公司', 7)).toEqual(
      companyVariants('苏州青禾网络科技有限公司', 7),
    )
  })

  test('keep the brand and the branch, whatever else they change', () => {
    const branch = '苏州青禾网络科技有限公司无锡分公司'
    for (const { kind, name } of made(branch)) {
      if (kind === 'script') continue
      expect(companyParts(name).brand.slice(0, 2)).toBe('青禾')
      expect(name.endsWith('无锡分公司')).toBe(true)
      expect(companyCore(name)).not.toBe(companyCore('苏州青禾网络科技有限公司'))
    }
  })

  test('of a name without a brand keep the place, for nothing else tells it', () => {
    for (const { name } of made('苏州天然气有限公司')) expect(name).toMatch(/[苏蘇]州/)
  })
})

const registry = '../shared/data/cn-companies/companies.csv'

describe.skipIf(!existsSync(registry))('of real names (skipped where ../shared/data is absent)', () => {
  test('four in five names have four kinds or more, and 98 % of the variants of form keep the core', () => {
    const names = readFileSync(registry, 'utf8')
      .trim()
      .split('\n')
      .slice(1, 2001)
      .map((line) => line.split(',')[0] ?? '')
    const all = names.map((name, seed) => ({ name, variants: companyVariants(name, seed) }))
    const rich = all.filter(({ variants }) => variants.length >= 4)
    expect(rich.length / names.length).toBeGreaterThan(0.8)
    const formal = all.flatMap(({ name, variants }) =>
      variants
        .filter(({ kind }) => /brackets|script|suffix|region/.test(kind))
        .map((variant) => ({ of: name, ...variant })),
    )
    const core = (name: string) => companyCore(name.normalize('NFKC'))
    const kept = formal.filter(({ of, name }) => core(of) === core(name))
    expect(kept.length / formal.length).toBeGreaterThan(0.98)
  })
})
