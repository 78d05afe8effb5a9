/** A spreadsheet's name of a column: 0 → A, 25 → Z, 26 → AA. */
export function letters(index: number): string {
  let name = ''
  for (let i = index + 1; i > 0; i = Math.floor((i - 1) / 26)) {
    name = String.fromCharCode(65 + ((i - 1) % 26)) + name
  }
  return name
}

/** The column of a cell reference, from 0: 'AB12' → 27. -1 when it holds no letters. */
export function columnOf(ref: string): number {
  let column = 0
  for (let i = 0; i < ref.length; i++) {
    const code = ref.charCodeAt(i) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}

/**
 * One distinct name per column: the header's, trimmed, line breaks as spaces; the column's letters where
 * it has none; ' (2)', ' (3)' … where a name comes again, since a remembered mapping goes by name.
 */
export function nameColumns(header: readonly string[], width: number): string[] {
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, i) => {
    const name = (header[i] ?? '').replace(/\s+/g, ' ').trim() || letters(i)
    let distinct = name
    for (let again = 2; taken.has(distinct); again++) distinct = `${name} (${again})`
    taken.add(distinct)
    return distinct
  })
}
