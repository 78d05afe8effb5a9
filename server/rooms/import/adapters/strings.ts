import { refuse } from '../../../../contract/refusals.ts'
import { CELL_CAP } from '../decide/row.ts'
import { caps } from './source.ts'
import { readWholeXml } from './xml.ts'
import { megabytes, type Zip } from './zip.ts'

/** Bytes of a block of text: more than any one string, which is CELL_CAP characters of at most 3 bytes. */
const BLOCK = 1 << 20
/** Strings a block of places holds. */
const PLACES = 1 << 16

/**
 * A workbook's string table as packed bytes: a third of what as many JavaScript strings take, and nothing
 * for the garbage collector to walk. Refuses import.too_large above `caps.strings`.
 */
export class StringTable {
  private readonly blocks: Buffer[] = []
  /** Where the last string of each block ends. */
  private readonly ends: number[] = []
  /** Where each string begins: block × BLOCK + offset. */
  private readonly places: Uint32Array[] = []
  private count = 0
  /** Bytes used of the last block; there is none yet. */
  private used = Infinity

  add(text: string): void {
    const cut = text.length > CELL_CAP ? text.slice(0, CELL_CAP + 1) : text
    if (this.used + cut.length * 3 > BLOCK) this.addBlock()
    if (this.count % PLACES === 0) this.addPlaces()
    const block = this.blocks.length - 1
    this.places.at(-1)![this.count++ % PLACES] = block * BLOCK + this.used
    this.used += this.blocks[block]!.write(cut, this.used)
    this.ends[block] = this.used
  }

  /** The string, one character over CELL_CAP where it was longer; undefined when there is none. */
  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.count)) return undefined
    const place = this.placeOf(index)
    const offset = place % BLOCK
    const block = (place - offset) / BLOCK
    const next = index + 1 < this.count ? this.placeOf(index + 1) - block * BLOCK : BLOCK
    return this.blocks[block]!.toString('utf8', offset, Math.min(next, this.ends[block]!))
  }

  private placeOf(index: number): number {
    return this.places[Math.floor(index / PLACES)]![index % PLACES]!
  }

  private addBlock(): void {
    this.checkHeld()
    this.blocks.push(Buffer.allocUnsafeSlow(BLOCK))
    this.used = 0
  }

  private addPlaces(): void {
    this.checkHeld()
    this.places.push(new Uint32Array(PLACES))
  }

  private checkHeld(): void {
    const held = this.blocks.length * BLOCK + this.places.length * PLACES * 4
    if (held > caps.strings)
      throw refuse('import.too_large', { size: megabytes(held), limit: megabytes(caps.strings) })
  }
}

/** Reads the string table; rich text comes as plain text, readings above Chinese characters are left out. */
export async function readStrings(zip: Zip, part: string | undefined): Promise<StringTable> {
  const table = new StringTable()
  if (!part) return table
  const gather = textGatherer()
  await readWholeXml(zip, part, {
    open: (name) => (name === 'si' ? gather.reset() : gather.open(name)),
    text: gather.text,
    close: (name) => (name === 'si' ? table.add(gather.value()) : gather.close(name)),
  })
  return table
}

/** Gathers the text of `<t>` elements, save those inside `<rPh>` (phonetic readings). */
export function textGatherer() {
  let value = ''
  let inText = false
  let inReading = false
  return {
    reset: () => {
      value = ''
      inText = inReading = false
    },
    open: (name: string) => {
      if (name === 't') inText = true
      else if (name === 'rPh') inReading = true
    },
    text: (text: string) => {
      if (inText && !inReading && value.length <= CELL_CAP) value += text
    },
    close: (name: string) => {
      if (name === 't') inText = false
      else if (name === 'rPh') inReading = false
    },
    value: () => unescapeText(value),
  }
}

/** `_x000D_` is how OOXML writes what XML cannot hold. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
