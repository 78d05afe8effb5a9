import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Ends the server that a killed Sluice left running on the cluster in `dir`, if there is one, and waits until it
 * is gone. Only for who holds the lock of the data directory.
 */
export async function endLeftBehind(dir: string): Promise<void> {
  const pid = postmasterOf(dir)
  if (!pid || !isPostgres(pid, dir)) return
  process.kill(pid, 'SIGINT')
  while (isAlive(pid)) await sleep(10)
}

function postmasterOf(dir: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(dir, 'postmaster.pid'), 'utf8'), 10) || undefined
  } catch {
    return undefined
  }
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
