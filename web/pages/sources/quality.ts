import type { QualityLine } from '../../../contract/quality.ts'

export const shares = ['complete', 'valid', 'duplicate', 'reachable', 'qualified', 'converted'] as const
export type Share = (typeof shares)[number]

/** A source, or one of its batches, over all the weeks. */
export interface QualityRow extends Omit<QualityLine, 'week'> {
  readonly key: string
  /** By week, the oldest first; null where nothing came. */
  readonly trends: Readonly<Record<Share, readonly (number | null)[]>>
}

/** What a share is a share of: of all that came, or of the leads that were made. */
const weightOf = (share: Share, { arrivals, leads }: Pick<QualityLine, 'arrivals' | 'leads'>): number =>
  share === 'duplicate' || share === 'complete' ? arrivals : leads

/** The weeks of each source and batch as one row, those that bring most first. */
export function gather(lines: readonly QualityLine[], weeks: readonly string[]): QualityRow[] {
  const groups = Map.groupBy(lines, ({ sourceId, batch }) => `${sourceId} ${batch.kind} ${batch.id ?? ''}`)
  return [...groups].map(([key, theirs]) => rowOf(key, theirs, weeks)).sort((a, b) => b.arrivals - a.arrivals)
}

function rowOf(key: string, lines: readonly QualityLine[], weeks: readonly string[]): QualityRow {
  const [first] = lines as [QualityLine]
  const sum = (of: 'arrivals' | 'leads') => lines.reduce((total, line) => total + line[of], 0)
  const byWeek = new Map(lines.map((line) => [line.week, line]))
  const mean = (share: Share) => weighed(lines.map((line) => [line[share], weightOf(share, line)]))
  const trend = (share: Share) => weeks.map((week) => byWeek.get(week)?.[share] ?? null)
  const each = <T>(of: (share: Share) => T) =>
    Object.fromEntries(shares.map((share) => [share, of(share)])) as Record<Share, T>
  return {
    key,
    sourceId: first.sourceId,
    sourceName: first.sourceName,
    batch: first.batch,
    arrivals: sum('arrivals'),
    leads: sum('leads'),
    ...each(mean),
    medianHoursToFollowup: weighed(lines.map((line) => [line.medianHoursToFollowup, line.leads])),
    trends: each(trend),
  }
}

function weighed(parts: readonly (readonly [value: number | null, weight: number])[]): number | null {
  const known = parts.filter(([value, weight]) => value !== null && weight > 0)
  const whole = known.reduce((sum, [, weight]) => sum + weight, 0)
  return whole === 0 ? null : known.reduce((sum, [value, weight]) => sum + (value ?? 0) * weight, 0) / whole
}

/** A file of the lines, week by week: UTF-8 with BOM, formulas escaped. */
export function csvOf(lines: readonly QualityLine[], header: readonly string[]): string {
  const rows = lines.map((line) => [
    line.sourceName,
    line.batch.name ?? line.batch.kind,
    line.week,
    line.arrivals,
    line.leads,
    ...shares.map((share) => line[share]),
    line.medianHoursToFollowup,
  ])
  return `\uFEFF${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(value: string | number | null): string {
  const text = String(value ?? '')
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
