import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { refuse } from '../../../../contract/refusals.ts'
import { megabytes } from './zip.ts'

/** Bytes of an upload: what a million rows of thirty columns take, and no more. */
const LIMIT = 512 << 20

/** A file that has arrived whole. */
export interface Upload {
  readonly fileName: string
  readonly byteSize: number
  /** SHA-256 of its bytes. */
  readonly fileHash: Buffer
}

/**
 * Writes the multipart field `file` of a request to `path` as it comes, never holding more than a piece of it.
 * Refuses `import.no_file`, `import.too_large`, `body.cut`; nothing is left at `path` then.
 */
export async function saveUpload(request: FastifyRequest, path: string): Promise<Upload> {
  const part = await request.file({ limits: { fileSize: LIMIT + 1, files: 1 } }).catch(() => undefined)
  if (!part || part.fieldname !== 'file') throw refuse('import.no_file')
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  let byteSize = 0
  const weigh = new Transform({
    transform(bytes: Buffer, _, done) {
      byteSize += bytes.length
      hash.update(bytes)
      const limit = megabytes(LIMIT)
      done(byteSize > LIMIT ? refuse('import.too_large', { size: `> ${limit}`, limit }) : null, bytes)
    },
  })
  try {
    await pipeline(part.file, weigh, createWriteStream(path, { mode: 0o600 }))
  } catch (error) {
    await rm(path, { force: true })
    if (byteSize > LIMIT) throw error
    throw refuse('body.cut')
  }
  return { fileName: nameOf(part.filename), byteSize, fileHash: hash.digest() }
}

/** The name without the folders some browsers send along. */
function nameOf(sent: string): string {
  return (basename(sent.replaceAll('\\', '/')) || 'file').slice(0, 200)
}
