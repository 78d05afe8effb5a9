import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Db, Tx } from './db/db.ts'
import type { openCapture } from './flow/capture.ts'
import type { Live } from './jobs/live.ts'
import type { PublishGates } from './policy/gate.ts'

/** What a room is given to work with: everything in the house that is shared and lives as long as it does. */
export interface House {
  readonly db: Db
  readonly config: Config
  readonly log: Logger
  /** The open pages. To tell them something, `tell(tx, …)`. */
  readonly live: Live
  /** The door into the flow: decides what arrived, answers when it is committed. */
  readonly capture: ReturnType<typeof openCapture>
  /** What the rooms ask for before a policy is published. */
  readonly publishGates: PublishGates
  /** Aborted when the server begins to stop: long work ends early, streams close. */
  readonly stopping: AbortSignal
  /** Opens the page where the first admin is made; undefined when there is one. Never stored. */
  setupToken?: string
  /** Lets in whoever may read the data directory: see people/local.ts. */
  readonly localToken?: string
  /** What each room gives a new organisation to begin with, in the transaction that makes it. */
  readonly onNewOrg?: readonly ((tx: Tx) => Promise<unknown>)[]
}
