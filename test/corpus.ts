import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface CorpusCase {
  readonly raw: string
  readonly expected: string
}

const escapes: Readonly<Record<string, string>> = { '\\t': '\t', '\\n': '\n', '\\\\': '\\' }
const plain = (cell: string) => cell.replace(/\\[tn\\]/g, (escape) => escapes[escape] ?? escape)

/**
 * The cases of test/corpus/NAME.tsv: what was written, TAB, what it is read as. `#` begins a comment line; `\t`, `\n` and
 * `\\` are escapes.
 */
export function corpus(name: string): CorpusCase[] {
  const path = fileURLToPath(new URL(`corpus/${name}.tsv`, import.meta.url))
  const lines = readFileSync(path, 'utf8').split('\n')
  const told = lines.filter((line) => line && !line.startsWith('#'))
  return told.map((line) => {
    const [raw = '', expected = ''] = line.split('\t')
    return { raw: plain(raw), expected: plain(expected) }
  })
}
