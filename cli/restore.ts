import path from 'node:path'
import { Command } from 'commander'
import { loadConfig } from '../server/config.ts'
import { restoreSnapshot } from '../server/db/snapshot.ts'
import { withConnection } from './connection.ts'

/** `sluice restore FILE`: loads a snapshot into an empty data directory or database. */
export function command(): Command {
  return new Command()
    .argument('<file>', 'a snapshot that `sluice backup` wrote')
    .action(async (file: string) => {
      const restored = await withConnection(loadConfig(), (connection) =>
        restoreSnapshot(connection, path.resolve(file)),
      )
      console.log(`${restored.rows} rows of ${restored.tables} tables are back. Start Sluice as usual.`)
    })
}
