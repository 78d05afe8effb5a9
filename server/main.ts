import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { type Db, inTransaction } from './db/db.ts'
import { heldVersion } from './db/migrate.ts'
import { startDatabase } from './db/start.ts'
import { assignGate } from './flow/assign-gate.ts'
import { openCapture } from './flow/capture.ts'
import { previewGate } from './flow/preview/gate.ts'
import { keepHeapSmall } from './heap.ts'
import type { House } from './house.ts'
import { buildApp } from './http/app.ts'
import type { Checks } from './http/health.ts'
import { openLive } from './jobs/live.ts'
import { migrateJobs, waitingJobs } from './jobs/schema.ts'
import { organisations, startTicks } from './jobs/tick.ts'
import { startWorker, type Worker } from './jobs/worker.ts'
import { behind } from './lead/keying.ts'
import { openLog } from './log.ts'
import { captures, gauge, measureProcess } from './metrics.ts'
import { parts, routesOf } from './parts.ts'
import { callerOf } from './people/door.ts'
import { leaveWord, newLocalToken } from './people/local.ts'
import { needsSetup } from './people/setup.ts'
import type { Capture } from './rooms/capture/decide.ts'

/** A Sluice that runs. */
export interface Sluice {
  readonly house: House
  /** Where it answers on this machine. */
  readonly url: string
  /** The page where the first admin is made; undefined when there is one. */
  readonly setupLink: string | undefined
  /** Finishes what was begun: requests, then jobs, then the database. */
  stop(): Promise<void>
}

/**
 * Starts everything, in the order it leans on each other: database, queue, live line, ticks, web server. When one
 * cannot start, those before it are stopped again and its error is thrown. AlreadyRunning: another has the data.
 * `prepare` is done while nothing in the house moves by itself yet: before the first job, tick and request.
 */
export async function startSluice(
  config: Config,
  log: Logger = openLog(config.logLevel),
  prepare?: (house: House) => Promise<unknown>,
): Promise<Sluice> {
  keepHeapSmall()
  const stopping = new AbortController()
  const stops: Stops = []
  const stop = async () => {
    stopping.abort()
    for (const each of stops.splice(0).toReversed()) await each()
  }
  try {
    const { lines, ...shared } = await openHouse(config, log, stops)
    const house = { ...shared, stopping: stopping.signal }
    await begin(house)
    await prepare?.(house)
    return { ...(await openDoors(house, lines, stops)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What parts do for each organisation before anything moves. */
async function begin({ db, config }: House): Promise<void> {
  for (const orgId of await organisations(db))
    await inTransaction(db, orgId, async (tx) => {
      for (const { onStart } of parts) await onStart?.(tx, config)
    })
}

/** What to do to stop, in the order of starting. */
type Stops = (() => unknown)[]

/** All that the rooms stand on. */
async function openHouse(config: Config, log: Logger, stops: Stops) {
  const { db, connection, stop } = await startDatabase(config, log)
  stops.push(stop)
  await migrateJobs(db.ownerPool)
  // Connections held for as long as the server runs, which must not starve those who borrow one for a moment.
  const lines = new pg.Pool({ ...connection, max: 3 })
  let ending = false // a server that stops while the last one closes is no news
  lines.on('error', (err) => ending || log.warn({ err }, 'lost a standing database connection'))
  stops.push(() => {
    ending = true
    return lines.end()
  })
  const live = await openLive(lines, log)
  stops.push(() => live.close())
  const setupToken = (await needsSetup(db)) ? randomBytes(24).toString('base64url') : undefined
  const onNewOrg = parts.flatMap((part) => part.onNewOrg ?? [])
  const given = {
    publishGates: { score: previewGate, assign: assignGate },
    onNewOrg,
    localToken: newLocalToken(),
  }
  const shared = { db, config, log, live, capture: openFlow(db, log), ...given }
  return { ...shared, lines, ...(setupToken && { setupToken }) }
}

function openFlow(db: Db, log: Logger): Capture {
  return openCapture(db, {
    failed: (err, arrivals) => log.error({ err, arrivals }, 'deciding failed; journalled and tried again'),
    decided: (results) => results.forEach(({ status }) => captures.inc({ outcome: status })),
  })
}

/** All that happens in the house: jobs, ticks, requests. */
async function openDoors(house: House, lines: pg.Pool, stops: Stops): Promise<Omit<Sluice, 'stop'>> {
  const { db, log, config } = house
  const tasks = parts.flatMap((part) => part.tasks?.(house) ?? [])
  const worker = await startWorker({ ownerPool: db.ownerPool, lines, tasks, log })
  stops.push(() => worker.stop())
  const ticks = await startTicks(
    house,
    lines,
    parts.flatMap((part) => part.ticks ?? []),
  )
  stops.push(() => ticks.stop())
  measure(house)
  const checks = await checksOf(house, worker)
  const app = await buildApp(house, { door: callerOf, routes: routesOf(house), checks })
  stops.push(() => closeDoors(app, house))
  await app.listen({ host: config.host, port: config.port })
  const url = addressOf(app)
  const word = leaveWord(config.dataDir, { url: localAddressOf(app), token: house.localToken ?? '' })
  stops.push(() => word.close())
  log.info({ url }, 'listening')
  return { house, url, setupLink: house.setupToken && `${url}/setup?token=${house.setupToken}` }
}

async function checksOf({ db, stopping }: House, worker: Worker): Promise<Checks> {
  const ours = await heldVersion(db.ownerPool)
  return {
    database: async () => (await db.appPool.query('select 1')).rowCount === 1,
    // A newer release may have migrated the database under this one.
    migrations: async () => (await heldVersion(db.ownerPool)) === ours,
    worker: async () => worker.running() && !stopping.aborted,
  }
}

function measure({ db, live }: House): void {
  measureProcess()
  gauge('sluice_live_pages', 'Pages listening for changes', () => live.count())
  gauge('sluice_db_connections', 'Connections of the app role', () => db.appPool.totalCount)
  gauge(
    'sluice_db_waiting',
    'Requests waiting for a connection of the app role',
    () => db.appPool.waitingCount,
  )
  gauge('sluice_keys_behind', 'Leads and customers whose keys are still to be made anew', () =>
    behind(db.ownerPool),
  )
  gauge('sluice_jobs_waiting', 'Jobs due and not begun', async () => waitingJobs(db.ownerPool))
}

const DEADLINE = 15_000 // ms a request gets to end when the server stops

/** Takes no more requests and finishes those begun; the streams of open pages are ended first. */
async function closeDoors(app: FastifyInstance, { live, log }: House): Promise<void> {
  const late = setTimeout(() => {
    log.warn('requests did not end in time and were cut off')
    app.server.closeAllConnections()
  }, DEADLINE)
  live.endPages()
  await app.close()
  clearTimeout(late)
}

/** Where programs of this machine reach it, whatever addresses it listens on. */
function localAddressOf(app: FastifyInstance): string {
  const { address, port, family } = app.server.address() as AddressInfo
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address
  return `http://${family === 'IPv6' && host === address ? `[${host}]` : host}:${port}`
}

function addressOf(app: FastifyInstance): string {
  const { port } = app.server.address() as AddressInfo
  return `http://localhost:${port}`
}
