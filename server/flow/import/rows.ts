import { setImmediate as breathe } from 'node:timers/promises'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { sourceIds } from '../../lead/sources.ts'
import type { Incoming } from '../../rooms/capture/decide.ts'
import { rowConsents } from '../../rooms/import/decide/consent.ts'
import { applyMapping } from '../../rooms/import/decide/mapping.ts'
import type { Import } from '../../rooms/import/store.ts'

/** An import as its rows need it to become arrivals. */
export interface Reading {
  readonly importId: string
  readonly sourceId: string
  readonly mapping: Import['mapping']
  readonly consent: Import['consent']
  /** The organisation's sources by key and name, for a column that names them. */
  readonly sources: ReadonlyMap<string, string>
}

/** What the rows of an import are read by, as it stands. */
export async function readingOf(tx: Tx, { importId, sourceId, mapping, consent }: Import): Promise<Reading> {
  const named = mapping.some(({ field }) => field === 'source')
  return { importId, sourceId, mapping, consent, sources: named ? await sourceIds(tx) : new Map() }
}

/** A row as far as it is read. */
export interface Cells {
  readonly rowNo: number
  readonly cells: readonly string[]
}

/**
 * The arrival a row is. A source that it names and the organisation has is its source; another name stays with the
 * lead as where it came from.
 */
export function incomingOf({ rowNo, cells }: Cells, reading: Reading, receivedAt: Date): Incoming {
  const { importId, sources } = reading
  const { source, consents = {}, ...lead } = applyMapping(cells, reading.mapping)
  const consent = rowConsents(consents, reading.consent)
  const raw = consent.length > 0 ? { ...lead, consent } : lead
  const named = source === undefined ? undefined : sources.get(source)
  return {
    arrivalId: uuidv7(),
    door: 'import',
    sourceId: named ?? reading.sourceId,
    raw: source && !named ? { ...raw, touch: { source } } : raw,
    receivedAt,
    actor: { kind: 'import', id: importId },
    importId,
    rowNo,
  }
}

/** Rows at a time: a millisecond or two, after which requests get their turn. */
const SLICE = 40

/** Does costly work on many rows without holding up everything else this process does. */
export async function inSlices<Row, Done>(
  rows: readonly Row[],
  work: (row: Row) => Done,
  signal: AbortSignal,
): Promise<Done[]> {
  const done: Done[] = []
  for (let from = 0; from < rows.length; from += SLICE) {
    signal.throwIfAborted()
    for (const row of rows.slice(from, from + SLICE)) done.push(work(row))
    await breathe()
  }
  return done
}

/** Says yes at most once in `ms`. */
export function paced(ms: number): () => boolean {
  let next = 0
  return () => {
    const now = Date.now()
    if (now < next) return false
    next = now + ms
    return true
  }
}
