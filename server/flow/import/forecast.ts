import { admit } from '../../flow.ts'
import type { Because } from '../../rooms/capture/decide.ts'
import type { Holdings } from '../../rooms/customer/decide/recognise.ts'
import type { Fate } from '../../rooms/import/decide/fate.ts'
import type { Row } from '../../rooms/import/decide/row.ts'
import { tellNotes, tellProblem, type Told } from '../../rooms/import/decide/told.ts'
import { hashKey } from '../../rooms/import/decide/twins.ts'
import type { StagedRow } from '../../rooms/import/store.ts'
import type { Held, Holders } from '../../rooms/match/decide/match.ts'
import * as matching from '../../rooms/match/store.ts'
import { customersOf, recognised } from '../customer-match.ts'
import { type Admission, identify, type Identified } from '../decision.ts'
import type { Setup } from '../setup.ts'
import type { Foresight, Foreteller, Foretold } from './foretell.ts'
import { incomingOf, type Reading } from './rows.ts'

interface Known {
  /** The leads that hold the rows' keys now, and the customers. */
  readonly holders: Holders
  readonly customers: Holdings
}

/** Foretells rows that are to become leads. */
export function leadForeteller(setup: Setup, reading: Reading): Foreteller<Identified, Known> {
  return {
    read: (row) => identify(incomingOf(row, reading, setup.moment.now), setup),
    keysOf: ({ keys }) => keys.map(hashKey),
    async look(tx, reads) {
      const keys = [...new Set(reads.flatMap((each) => each.keys))]
      const [holders, customers] = await Promise.all([matching.facts(tx, keys), customersOf(tx, keys)])
      return { holders, customers }
    },
    tell: (arrival, rowNo, foresight) => foretell(arrival, rowNo, { setup, ...foresight }),
  }
}

/** What an arrival will become, by the very decision it will meet, in the order of the file. */
function foretell(
  arrival: Identified,
  rowNo: number,
  { setup, twins, held }: Foresight<Known> & { readonly setup: Setup },
): Foretold {
  const hashes = arrival.keys.map(hashKey)
  const rows = new Map<Held, number>()
  const known: Holders = new Map()
  arrival.keys.forEach((key, i) => {
    const leads = held.holders.get(key) ?? []
    const row = twins.rowOf(hashes[i]!)
    if (row === undefined) return void (leads.length > 0 && known.set(key, leads))
    const earlier = { ...nobody, arrivedAt: arrival.incoming.receivedAt }
    rows.set(earlier, row)
    known.set(key, [...leads, earlier])
  })
  const [asked] = recognised([arrival], held.customers)
  const told = admit(asked!, known, setup)
  // As the flow remembers them: whatever becomes a lead, or joins one, brings its keys along.
  if (told.status !== 'duplicate' && told.status !== 'rejected')
    for (const hash of hashes) twins.add(hash, rowNo)
  const twin = told.match.verdict === 'new' ? undefined : told.match.held
  const twinRow = (twin && rows.get(twin)) ?? null
  return {
    fate: fateOf(told, twinRow !== null),
    reasons: told.reasons.length > 0 ? told.reasons.map(plain) : null,
    twinRow,
    twinLeadId: twinRow === null ? (twin?.leadId ?? null) : null,
    twinCustomerId: null,
    keys: hashes,
  }
}

// Not empty: a condition may ask whether a lead is the same person as another.
const nobody = { leadId: 'a row before', personId: '', open: true }

function fateOf({ status, match }: Admission, inFile: boolean): Fate {
  if (status === 'quarantined' || status === 'rejected') return 'invalid'
  return match.verdict === 'new' ? 'new' : inFile ? 'in_file' : 'held'
}

export const plain = ({ code, field, message }: Because): Told => ({
  code,
  ...(field ? { field } : {}),
  message,
})

interface Shown {
  readonly columns: readonly string[]
  /** Columns that become something: what is wrong with others does no harm. */
  readonly used: ReadonlySet<number>
}

const noTwin = { twinRow: null, twinLeadId: null, twinCustomerId: null }

/** A row that cannot be read where it matters, as it is staged; undefined when it can. */
export function unreadable(row: Row, { columns, used }: Shown): StagedRow | undefined {
  const { rowNo, cells, problem } = row
  const why = problem && used.has(problem.column) ? tellProblem(problem, columns) : undefined
  return why && { rowNo, cells, fate: 'unreadable', reasons: [why], ...noTwin, keys: [] }
}

/** What was foretold of a row, with what is odd about it, as it is staged. */
export function stagedRow(row: Row, foretold: Foretold, { columns }: Shown): StagedRow {
  const notes = row.notes ? tellNotes(row, columns) : []
  const reasons = notes.length > 0 ? [...(foretold.reasons ?? []), ...notes] : foretold.reasons
  return { rowNo: row.rowNo, cells: row.cells, ...foretold, reasons }
}
