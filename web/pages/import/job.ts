import type { ImportJob, listImportRows, readImport } from '../../../contract/import.ts'
import type { Reply } from '../../app/api.ts'
import type { Lang } from '../../app/language.tsx'
import { localeOf } from '../../ui/format.ts'

export type Job = Reply<typeof readImport>
export type JobState = ImportJob['state']
export type Fate = 'new' | 'held' | 'in_file' | 'invalid' | 'unreadable'
export type ImportRow = Reply<typeof listImportRows>['items'][number]

/** In the order they are shown: what will be worked first, what needs mending next. */
export const fateOrder: readonly Fate[] = ['new', 'held', 'invalid', 'in_file', 'unreadable']

/** States in which the server is at work, so that the page asks again by itself. */
export const moving: ReadonlySet<JobState> = new Set(['reading', 'checking', 'running', 'undoing'])

/** What the server understood of a file, as far as it says so. */
export interface Understood {
  kind: string
  encoding: string
  delimiter: string
  sheetName: string
  sheets: readonly string[]
  /** As the spreadsheet counts; 0 when there is none. */
  headerRow: number | undefined
  columns: number
  /** The columns go where they went the last time such a file came. */
  remembered: boolean
}

export function understoodOf({ understood: said, mapping }: Pick<Job, 'understood' | 'mapping'>): Understood {
  const text = (key: string) => (typeof said[key] === 'string' ? said[key] : '')
  const list = (key: string): unknown[] => (Array.isArray(said[key]) ? said[key] : [])
  return {
    kind: text('kind'),
    encoding: text('encoding'),
    delimiter: text('delimiter'),
    sheetName: text('sheetName'),
    sheets: list('sheets').map(String),
    headerRow: typeof said['headerRow'] === 'number' ? said['headerRow'] : undefined,
    columns: list('columns').length || mapping.length,
    remembered: Boolean(said['remembered']),
  }
}

/** The steps somebody goes through, and at which one an import stands. */
export const steps = ['stepMap', 'stepCheck', 'stepRun', 'stepReport'] as const

export function stepOf(state: JobState): number {
  if (state === 'reading' || state === 'mapping') return 0
  if (state === 'checking' || state === 'ready') return 1
  return state === 'running' || state === 'failed' ? 2 : 3
}

/** A number as one reads it: 8,120. */
export const figure = (count: number, lang: Lang): string => count.toLocaleString(localeOf(lang))

/** The rows an import would bring in: all but those left out for sure. */
export function sumOf(counts: Readonly<Record<string, number>>, keys: readonly string[]): number {
  return keys.reduce((sum, key) => sum + (counts[key] ?? 0), 0)
}
