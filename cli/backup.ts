import path from 'node:path'
import { Command } from 'commander'
import { loadConfig } from '../server/config.ts'
import { takeSnapshot } from '../server/db/snapshot.ts'
import { withConnection } from './connection.ts'

/** `sluice backup [FILE]`: everything Sluice keeps into one file, from a running server or a stopped one. */
export function command(): Command {
  return new Command()
    .argument('[file]', 'where to; by default sluice-DATE.snapshot.gz here')
    .action(async (file: string = nameNow()) => {
      const taken = await withConnection(loadConfig(), (connection) =>
        takeSnapshot(connection, path.resolve(file)),
      )
      console.log(
        `${taken.rows} rows of ${taken.tables} tables (schema ${taken.schemaVersion}) are in ${file}`,
      )
      console.log(
        'The SECRET (or the file secret in the data directory) is not in it: keep a copy of that too.',
      )
    })
}

function nameNow(): string {
  return `sluice-${new Date().toISOString().slice(0, 16).replaceAll(':', '')}.snapshot.gz`
}
