import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another Sluice runs on this data directory. */
export class AlreadyRunning extends Error {
  readonly pid: number | undefined
  constructor(dir: string, pid: number | undefined) {
    super(`Sluice is already running on ${dir}${pid ? ` (process ${pid})` : ''}.`)
    this.pid = pid
  }
}

/**
 * Makes this process the only Sluice on the data directory until `release` or its death, whichever way it
 * dies; throws AlreadyRunning. Node cannot lock a file, but its SQLite can, on every system, and the kernel
 * drops that lock with the process: a pid in a file would have to be guessed alive or stale after kill -9.
 */
export function lockDataDir(dir: string): { release(): void } {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(join(dir, 'sluice.lock'), { timeout: 0 })
  const pidFile = join(dir, 'sluice.pid')
  try {
    lock.exec('begin exclusive')
  } catch {
    lock.close()
    throw new AlreadyRunning(dir, readPid(pidFile))
  }
  writeFileSync(pidFile, `${process.pid}\n`)
  return { release: () => lock.close() }
}

function readPid(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined
  } catch {
    return undefined
  }
}
