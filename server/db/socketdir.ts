import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// sun_path has 104 bytes on macOS, 108 on Linux, with the closing zero.
const LONGEST = 103

/** Where the server's unix socket goes: into `dir` itself, or, where that path is too long, a private folder with a short one. */
export function socketDirFor(dir: string): string {
  if (fits(dir)) return dir
  const name = `sluice-${process.getuid?.() ?? 0}-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`
  const short = join(fits(join(tmpdir(), name)) ? tmpdir() : '/tmp', name)
  mkdirSync(short, { recursive: true, mode: 0o700 })
  const { uid, mode } = lstatSync(short)
  // Anyone may have made it first in a folder open to all, and then would be who we talk to.
  if (uid === process.getuid?.() && (mode & 0o777) === 0o700) return short
  throw new Error(`${short} belongs to somebody else: remove it, or give DATA_DIR a shorter path.`)
}

/** Takes away the folder `socketDirFor` made, once its server is gone. */
export function removeSocketDir(socketDir: string, dir: string): void {
  if (socketDir === dir) return
  try {
    rmdirSync(socketDir)
  } catch {
    // somebody put something there: it is only a folder in tmp
  }
}

function fits(dir: string): boolean {
  return Buffer.byteLength(join(dir, '.s.PGSQL.5432')) <= LONGEST
}
