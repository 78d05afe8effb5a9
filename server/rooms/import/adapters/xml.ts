import type { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import { refuse } from '../../../../contract/refusals.ts'
import type { Zip } from './zip.ts'
import { zipRefusal } from './zip.ts'

export type Attributes = Readonly<Record<string, string>>

/** What to do at each element; names come without their namespace's prefix. */
export interface XmlHandlers {
  open(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

/** Characters without a tag among them that a part may hold: saxes gathers them in one string. */
const TEXT_CAP = 16 << 20

/**
 * Reads a part of a workbook as XML, handing control back after every piece of it so that what the
 * handlers gathered can be passed on. Entities a document defines itself are not expanded (saxes knows
 * none). Refuses import.damaged, import.zip_bomb, import.too_large.
 */
export async function* readXml(zip: Zip, part: string, handlers: XmlHandlers): AsyncGenerator<void> {
  let untagged = 0
  const parser = new SaxesParser({ position: false })
  parser.on('opentag', ({ name, attributes }) => {
    untagged = 0
    handlers.open(localName(name), attributes as Attributes)
  })
  parser.on('closetag', ({ name }) => {
    untagged = 0
    handlers.close?.(localName(name))
  })
  const { text } = handlers
  if (text) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  parser.on('error', () => {
    throw refuse('import.damaged', { part })
  })
  try {
    for await (const piece of decoded(await zip.read(part))) {
      untagged += piece.length
      parser.write(piece)
      if (untagged > TEXT_CAP) throw refuse('import.too_large', { size: part, limit: '16 MB' })
      yield
    }
    parser.close()
  } catch (error) {
    throw zipRefusal(error)
  }
}

/** Reads a part to its end. */
export async function readWholeXml(zip: Zip, part: string, handlers: XmlHandlers): Promise<void> {
  for await (const _ of readXml(zip, part, handlers)) {
    // The handlers have it all.
  }
}

async function* decoded(stream: Readable): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  try {
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      decoder ??= new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8')
      yield decoder.decode(bytes, { stream: true })
    }
    yield decoder?.decode() ?? ''
  } finally {
    stream.destroy()
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** An attribute by its local name: r:id in most files, other prefixes in some. */
export function attributeOf(attributes: Attributes, name: string): string | undefined {
  return attributes[name] ?? Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1]
}
