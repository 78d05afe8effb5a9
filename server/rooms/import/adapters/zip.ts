import type { Readable } from 'node:stream'
import yauzl from 'yauzl'
import { refuse, Refusal } from '../../../../contract/refusals.ts'
import { caps } from './source.ts'

export interface Zip {
  names: string[]
  /** A part's name as the archive spells it; writers disagree about case and slashes. */
  find(name: string): string | undefined
  /** A part's bytes, unpacked. Fails as soon as there are more of them than the archive said. */
  read(name: string): Promise<Readable>
  close(): void
}

/**
 * Opens an archive without unpacking it. Refuses import.zip_bomb by what its directory declares (and
 * reading fails where that lied), import.too_large, import.password_protected, import.damaged.
 */
export async function openZip(path: string): Promise<Zip> {
  try {
    const file = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false })
    try {
      return await list(file)
    } catch (error) {
      file.close()
      throw error
    }
  } catch (error) {
    throw zipRefusal(error)
  }
}

async function list(file: yauzl.ZipFile): Promise<Zip> {
  if (file.entryCount > caps.zipEntries) {
    throw refuse('import.too_large', { size: `${file.entryCount} parts`, limit: caps.zipEntries })
  }
  const entries = new Map<string, yauzl.Entry>()
  let unpacked = 0
  for await (const entry of file.eachEntry()) {
    if (entry.isEncrypted()) throw refuse('import.password_protected')
    unpacked += entry.uncompressedSize
    weighBomb(entry.uncompressedSize, entry.compressedSize)
    entries.set(entry.fileName.toLowerCase(), entry)
  }
  weighBomb(unpacked, file.fileSize)
  if (unpacked > caps.unpacked) {
    throw refuse('import.too_large', { size: megabytes(unpacked), limit: megabytes(caps.unpacked) })
  }
  const find = (name: string) => entries.get(name.toLowerCase())
  return {
    names: [...entries.values()].map((entry) => entry.fileName),
    find: (name) => find(name)?.fileName,
    read: async (name) => {
      const entry = find(name)
      if (!entry) throw refuse('import.damaged', { part: name })
      return file.openReadStreamPromise(entry)
    },
    close: () => file.close(),
  }
}

function weighBomb(unpacked: number, packed: number): void {
  if (unpacked > caps.bombBytes && unpacked > caps.ratio * packed) {
    throw refuse('import.zip_bomb', { size: megabytes(unpacked) })
  }
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / (1 << 20))} MB`
}

/** What went wrong inside an archive, as a refusal; anything else as it is. */
export function zipRefusal(error: unknown): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error
  if (/too many bytes in the stream/.test(error.message)) return refuse('import.zip_bomb', { size: '?' })
  const { code } = error as NodeJS.ErrnoException
  const ofSystem = code !== undefined && /^E[A-Z]+$/.test(code)
  return ofSystem ? error : refuse('import.damaged', { part: 'zip' })
}
