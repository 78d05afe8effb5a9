import type pg from 'pg'
import type { Logger } from 'pino'

/** A connection kept for as long as the server runs: for LISTEN and for locks, which live and die with it. */
export interface Line {
  /** Undefined while it is lost. */
  client(): pg.PoolClient | undefined
  close(): void
}

const AGAIN = 1_000 // ms

/** Opens a line and, whenever it is lost, another; `begin` sets each up, `again` says that one was lost before. */
export async function holdLine(
  lines: pg.Pool,
  log: Logger,
  begin: (client: pg.PoolClient, again: boolean) => Promise<unknown>,
): Promise<Line> {
  let held: pg.PoolClient | undefined
  let retry: NodeJS.Timeout | undefined
  let closed = false
  const drop = () => {
    held?.release(true)
    held = undefined
  }
  const open = async (again: boolean) => {
    const client = await lines.connect()
    held = client
    if (closed) return drop()
    client.on('error', () => undefined) // its 'end' follows
    client.once('end', () => client === held && lost())
    await begin(client, again)
  }
  const lost = (err?: unknown) => {
    drop()
    if (closed) return
    log.warn({ err }, 'a standing connection to the database is lost; trying again')
    retry = setTimeout(() => void open(true).catch(lost), AGAIN)
  }
  await open(false)
  return {
    client: () => held,
    close() {
      closed = true
      clearTimeout(retry)
      drop()
    },
  }
}
