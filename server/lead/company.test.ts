import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { companyCore } from './company.ts'
import { simplified } from './han.ts'

const golden = `
北京仁科互动网络技术有限公司 → 仁科互动网络技术
北京仁科互动 → 仁科互动
北京市仁科互动网络技术有限责任公司 → 仁科互动网络技术
仁科互动(北京)网络技术股份有限公司 → 仁科互动网络技术
仁科互动网络技术(集团)有限公司 → 仁科互动网络技术
仁科互动集团 → 仁科互动
仁科互动集团有限公司 → 仁科互动
仁科互动集团公司 → 仁科互动
江苏省苏州市青禾科技有限公司 → 青禾科技
江苏苏州青禾科技有限公司 → 青禾科技
苏州市吴中区青禾贸易商行 → 青禾贸易商行
上海青禾房地产经纪有限公司第二分公司 → 青禾房地产经纪第二分公司
青禾贸易有限公司杭州分公司 → 青禾贸易杭州分公司
青禾银行股份有限公司北京分行 → 青禾银行北京分行
青禾保险有限公司南海支公司 → 青禾保险南海支公司
南京银行股份有限公司 → 南京银行
广州地铁集团有限公司 → 广州地铁
东方青禾有限公司 → 东方青禾
南山青禾有限公司 → 南山青禾
臺北青禾股份有限公司 → 青禾
深圳市蘋果貿易有限公司 → 苹果贸易
杭州青禾股权投资合伙企业(有限合伙) → 青禾股权投资合伙企业
“青禾”科技有限公司 → 青禾科技
有限公司 → 有限公司
北京市 → 北京市
ABC科技(上海)有限公司 → abc科技
Greenfield Co., Ltd. → greenfield
Greenfield Co.,Ltd → greenfield
Greenfield Technologies Inc. → greenfield technologies
Greenfield GmbH → greenfield
Greenfield GmbH & Co. KG → greenfield
Greenfield (China) Co., Ltd → greenfield
Greenfield Pte. Ltd. → greenfield
Greenfield LLC → greenfield
Inc. → inc
`

describe('the core of a company name', () => {
  test.each(
    golden
      .trim()
      .split('\n')
      .map((line) => line.split(' → ') as [string, string]),
  )('of %s is %s', (name, core) => {
    expect(companyCore(name)).toBe(core)
  })

  test('of a core is the core, and is never nothing', () => {
    const piece = fc.constantFrom(
      '北京',
      '苏州市',
      '青禾',
      '集团',
      '有限公司',
      '(上海)',
      '分公司',
      'Co., Ltd',
      ' ',
      '(',
      '科技',
      '股份',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ minLength: 1 }),
          fc.array(piece, { minLength: 1 }).map((all) => all.join('')),
        ),
        (raw) => {
          const core = companyCore(raw)
          expect(companyCore(core)).toBe(core)
          expect(core === '').toBe(raw.replace(/["'“”‘’「」『』《》〈〉【】]/g, '').trim() === '')
        },
      ),
      { numRuns: 2000 },
    )
  })
})

const truth = '../shared/data/cn-vectors/companynameparser/groundtruth.txt'
const registry = '../shared/data/cn-companies/companies.csv'

describe.skipIf(!existsSync(truth))('real names (skipped where ../shared/data is absent)', () => {
  test('the brand is in the core of at least 99 % of the marked names', () => {
    const marked = readFileSync(truth, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, brand]) => brand)
    const kept = marked.filter(([name = '', brand = '']) => companyCore(name).includes(simplified(brand)))
    expect(marked.length).toBeGreaterThan(450)
    expect(kept.length / marked.length).toBeGreaterThanOrEqual(0.99)
  })

  test('14,437 registered companies: a core each, the same twice, and branches apart from their parents', () => {
    const names = readFileSync(registry, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0] ?? '')
    const cores = new Map(names.map((name) => [name, companyCore(name.normalize('NFKC'))]))
    expect([...cores.values()].filter((core) => core === '' || companyCore(core) !== core)).toEqual([])
    const branches = names.filter((name) => name.endsWith('分公司'))
    expect(branches.length).toBeGreaterThan(100)
    expect(branches.filter((name) => !cores.get(name)?.includes('分公司'))).toEqual([])
  })
})
