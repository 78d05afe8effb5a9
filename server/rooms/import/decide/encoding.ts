/** What pieces of a file say about its encoding; filled by `weigh`, read by `judgeEncoding`. */
export interface Evidence {
  /** Characters of several bytes that are, and bytes that cannot be, UTF-8. */
  utf8: number
  notUtf8: number
  /** Runs of bytes above 127, and those of one byte alone. */
  runs: number
  loneRuns: number
}

export function noEvidence(): Evidence {
  return { utf8: 0, notUtf8: 0, runs: 0, loneRuns: 0 }
}

/** Adds a piece's evidence. A character cut off at either edge of the piece is not held against it. */
export function weigh(evidence: Evidence, bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length;) {
    if (bytes[i]! < 0x80) {
      i++
      continue
    }
    let run = i + 1
    while (run < bytes.length && bytes[run]! >= 0x80) run++
    evidence.runs++
    if (run - i === 1) evidence.loneRuns++
    weighRun(evidence, bytes, { from: i, to: run })
    i = run
  }
}

function weighRun(evidence: Evidence, bytes: Uint8Array, { from, to }: { from: number; to: number }): void {
  let i = from
  // Only at the very start can continuation bytes belong to a character of the piece before.
  if (from === 0) while (i < Math.min(to, 3) && (bytes[i]! & 0xc0) === 0x80) i++
  while (i < to) {
    const length = utf8Length(bytes[i]!)
    const continued = length > 0 && allContinue(bytes, i + 1, Math.min(i + length, to))
    if (continued && i + length > bytes.length) return
    if (continued && i + length <= to) {
      evidence.utf8++
      i += length
    } else {
      evidence.notUtf8++
      i++
    }
  }
}

/** How many bytes a UTF-8 character beginning with this byte has; 0 when none begins so. */
function utf8Length(byte: number): number {
  if (byte >= 0xc2 && byte <= 0xdf) return 2
  if (byte >= 0xe0 && byte <= 0xef) return 3
  return byte >= 0xf0 && byte <= 0xf4 ? 4 : 0
}

function allContinue(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if ((bytes[i]! & 0xc0) !== 0x80) return false
  return true
}

/**
 * The encoding of text that is not valid UTF-8 throughout:
 * - UTF-8 with a few broken bytes, when at least four characters stand for each of them (GBK text read as
 *   UTF-8 has about four broken bytes for one that happens to fit);
 * - windows-1252, when bytes above 127 stand alone (é in Hélène): GB18030 has them in pairs;
 * - else GB18030, of which GBK and GB2312 are parts.
 */
export function judgeEncoding({ utf8, notUtf8, runs, loneRuns }: Evidence): string {
  if (utf8 >= 4 * notUtf8) return 'utf-8'
  return loneRuns > 0.8 * runs ? 'windows-1252' : 'gb18030'
}

/**
 * UTF-16 told by its zero bytes, BOM or none: half of each ASCII character is one. Chinese text holds
 * ASCII too (line breaks, delimiters, digits); text in any other encoding holds no zero bytes at all.
 */
export function judgeUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const zeros = [0, 0]
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i & 1]!++
  const [even, odd] = zeros as [number, number]
  const enough = Math.max(2, head.length / 200)
  if (odd > enough && odd > 8 * even) return 'utf-16le'
  return even > enough && even > 8 * odd ? 'utf-16be' : undefined
}

/** Whether the bytes are no text at all: more than one in twenty is a control character. */
export function looksBinary(head: Uint8Array): boolean {
  let controls = 0
  for (const byte of head) {
    if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) controls++
  }
  return controls > head.length / 20
}
