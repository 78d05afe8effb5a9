import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import closeWithGrace from 'close-with-grace'
import { Command } from 'commander'
import { loadConfig } from '../server/config.ts'
import { openLog } from '../server/log.ts'
import { startSluice } from '../server/main.ts'

const PATIENCE = 40_000 // ms until what still runs is cut off; longer than any single part's own patience

/** `sluice start`: runs until Ctrl-C or SIGTERM, then finishes what was begun. */
export function command(): Command {
  return new Command().action(start)
}

async function start(): Promise<void> {
  buildWeb()
  const config = loadConfig()
  // In a terminal one line per request is noise; where the log is collected it is wanted.
  const log = openLog(process.stderr.isTTY && !process.env['LOG_LEVEL'] ? 'warn' : config.logLevel)
  const sluice = await startSluice(config, log)
  // Rejections nobody handles come as uncaught exceptions, but for those the queue's worker shrugs off.
  closeWithGrace({ delay: PATIENCE, logger: log, skip: ['unhandledRejection'] }, async ({ err, signal }) => {
    if (err) log.fatal({ err }, 'an error nobody caught; stopping')
    if (signal) console.log('Finishing what was begun …')
    await sluice.stop()
  })
  console.log(`Sluice is open at ${sluice.url}`)
  if (sluice.setupLink) console.log(`There is no admin yet. Make one at ${sluice.setupLink}`)
}

/** Builds the web app if its sources changed, in a process of its own: what a build takes of memory goes with it. */
function buildWeb(): void {
  const tool = fileURLToPath(new URL('../tools/build-web.ts', import.meta.url))
  const { status } = spawnSync(process.execPath, [tool], { stdio: ['ignore', 'inherit', 'inherit'] })
  if (status === 0) return
  // The API still works; and where a service may not write into its own folder, somebody else has to.
  console.error(
    'The web app could not be built. Run "npm run build" as the owner of the folder Sluice is in.',
  )
}
