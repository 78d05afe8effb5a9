import path from 'node:path'
import type { Result } from '../bench/report.ts'
import { companyCore } from '../server/lead/company.ts'
import { scan } from '../server/rooms/match/decide/likely/scan.ts'
import { tableOf } from '../server/rooms/match/decide/likely/table.ts'
import { columnsOf } from './columns.ts'
import { companyVariants } from './company-variants.ts'
import { readSheet } from './sets.ts'

/** Every so manieth company comes a second time, its name written in another way. */
const EACH = 3
/** More than there are companies: no company rolls the same dice for two seeds. */
const OTHERWISE = 100_003

/**
 * Real companies with variants of their names: each variant must find its company, and no company another one, least of
 * all its own branch or one of the same core elsewhere. The credit code, which would tell, is left out. Another seed takes
 * other companies and writes them otherwise.
 */
export async function evalCompanies(
  dir: string,
  { seed, note }: { seed: number; note: (text: string) => void },
): Promise<Result[]> {
  const { header, rows } = await readSheet(path.join(dir, 'cn-companies', 'companies.csv'))
  const at = (name: string) => header.indexOf(name)
  const [name, region, district] = [at('企业名称'), at('所在省份'), at('地区')]
  const held = rows.map((row) => [row[name] ?? '', `${row[region]}${row[district]}`])
  const variants = held.flatMap(([company = '', place = ''], of) => {
    const made = of % EACH === seed % EACH ? companyVariants(company, of + seed * OTHERWISE) : []
    const one = made[(Math.floor(of / EACH) + seed) % made.length]
    return one ? [{ of, kind: one.kind, row: [one.name, place] }] : []
  })
  const all = [...held, ...variants.map(({ row }) => row)]
  const { clusters } = scan(tableOf(columnsOf(['公司名称', '地区'], all), all.length))
  const labels = all.map((_, i) => i)
  for (const cluster of clusters) for (const row of cluster) labels[row] = cluster[0]!
  const found = variants.filter(({ of }, i) => labels[of] === labels[held.length + i])
  for (const kind of new Set(variants.map((each) => each.kind)))
    note(`companies ${kind}: ${share(found, kind)} of ${share(variants, kind)} found`)
  const mixed = clusters.filter((cluster) => new Set(cluster.flatMap((row) => held[row]?.[0] ?? [])).size > 1)
  note(`companies: ${mixed.length} of ${clusters.length} clusters hold companies of different names`)
  const recall = found.length / variants.length
  const wrong = falseMerges(held, labels)
  return [
    {
      name: 'companies recall',
      value: recall,
      unit: '',
      limit: 1,
      ratio: recall,
      goal: '≥ 0.95',
      ok: recall >= 0.95,
    },
    {
      name: 'companies false merges',
      value: wrong,
      unit: 'pairs',
      limit: null,
      ratio: null,
      goal: '0',
      ok: wrong === 0,
    },
  ]
}

const share = (of: readonly { kind: string }[], kind: string) =>
  of.filter((each) => each.kind === kind).length

/** Pairs of different companies of one core, branches among them, that were put together. */
function falseMerges(held: readonly (readonly string[])[], labels: readonly number[]): number {
  const cores = held.map(([name = '']) =>
    companyCore(name.replace(/[^司]*(?:分公司|支公司|营业部|分店|门市部|办事处)$/, '')),
  )
  const groups = Map.groupBy(
    held.map((_, i) => i),
    (i) => cores[i],
  )
  let wrong = 0
  for (const group of groups.values())
    for (let i = 0; i < group.length; i++)
      for (let j = i + 1; j < group.length; j++)
        if (labels[group[i]!] === labels[group[j]!] && held[group[i]!]![0] !== held[group[j]!]![0]) wrong++
  return wrong
}
