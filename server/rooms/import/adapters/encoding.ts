import { isAscii, isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import iconv from 'iconv-lite'
import { refuse } from '../../../../contract/refusals.ts'
import { judgeEncoding, judgeUtf16, looksBinary, noEvidence, weigh } from '../decide/encoding.ts'

export interface EncodingFound {
  encoding: string
  /** Bytes of the byte order mark; 0 when there is none. */
  bomBytes: number
}

const PIECE = 1 << 16

/** Bytes of the longest beginning of `bytes` that does not end inside a UTF-8 character. */
function wholeLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte >= 0xc0) return bytes.length - back
    if (byte < 0x80) break
  }
  return bytes.length
}

/**
 * The encoding of a text file, `head` being its first 64 KB. The whole file is read unless it begins with a
 * BOM or is UTF-16: an export with English headers may hold its first Chinese name a million rows down.
 * Refuses import.unsupported_format for what is no text, import.encoding_unknown for 7-bit ISO-2022.
 */
export async function findEncoding(path: string, head: Buffer): Promise<EncodingFound> {
  const mark = bomOf(head)
  // Some writers get the mark backwards; the zero bytes tell the truth.
  const wide = judgeUtf16(mark ? head.subarray(mark.bomBytes) : head)
  if (wide && mark?.encoding !== 'utf-8') return { encoding: wide, bomBytes: mark?.bomBytes ?? 0 }
  if (mark) return mark
  if (head.includes('\x1b$')) throw refuse('import.encoding_unknown', { encoding: 'ISO-2022' })
  if (looksBinary(head)) throw refuse('import.unsupported_format', { format: 'binary' })
  return { encoding: await weighFile(path), bomBytes: 0 }
}

function bomOf(head: Buffer): EncodingFound | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bomBytes: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 }
  return undefined
}

/** How much a whole piece of valid UTF-8 weighs; counting its characters would cost more than it tells. */
const PIECE_WEIGHT = 100

async function weighFile(path: string): Promise<string> {
  const evidence = noEvidence()
  let carry: Buffer = Buffer.alloc(0)
  let valid = true
  for await (const chunk of createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>) {
    const bytes = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk
    const whole = bytes.subarray(0, wholeLength(bytes))
    carry = bytes.subarray(whole.length)
    if (isAscii(whole)) continue
    if (isUtf8(whole)) evidence.utf8 += PIECE_WEIGHT
    else {
      valid = false
      weigh(evidence, whole)
    }
  }
  // A file cut inside its last character is UTF-8 still: that one row is told of when it is read.
  if (carry.length > 0 && valid && evidence.utf8 === 0)
    weigh(evidence, Buffer.concat([carry, Buffer.from('\n')]))
  return valid && evidence.notUtf8 === 0 ? 'utf-8' : judgeEncoding(evidence)
}

interface Decoder {
  write(bytes: Buffer): string
  end(): string | undefined
}

/** A decoder that takes pieces cut anywhere, and writes U+FFFD for what is not in the encoding. */
function decoderOf(encoding: string): Decoder {
  if (/^utf-?(8|16le|16be)$/i.test(encoding)) {
    // The native one replaces lone surrogates too, which PostgreSQL would refuse.
    const decoder = new TextDecoder(encoding.replace(/^utf-?/i, 'utf-'), { ignoreBOM: true })
    return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
  }
  if (!iconv.encodingExists(encoding)) throw refuse('import.encoding_unknown', { encoding })
  return iconv.getDecoder(encoding)
}

/**
 * The file's text in pieces, its BOM left out. What is not in the encoding comes as U+FFFD, and so does a
 * zero byte (PostgreSQL holds none): the reader of rows tells the place of each. Refuses
 * import.encoding_unknown.
 */
export async function* readText(path: string, { encoding, bomBytes }: EncodingFound): AsyncGenerator<string> {
  const decoder = decoderOf(encoding)
  const clean = (text: string) => (text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text)
  const stream = createReadStream(path, { start: bomBytes, highWaterMark: PIECE })
  for await (const bytes of stream as AsyncIterable<Buffer>) yield clean(decoder.write(bytes))
  yield clean(decoder.end() ?? '')
}
