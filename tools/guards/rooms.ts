import type { Finding, HouseFile } from './house.ts'

const vocabulary = /^(decide|store|service|routes|tasks|worker)\.ts$|^(decide|store|adapters)\/|\.test\.ts$/

/** A room holds the names of its vocabulary and no others; nothing anywhere is called index (a barrel). */
export function rooms(files: readonly HouseFile[]): Finding[] {
  return files.flatMap(({ path }) => {
    const inRoom = /^server\/rooms\/([^/]+)(?:\/(.+))?$/.exec(path)
    if (inRoom && !(inRoom[2] && vocabulary.test(inRoom[2])))
      return [{ rule: 'rooms', path, says: misplaced }]
    if (/(^|\/)index\.(ts|tsx|mjs)$/.test(path)) return [{ rule: 'barrels', path, says: barrel }]
    return []
  })
}

const misplaced =
  'a room holds decide.ts or decide/, store.ts or store/, service.ts, routes.ts, tasks.ts, adapters/, worker.ts and tests beside them'
const barrel = 'name the file after what it holds, and import from there: no barrels'
