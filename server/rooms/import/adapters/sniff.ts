import { open } from 'node:fs/promises'
import { refuse } from '../../../../contract/refusals.ts'
import type { SheetKind } from './source.ts'
import { openZip } from './zip.ts'

const HEAD = 1 << 16

const signatures: readonly (readonly [bytes: string, format: string])[] = [
  ['%PDF', 'PDF'],
  ['\x89PNG', 'PNG'],
  ['\xff\xd8\xff', 'JPEG'],
  ['GIF8', 'GIF'],
  ['Rar!', 'RAR'],
  ['7z\xbc\xaf', '7z'],
  ['\x1f\x8b', 'gzip'],
  ['SQLite format 3', 'SQLite'],
]

const ZIP = 'PK\x03\x04'
const EMPTY_ZIP = 'PK\x05\x06'
/** Compound File Binary: .xls, and .xlsx with a password. */
const COMPOUND = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'

/**
 * What a file is by its content, and its first 64 KB. Refuses import.empty, import.unsupported_format,
 * import.password_protected, and what openZip refuses.
 */
export async function sniffFile(path: string): Promise<{ kind: SheetKind; head: Buffer }> {
  const head = await readAt(path, 0)
  if (head.length === 0) throw refuse('import.empty')
  const start = head.toString('latin1', 0, 1024)
  const known = signatures.find(([bytes]) => start.startsWith(bytes))
  if (known) throw refuse('import.unsupported_format', { format: known[1] })
  if (start.startsWith(COMPOUND)) {
    if (await isEncrypted(path, head)) throw refuse('import.password_protected')
    return { kind: 'xls', head }
  }
  if (start.startsWith(ZIP) || start.startsWith(EMPTY_ZIP)) return { kind: await sniffZip(path), head }
  return { kind: sniffText(start), head }
}

/** A workbook with a password is a stream of this name inside a compound file; its directory tells. */
async function isEncrypted(path: string, head: Buffer): Promise<boolean> {
  const sector = 1 << head.readUInt16LE(30)
  const directory = await readAt(path, (head.readUInt32LE(48) + 1) * sector)
  return directory.includes(Buffer.from('EncryptedPackage', 'utf16le'))
}

async function readAt(path: string, position: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, position)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Tables that other systems call .xls: a web page, or Excel 2003's XML. */
function sniffText(start: string): SheetKind {
  const text = start.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (/^(<!doctype html|<html|<table|<head|<meta)/i.test(text)) return 'html'
  if (/^\x09[\x00\x02\x04\x08]\x06\x00/.test(start)) return 'xls'
  return text.startsWith('<?xml') && /<\?mso-application|office:spreadsheet/.test(text) ? 'xml' : 'csv'
}

async function sniffZip(path: string): Promise<SheetKind> {
  const zip = await openZip(path)
  zip.close()
  const names = zip.names.map((name) => name.toLowerCase())
  if (names.some((name) => name.endsWith('workbook.bin'))) return 'xlsb'
  if (names.includes('_rels/.rels') || names.some((name) => name.endsWith('/workbook.xml'))) return 'xlsx'
  if (names.includes('content.xml')) return 'ods'
  if (names.some((name) => name.endsWith('.iwa') || name.endsWith('index.zip'))) return 'numbers'
  throw refuse('import.unsupported_format', { format: 'ZIP' })
}
