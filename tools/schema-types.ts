import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate, PostgresDialect } from 'kysely-codegen'
import { type Db, openDb } from '../server/db/db.ts'
import { startEmbedded } from '../server/db/embedded.ts'
import { migrate } from '../server/db/migrate.ts'

export const schemaFile = join(import.meta.dirname, '../server/db/schema.ts')

/** The row types of the database's tables as TypeScript; written to `outFile` when given. */
export function schemaTypes(db: Db, outFile: string | null = null): Promise<string> {
  return generate({
    camelCase: true,
    db: db.owner.withoutPlugins(),
    dialect: new PostgresDialect({ dateParser: 'string', numericParser: 'number' }),
    includePattern: 'public.*',
    outFile,
    typeMapping: { int8: 'number' }, // as server/db/types.ts reads it
  })
}

// `npm run db:types`: rewrites server/db/schema.ts from the migrations, by way of a database made for it.
if (import.meta.main) {
  const dir = mkdtempSync(join(tmpdir(), 'sluice-types-'))
  const server = await startEmbedded({ dir: join(dir, 'postgres'), durable: false })
  const db = openDb(server.connection, { poolSize: 2 })
  try {
    await migrate(db.ownerPool)
    await schemaTypes(db, schemaFile)
  } finally {
    await db.close()
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
