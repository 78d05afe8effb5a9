import { spawnSync } from 'node:child_process'
import { chownSync, statSync } from 'node:fs'

// PostgreSQL refuses to run as root. "nobody" is in every /etc/passwd, where initdb looks its user up.
const NOBODY = 65534

/**
 * What to put before a PostgreSQL command so that it runs on `dir` as somebody who is not root, and ends
 * when this process does. As root without anything chowned or copied: in a user namespace where root is
 * called nobody, so that even a folder under /root stays open to it. Where namespaces are refused (some
 * containers), as nobody, who then owns `dir` and keeps the one capability of reaching it.
 */
export function guiseFor(dir: string): string[] {
  if (process.getuid?.() !== 0) return lastWill()
  if (process.platform !== 'linux') throw new Error(asRoot)
  const owner = statSync(dir).uid
  if (owner === 0 && works(namespace)) return [...namespace, ...lastWill()]
  const guise = dropTo(owner || NOBODY)
  if (!works(guise)) throw new Error(asRoot)
  if (owner === 0) chownSync(dir, NOBODY, NOBODY)
  return guise
}

const asRoot = 'PostgreSQL will not run as root here: start Sluice as an ordinary user, or set DATABASE_URL.'

const namespace = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--']

// The signal asks for a fast shutdown. It is cleared by a change of user, so it comes after that.
function lastWill(): string[] {
  const will = ['setpriv', '--pdeathsig', 'INT', '--']
  return works(will) ? will : []
}

function dropTo(uid: number): string[] {
  const reach = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', ...reach, '--', ...lastWill()]
}

function works([command, ...args]: string[]): boolean {
  return spawnSync(command as string, [...args, 'true'], { stdio: 'ignore' }).status === 0
}
