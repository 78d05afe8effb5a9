import { admit } from '../../flow.ts'
import type { Because } from '../../rooms/capture/decide.ts'
import type { Holdings } from '../../rooms/customer/decide/recognise.ts'
import type { Fate } from '../../rooms/import/decide/fate.ts'
import type { Row } from '../../rooms/import/decide/row.ts'
import { tellNotes, tellProblem, type Told } from '../../rooms/import/decide/told.ts'
import { hashKey } from '../../rooms/import/decide/twins.ts'
import type { StagedRow } from '../../rooms/import/store.ts'
import type { Holders } from '../../rooms/match/decide/match.ts'
import * as matching from '../../rooms/match/store.ts'
import { customersOf, recognised } from '../customer-match.ts'
import { type Admission, identify, type Identified } from '../decision.ts'
import type { Setup } from '../setup.ts'
import { type EarlierRows, earlierRows } from './earlier.ts'
import type { Foresight, Foreteller, Foretold } from './foretell.ts'
import { incomingOf, type Reading } from './rows.ts'

interface Known {
  /** The leads that are found by the rows' probes now, and the customers that hold their keys. */
  readonly holders: Holders
  readonly customers: Holdings
}

/** Foretells rows that are to become leads. */
export function leadForeteller(setup: Setup, reading: Reading): Foreteller<Identified, Known, EarlierRows> {
  return {
    begin: () => earlierRows(setup),
    read: (row) => identify(incomingOf(row, reading, setup.moment.now), setup),
    keysOf: (arrival) => keysOf(arrival, setup),
    async look(tx, reads) {
      const probes = [...new Set(reads.flatMap((each) => probesOf(each, setup)))]
      const keys = [...new Set(reads.flatMap((each) => each.keys))]
      const holders = await matching.facts(tx, probes, setup.fields)
      return { holders, customers: await customersOf(tx, keys) }
    },
    tell: (arrival, rowNo, foresight) => foretell(arrival, rowNo, { setup, ...foresight }),
  }
}

function keysOf(arrival: Identified, setup: Setup): number[] {
  return [...new Set([...probesOf(arrival, setup), ...setup.marks(arrival.asked)])].map(hashKey)
}

/** What has to be looked up to tell a row's fate. */
function probesOf({ asked, incoming }: Identified, setup: Setup): string[] {
  return setup.matching(incoming.sourceId).probes(asked)
}

/** What an arrival will become, by the very decision it will meet, in the order of the file. */
function foretell(
  arrival: Identified,
  rowNo: number,
  { setup, twins, held: found }: Foresight<Known, EarlierRows> & { readonly setup: Setup },
): Foretold {
  const probes = probesOf(arrival, setup)
  const known: Holders = new Map()
  for (const probe of probes) {
    const held = found.holders.get(probe)
    if (held) known.set(probe, [...held])
  }
  twins.find(probes, known)
  const [asked] = recognised([arrival], found.customers)
  const told = admit(asked!, known, setup)
  const twin = told.match.verdict === 'new' ? undefined : told.match.held
  // As the flow remembers them: whatever becomes a lead, or joins one, brings its facts along.
  if (told.status === 'merged') twins.add(arrival, rowNo, twin)
  else if (told.status !== 'duplicate' && told.status !== 'rejected') twins.add(arrival, rowNo)
  const twinRow = (twin && twins.rowOf(twin)) ?? null
  return {
    fate: fateOf(told, twinRow !== null),
    reasons: told.reasons.length > 0 ? told.reasons.map(plain) : null,
    twinRow,
    twinLeadId: twinRow === null ? (twin?.leadId ?? null) : null,
    twinCustomerId: null,
    keys: keysOf(arrival, setup),
  }
}

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
