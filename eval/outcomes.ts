import type { Cell, Column, History } from '../server/rooms/score/decide/learned/history.ts'
import { readSheet } from './sets.ts'

/** Words that a label column says won and lost with. */
const yes = new Set(['1', 'true', 'yes', 'y', 'won', 'converted', 'success', '是', '成交', '赢单', '转化'])
const no = new Set([
  '0',
  'false',
  'no',
  'n',
  'lost',
  'unconverted',
  'failure',
  '否',
  '未成交',
  '输单',
  '未转化',
])
/** A column with as many answers as this share of its rows is a name or a number of something: it says nothing of the next. */
const NAMES = 0.5
const NUMBERS = 0.95

/** Leads with outcomes from any table a spreadsheet program writes, oldest first. `left`: columns that say nothing, and why. */
export interface Outcomes {
  readonly history: History
  readonly left: readonly { readonly key: string; readonly why: string }[]
}

/** Reads a table; `label` names the column of the outcome, `time` one of dates or rising numbers. */
export async function readOutcomes(file: string, label: string, time: string): Promise<Outcomes> {
  const { header, rows } = await readSheet(file)
  const column = (name: string) => {
    const at = header.indexOf(name)
    if (at < 0) throw new Error(`${file} has no column "${name}"; it has ${header.join(', ')}`)
    return rows.map((row) => (row[at] ?? '').trim())
  }
  const moments = column(time).map((text) => momentOf(text, time))
  const order = rows.map((_, i) => i).toSorted((a, b) => moments[a]! - moments[b]!)
  const outcomes = column(label)
  const labels = Uint8Array.from(order, (i) => labelOf(outcomes[i]!, label))
  const columns: Column[] = []
  const left: Outcomes['left'][number][] = []
  for (const key of header) {
    if (key === label || key === time) continue
    const cells = column(key)
    const read = readColumn(
      key,
      order.map((i) => cells[i]!),
      order.map((i) => moments[i]!),
    )
    if ('why' in read) left.push(read)
    else columns.push(read)
  }
  return { history: { columns, labels }, left }
}

function labelOf(text: string, name: string): number {
  const word = text.toLowerCase()
  if (yes.has(word)) return 1
  if (no.has(word)) return 0
  throw new Error(`${name} says "${text}": it must be one of ${[...yes, ...no].join(', ')}`)
}

const DAY = 86_400_000
const date = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/

const dayOf = (text: string) => (date.test(text) ? Date.parse(text.replace(/[/.]/g, '-')) / DAY : NaN)

function momentOf(text: string, name: string): number {
  const moment = text === '' ? NaN : Number.isNaN(Number(text)) ? dayOf(text) : Number(text)
  if (Number.isNaN(moment))
    throw new Error(`${name} says "${text}": it must be a date or a number that rises`)
  return moment
}

function readColumn(
  key: string,
  cells: readonly string[],
  moments: readonly number[],
): Column | { key: string; why: string } {
  const filled = cells.filter((text) => text !== '')
  const different = new Set(cells)
  if (different.size < 2) return { key, why: 'one answer only' }
  const asNumbers = numbersOf(cells)
  if (asNumbers.filter((value) => value !== null).length >= NUMBERS * filled.length) {
    const rising = asNumbers.every(
      (value, i) => value !== null && (i === 0 || Number(value) >= Number(asNumbers[i - 1])),
    )
    if (rising) return { key, why: 'it goes with time' }
    return { key, kind: 'number', values: asNumbers }
  }
  const days = cells.map(dayOf)
  // How long before the lead a day lay; the day itself never comes again
  if (days.filter((day) => !Number.isNaN(day)).length >= NUMBERS * filled.length)
    return {
      key,
      kind: 'number',
      values: days.map((day, i): Cell => (Number.isNaN(day) ? null : moments[i]! - day)),
    }
  if (different.size > NAMES * cells.length) return { key, why: 'a different answer for nearly everybody' }
  return { key, kind: 'choice', values: cells.map((text) => (text === '' ? null : text)) }
}

const numbersOf = (cells: readonly string[]): Cell[] =>
  cells.map((text) => (text === '' || Number.isNaN(Number(text)) ? null : Number(text)))
