import { existsSync } from 'node:fs'
import type { Result } from '../bench/report.ts'
import { scan } from '../server/rooms/match/decide/likely/scan.ts'
import { tableOf } from '../server/rooms/match/decide/likely/table.ts'
import { columnsOf } from './columns.ts'
import { evalCompanies } from './companies.ts'
import { type Labelled, readFile, readSets } from './sets.ts'
import { pairwise } from './truth.ts'

interface Wanted {
  readonly dir: string
  readonly file: string | undefined
  readonly truth: string | undefined
  /** Of the variants of company names. */
  readonly seed: number
  readonly note: (text: string) => void
}

/**
 * Precision, recall and F1 over the pairs of the clusters that the users' scan makes, with the thresholds users have:
 * on public sets with known truth, or on any file with a column that tells it.
 */
export async function evalMatch({ dir, file, truth, seed, note }: Wanted): Promise<Result[]> {
  if (file && truth) return judge(await readFile(file, truth), { floor: null, note })
  if (!existsSync(dir)) throw new Error(`there is no data in ${dir}: say where with --data-dir`)
  const results: Result[] = []
  for (const { floor, ...set } of await readSets(dir)) results.push(...judge(set, { floor, note }))
  return [...results, ...(await evalCompanies(dir, { seed, note }))]
}

function judge(
  { name, header, rows, truth }: Labelled,
  { floor, note }: { floor: number | null; note: (text: string) => void },
): Result[] {
  const from = performance.now()
  const given = columnsOf(header, rows)
  const table = tableOf(given, rows.length)
  const { clusters, compared, edges } = scan(table)
  const labels = rows.map((_, i) => i)
  for (const cluster of clusters) for (const row of cluster) labels[row] = cluster[0]!
  const { precision, recall, f1 } = pairwise(labels, truth)
  const fields = table.columns.map(({ field, kind }) => `${field} as ${kind}`).join(', ')
  const seconds = ((performance.now() - from) / 1000).toFixed(1)
  note(
    `${name}: ${rows.length} rows, ${fields}; ${compared} pairs compared, ${edges.length} told, ${seconds} s`,
  )
  const goal = floor === null ? '' : `≥ ${floor}`
  const part = (what: string, value: number) => ({ ...plain(`${name} ${what}`, value), goal: '', ok: true })
  return [
    part('precision', precision),
    part('recall', recall),
    { ...plain(`${name} f1`, f1), goal, ok: floor === null || f1 >= floor },
  ]
}

/** A share, which nature sets no limit but one. */
function plain(name: string, value: number): Omit<Result, 'goal' | 'ok'> {
  return { name, value, unit: '', limit: 1, ratio: value }
}
