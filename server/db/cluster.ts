import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { guiseFor } from './guise.ts'

const run = promisify(execFile)

/** Who the embedded server belongs to inside: its superuser. */
export const USER = 'sluice'

/**
 * Makes the cluster in `dir` with the binaries in `bin` if there is none; returns their major version. Throws
 * when the cluster was made by another one, whose files this version cannot read.
 */
export async function prepareCluster(dir: string, bin: string): Promise<number> {
  const version = await versionOf(bin)
  if (existsSync(join(dir, 'PG_VERSION'))) refuseOtherVersion(dir, version)
  else await initialise(dir, join(bin, 'initdb'), version)
  chmodSync(dir, 0o700) // PostgreSQL insists, and a folder copied by hand has lost it
  return version
}

async function versionOf(bin: string): Promise<number> {
  const { stdout } = await run(join(bin, 'postgres'), ['--version']).catch((cause: Error) => {
    // npm ≥ 11 runs no install scripts it was not told to; one of them makes the libraries' symlinks.
    throw new Error(
      `The embedded PostgreSQL cannot run: ${cause.message}\nTry "npm rebuild", or set DATABASE_URL to a server.`,
      { cause },
    )
  })
  return Number(/\d+/.exec(stdout)?.[0])
}

function refuseOtherVersion(dir: string, version: number): void {
  const held = Number(readFileSync(join(dir, 'PG_VERSION'), 'utf8'))
  if (held === version) return
  throw new Error(
    `${dir} was made by PostgreSQL ${held}, this Sluice carries ${version}. ` +
      'Run "sluice backup" with the release that made it, then "sluice restore" into an empty data directory.',
  )
}

// Made beside its place and renamed, so that a first start that was killed leaves nothing half-made.
async function initialise(dir: string, initdb: string, version: number): Promise<void> {
  const making = `${dir}.making`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true, mode: 0o700 })
  const words = [...guiseFor(making), initdb]
  const [command, args] = [words[0] as string, words.slice(1)]
  const locale = [...(version >= 17 ? ['--locale-provider=builtin'] : []), '--locale=C.UTF-8']
  const rest = ['--encoding=UTF8', ...locale, '--username', USER, '--auth=trust', '-D', making]
  await run(command, [...args, ...rest]).catch((cause: Error & { stderr?: string }) => {
    throw new Error(`initdb failed: ${cause.stderr || cause.message}`, { cause })
  })
  renameSync(making, dir)
}
