import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './steps.ts'

/**
 * Builds the web app into dist/web, unless what lies there was made of these very sources. A hash, not times: a
 * checkout of another branch makes older files.
 */
const sources = ['web', 'contract', 'rules', 'vite.config.ts', 'package-lock.json']
const stamp = join(root, 'dist/web/.made-of')

const wanted = fingerprint()
const held = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
if (held !== wanted || process.argv.includes('--force')) {
  const { build } = await import('vite') // takes longer to read than all else here, and is seldom needed
  process.chdir(root) // vite.config.ts names its folders from there
  await build({ logLevel: 'warn' })
  writeFileSync(stamp, wanted)
}

/** The hash of every source's path and content. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const path of sources.flatMap(filesAt).toSorted())
    hash.update(path).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

function filesAt(path: string): string[] {
  if (/\.[a-z]+$/.test(path)) return existsSync(join(root, path)) ? [path] : []
  const held = readdirSync(join(root, path), { recursive: true, withFileTypes: true })
  return held
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
}
