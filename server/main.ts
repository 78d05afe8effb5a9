import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Db, Tx } from './db/db.ts'
import { heldVersion } from './db/migrate.ts'
import { startDatabase } from './db/start.ts'
import { beginOrg } from './flow/begin.ts'
import * as hookFlow from './flow/behaviour/hooks.ts'
import * as behaviourFlow from './flow/behaviour/routes.ts'
import * as behaviourTasks from './flow/behaviour/tasks.ts'
import { openCapture } from './flow/capture.ts'
import * as consentFlow from './flow/consent/routes.ts'
import * as consentTasks from './flow/consent/tasks.ts'
import * as customerFlow from './flow/customer-routes.ts'
import * as disputes from './flow/dispute/routes.ts'
import * as eraseFlow from './flow/erase/routes.ts'
import * as heldFlow from './flow/held/routes.ts'
import * as heldTasks from './flow/held/tasks.ts'
import * as importFlow from './flow/import/routes.ts'
import * as importTasks from './flow/import/tasks.ts'
import * as keyTasks from './flow/keys/tasks.ts'
import * as learnFlow from './flow/learn/routes.ts'
import * as learnTasks from './flow/learn/tasks.ts'
import * as mergeFlow from './flow/merge/routes.ts'
import { previewGate } from './flow/preview/gate.ts'
import * as profileFlow from './flow/profile/routes.ts'
import * as profileTasks from './flow/profile/tasks.ts'
import * as questions from './flow/question/routes.ts'
import { retryUndecided } from './flow/retry.ts'
import * as flow from './flow/routes.ts'
import * as scanFlow from './flow/scan/routes.ts'
import * as scanTasks from './flow/scan/tasks.ts'
import * as feedbackFlow from './flow/score/feedback/routes.ts'
import * as scoreFlow from './flow/score/routes.ts'
import * as scoreTasks from './flow/score/tasks.ts'
import * as verifyFlow from './flow/verify/routes.ts'
import * as verifyTasks from './flow/verify/tasks.ts'
import { keepHeapSmall } from './heap.ts'
import type { House } from './house.ts'
import { buildApp } from './http/app.ts'
import type { Checks } from './http/health.ts'
import type { Route } from './http/route.ts'
import { openLive } from './jobs/live.ts'
import * as live from './jobs/routes.ts'
import { migrateJobs, waitingJobs } from './jobs/schema.ts'
import type { Task } from './jobs/task.ts'
import { startTicks, type Tick } from './jobs/tick.ts'
import { startWorker, type Worker } from './jobs/worker.ts'
import { behind } from './lead/keying.ts'
import * as lead from './lead/routes.ts'
import { openLog } from './log.ts'
import { captures, gauge, measureProcess } from './metrics.ts'
import { callerOf } from './people/door.ts'
import { leaveWord, newLocalToken } from './people/local.ts'
import * as people from './people/routes.ts'
import { needsSetup } from './people/setup.ts'
import * as policy from './policy/routes.ts'
import * as ability from './rooms/ability/routes.ts'
import * as abilityTicks from './rooms/ability/tasks.ts'
import * as assign from './rooms/assign/routes.ts'
import * as behaviour from './rooms/behaviour/routes.ts'
import * as behaviourTicks from './rooms/behaviour/tasks.ts'
import type { Capture } from './rooms/capture/decide.ts'
import * as capture from './rooms/capture/routes.ts'
import * as captureTicks from './rooms/capture/tasks.ts'
import * as consent from './rooms/consent/routes.ts'
import * as customer from './rooms/customer/routes.ts'
import * as followup from './rooms/followup/routes.ts'
import * as form from './rooms/form/routes.ts'
import * as formTicks from './rooms/form/tasks.ts'
import * as imports from './rooms/import/routes.ts'
import * as importTicks from './rooms/import/tasks.ts'
import * as notice from './rooms/notice/routes.ts'
import * as noticeTasks from './rooms/notice/tasks.ts'
import * as pool from './rooms/pool/routes.ts'
import * as poolTicks from './rooms/pool/tasks.ts'
import * as probe from './rooms/probe/routes.ts'
import * as quality from './rooms/quality/routes.ts'
import * as qualityTicks from './rooms/quality/tasks.ts'
import * as tag from './rooms/tag/routes.ts'
import * as tagTicks from './rooms/tag/tasks.ts'
import * as verify from './rooms/verify/routes.ts'
import * as webhook from './rooms/webhook/routes.ts'
import * as webhookTasks from './rooms/webhook/tasks.ts'
import * as abilityViews from './views/ability.ts'
import * as behaviourViews from './views/behaviour.ts'
import * as customerViews from './views/customer-routes.ts'
import * as reportViews from './views/reports/routes.ts'
import * as views from './views/routes.ts'

/** What a room may bring to the house; each of its routes.ts and tasks.ts exports what it has. */
interface Part {
  readonly routes?: (house: House) => Route[]
  readonly tasks?: (house: House) => Task[]
  readonly ticks?: readonly Tick[]
  /** Given to a new organisation to begin with, in the transaction that makes it. */
  readonly onNewOrg?: (tx: Tx) => Promise<unknown>
}

const parts: readonly Part[] = [
  live,
  people,
  capture,
  captureTicks,
  flow,
  disputes,
  consent,
  consentFlow,
  consentTasks,
  lead,
  policy,
  assign,
  tag,
  tagTicks,
  pool,
  poolTicks,
  quality,
  qualityTicks,
  followup,
  customer,
  customerFlow,
  customerViews,
  imports,
  importTicks,
  heldFlow,
  heldTasks,
  importFlow,
  importTasks,
  questions,
  scanFlow,
  scanTasks,
  keyTasks,
  mergeFlow,
  learnFlow,
  learnTasks,
  profileFlow,
  profileTasks,
  scoreFlow,
  scoreTasks,
  feedbackFlow,
  ability,
  abilityTicks,
  abilityViews,
  behaviour,
  behaviourTicks,
  behaviourFlow,
  hookFlow,
  behaviourTasks,
  behaviourViews,
  eraseFlow,
  views,
  reportViews,
  form,
  formTicks,
  notice,
  noticeTasks,
  webhook,
  webhookTasks,
  probe,
  verify,
  verifyFlow,
  verifyTasks,
  {
    onNewOrg: beginOrg,
    ticks: [{ name: 'undecided', everySeconds: 60, run: undecidedAgain }],
  },
]

function undecidedAgain({ db, log }: House, orgId: string): Promise<number> {
  return retryUndecided(db, orgId, (err) =>
    log.error({ err, org: orgId }, 'deciding failed again; tried later'),
  )
}

/** Every endpoint of the house with what answers it. */
export function routesOf(house: House): Route[] {
  return parts.flatMap((part) => part.routes?.(house) ?? [])
}

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
    await prepare?.(house)
    return { ...(await openDoors(house, lines, stops)), stop }
  } catch (error) {
    await stop()
    throw error
  }
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
  const given = { publishGates: { score: previewGate }, onNewOrg, localToken: newLocalToken() }
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
