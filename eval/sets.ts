import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openSheet } from '../server/rooms/import/adapters/sheet.ts'

/** Rows of which it is known which are one. */
export interface Labelled {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** By row; equal where rows are one. */
  readonly truth: readonly string[]
}

/** The public sets with the F1 each must reach; columns that tell the truth, or hold an unfair key, are left out. */
export async function readSets(dir: string): Promise<(Labelled & { floor: number })[]> {
  return [
    { ...(await readFebrl(dir, 1)), floor: 0.99 },
    { ...(await readFebrl(dir, 2)), floor: 0.99 },
    { ...readFodors(dir), floor: 0.95 },
    { ...(await readFile(path.join(dir, 'splink', 'fake_1000.csv'), 'cluster')), name: 'fake', floor: 0.83 },
  ]
}

/** Any table a spreadsheet program writes; `truth` names the column that says who is one. */
export async function readFile(file: string, truth: string): Promise<Labelled> {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`)
  const { header, rows } = await readSheet(file)
  const at = header.indexOf(truth)
  if (at < 0) throw new Error(`${file} has no column "${truth}"; it has ${header.join(', ')}`)
  const labels = rows.map((row) => (row[at] ?? '').trim())
  return { name: path.parse(file).name, truth: labels, ...without({ header, rows }, [truth]) }
}

interface Sheet {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A file as an import reads it. */
export async function readSheet(file: string): Promise<Sheet> {
  const { understood, rows, close } = await openSheet(file)
  try {
    const read: (readonly string[])[] = []
    for await (const chunk of rows) read.push(...chunk.map(({ cells }) => cells))
    return { header: understood.columns, rows: read }
  } finally {
    close()
  }
}

function without({ header, rows }: Sheet, names: readonly string[]): Sheet {
  const kept = header.flatMap((name, i) => (names.includes(name) ? [] : [i]))
  const pick = (cells: readonly string[]) => kept.map((i) => cells[i] ?? '')
  return { header: pick(header), rows: rows.map(pick) }
}

/** rec-N-org and rec-N-dup-K are one. */
async function readFebrl(dir: string, n: number): Promise<Labelled> {
  const sheet = await readSheet(path.join(dir, 'febrl', `dataset${n}.csv`))
  const at = sheet.header.indexOf('rec_id')
  const truth = sheet.rows.map((row) => /^rec-(\d+)-/.exec((row[at] ?? '').trim())?.[1] ?? '')
  return { name: `febrl${n}`, truth, ...without(sheet, ['rec_id', 'soc_sec_id']) }
}

/** Both lists as one, as a user who imports both has them. */
function readFodors(dir: string): Labelled {
  const read = (name: string) =>
    quotedRows(readFileSync(path.join(dir, 'fodors-zagats', `${name}.csv`), 'utf8'))
  const [fodors, zagats, matches] = [read('fodors'), read('zagats'), read('matches_fodors_zagats')]
  const twinOf = new Map(matches.slice(1).map(([fodor, zagat]) => [zagat, `f${fodor}`]))
  const truth = [
    ...fodors.slice(1).map(([id]) => `f${id}`),
    ...zagats.slice(1).map(([id]) => twinOf.get(id) ?? `z${id}`),
  ]
  const rows = [...fodors.slice(1), ...zagats.slice(1)]
  return { name: 'fodors', truth, ...without({ header: fodors[0]!, rows }, ['id', 'class']) }
}

/** Cells between commas, some in single quotes with \ before a quote inside: no spreadsheet program writes it so. */
function quotedRows(text: string): string[][] {
  const cell = /(?:'((?:\\.|[^'\\])*)'|([^,\n]*))(,|\n|$)/gy
  const rows: string[][] = [[]]
  for (const [whole, quoted, bare, end] of text.trim().matchAll(cell)) {
    if (whole === '' && rows.at(-1)!.length === 0) break
    rows.at(-1)!.push(quoted === undefined ? (bare ?? '').trim() : quoted.replace(/\\(.)/g, '$1').trim())
    if (end === '') break
    if (end === '\n') rows.push([])
  }
  return rows
}
