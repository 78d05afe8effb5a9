import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One case of a golden corpus: a cell as somebody wrote it, and what a reader should make of it. */
export interface Case {
  readonly raw: string
  readonly expected: string
  /** Further columns, where a corpus has some. */
  readonly more: readonly string[]
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' }

const unescaped = (text: string) =>
  text.replace(/\\(?:u([0-9a-f]{4})|([tnr\\]))/gi, (_, unit: string | undefined, name: string | undefined) =>
    unit ? String.fromCharCode(Number.parseInt(unit, 16)) : (escapes[name ?? ''] ?? ''),
  )

/**
 * The cases of test/corpus/NAME.tsv: raw TAB expected, a case a line; lines that begin with "# " are remarks. Invisible
 * characters are written \uXXXX, tabs and line ends \t \n \r, a backslash \\.
 */
export function corpus(name: string): Case[] {
  const text = readFileSync(join(import.meta.dirname, 'corpus', `${name}.tsv`), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => {
      const [raw = '', expected = '', ...more] = line.split('\t').map(unescaped)
      return { raw, expected, more }
    })
}

/** Reads every case; says what share came out as expected, and each that did not. */
export function judged(cases: readonly Case[], read: (one: Case) => string) {
  const failures = cases.flatMap((one) => {
    const got = read(one)
    return got === one.expected ? [] : [`${JSON.stringify(one.raw)} is ${one.expected}, not ${got}`]
  })
  return { cases: cases.length, share: 1 - failures.length / cases.length, failures }
}
