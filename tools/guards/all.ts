import { owners } from '../owners.ts'
import { type Finding, type Guard, type HouseFile, unreadable } from './house.ts'
import { modules } from './modules.ts'
import { environment, length, places, silence } from './plain.ts'
import { refusals } from './refusals.ts'
import { rooms } from './rooms.ts'
import { sql } from './sql.ts'
import { words } from './words.ts'
import { writers } from './writers.ts'

/** Every breach of a house rule among `files`, which lie under `root`; while some cannot be read, only which. */
export async function guardHouse(root: string, files: readonly HouseFile[]): Promise<Finding[]> {
  const broken = unreadable(files)
  if (broken.length > 0) return broken
  const guards: readonly Guard[] = [
    rooms,
    words,
    length,
    environment,
    silence,
    places,
    refusals,
    sql,
    writers(owners),
  ]
  return [...guards.flatMap((guard) => guard(files)), ...(await modules(root, files))]
}
