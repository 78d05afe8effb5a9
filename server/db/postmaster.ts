import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a server says of itself in postmaster.pid: the same lines that pg_ctl goes by. */
interface Postmaster {
  pid: number
  /** Unix time, seconds. */
  startedAt: number
  ready: boolean
}

function readPostmaster(dir: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), startedAt: Number(lines[2]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

/** Whether the process `pid`, launched at `since` (ms), takes connections. A file left by an older one of the same number does not count. */
export function isReady(dir: string, pid: number | undefined, since: number): boolean {
  const postmaster = readPostmaster(dir)
  return !!postmaster?.ready && postmaster.pid === pid && postmaster.startedAt >= Math.floor(since / 1000)
}

/**
 * Ends the server that a killed Sluice left running on the cluster in `dir`, if there is one, and waits until
 * it is gone. Only for who holds the lock of the data directory.
 */
export async function endLeftBehind(dir: string): Promise<void> {
  const pid = readPostmaster(dir)?.pid
  if (!pid || !isPostgres(pid, dir)) return
  process.kill(pid, 'SIGINT')
  while (isAlive(pid)) await sleep(10)
}

// The number may by now be another process's: after a restart of the machine or of a container. On Linux
// the command line tells; elsewhere the file's own claim has to do, as it does for pg_ctl.
function isPostgres(pid: number, dir: string): boolean {
  if (pid === process.pid || !isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dir)
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
