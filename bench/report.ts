import { cpus, totalmem } from 'node:os'

/** One measured number beside the limit it is held against. `ratio` is value / limit in the same unit. */
export interface Result {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** Measured in the same run on the same data; null where nature sets none. */
  readonly limit: number | null
  readonly ratio: number | null
  /** What DESIGN.md asks, in words. */
  readonly goal: string
  readonly ok: boolean
}

/** A bench: what `npm run bench -- NAME` runs. */
export interface Bench {
  readonly summary: string
  /** Leads, unless told by --size. */
  readonly size: number
  readonly run: (size: number, note: (text: string) => void) => Promise<Result[]>
}

/** What the numbers were measured on. */
export function machine(postgres: string) {
  const [cpu] = cpus()
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    postgres,
    platform: `${process.platform} ${process.arch}`,
  }
}

/** The p-th percentile (0–100) of what was measured, nearest rank. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? NaN
}

/** The report as a table for people. */
export function table(results: readonly Result[]): string {
  const rows = results.map(({ name, value, unit, limit, ratio, goal, ok }) => [
    ok ? '✓' : '✗',
    name,
    `${round(value)} ${unit}`,
    limit === null ? '' : `${round(limit)} ${unit}`,
    ratio === null ? '' : `× ${round(ratio)}`,
    goal,
  ])
  const head = ['', 'what', 'measured', 'limit', 'ratio', 'goal']
  const widths = head.map((word, i) => Math.max(word.length, ...rows.map((row) => row[i]?.length ?? 0)))
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function round(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
