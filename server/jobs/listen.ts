import type pg from 'pg'
import type { Logger } from 'pino'

export interface Ears {
  readonly hear: (payload: string) => void
  /** The connection was lost and is back: whatever was sent meanwhile was not heard. */
  readonly missed: () => void
  readonly log: Logger
}

const RETRY = 1_000 // ms

/** Hears a channel on a connection of its own and, when that is lost, comes back to it. */
export async function listen(pool: pg.Pool, channel: string, ears: Ears): Promise<{ close(): void }> {
  let closed = false
  let retry: NodeJS.Timeout | undefined
  let drop = await subscribe(pool, channel, ears.hear, lost)
  function lost(error?: Error): void {
    if (closed) return
    ears.log.warn({ err: error }, 'the live line to the database is down; trying again')
    retry = setTimeout(() => void reconnect(), RETRY)
  }
  async function reconnect(): Promise<void> {
    try {
      drop = await subscribe(pool, channel, ears.hear, lost)
    } catch (error) {
      return lost(error as Error)
    }
    if (closed) drop()
    else ears.missed()
  }
  return {
    close() {
      closed = true
      clearTimeout(retry)
      drop()
    },
  }
}

/** Hears the channel until the connection is lost, which `lost` is told, or the function that comes back is called. */
async function subscribe(
  pool: pg.Pool,
  channel: string,
  hear: (payload: string) => void,
  lost: (error?: Error) => void,
): Promise<() => void> {
  const client = await pool.connect()
  let over = false
  const drop = () => {
    if (!over) client.release(true)
    over = true
  }
  const end = (error?: Error) => {
    if (over) return
    drop()
    lost(error)
  }
  client.on('notification', (note) => note.channel === channel && note.payload && hear(note.payload))
  client.on('error', end)
  client.on('end', () => end())
  try {
    await client.query(`listen ${channel}`)
  } catch (error) {
    drop()
    throw error
  }
  return drop
}
