import { Command } from 'commander'

/** A subcommand's file is read only when it is called, so that `sluice --help` is there at once. */
interface Subcommand {
  readonly summary: string
  readonly load: () => Promise<{ command: () => Command }>
}

const subcommands: Readonly<Record<string, Subcommand>> = {
  start: { summary: 'Start the server', load: () => import('./start.ts') },
  import: { summary: 'Import a CSV or spreadsheet of leads', load: () => import('./import.ts') },
  backup: {
    summary: 'Write everything into one file, while the server runs or not',
    load: () => import('./backup.ts'),
  },
  restore: {
    summary: 'Load a backup into an empty data directory or database',
    load: () => import('./restore.ts'),
  },
}

const words = process.argv.slice(2)
const program = new Command('sluice')
  .description('Lead management: every good lead to the right salesperson, with the reason in plain words')
  .showHelpAfterError()

for (const [name, { summary, load }] of Object.entries(subcommands)) {
  const command = words.includes(name) ? (await load()).command() : new Command()
  program.addCommand(command.name(name).description(summary))
}

try {
  await program.parseAsync()
} catch (error) {
  // What is thrown here is meant for the person at the terminal; the rest is in the log.
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
