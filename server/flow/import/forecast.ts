import { regionName } from '../../../rules/regions.ts'
import type { Tx } from '../../db/db.ts'
import { admit } from '../../flow.ts'
import type { Because } from '../../rooms/capture/decide.ts'
import { notesOf } from '../../rooms/clean/decide/suggest-noted.ts'
import type { Fate } from '../../rooms/import/decide/fate.ts'
import type { Row } from '../../rooms/import/decide/row.ts'
import { type Meant, tellNotes, tellProblem, type Told } from '../../rooms/import/decide/told.ts'
import { hashKey } from '../../rooms/import/decide/twins.ts'
import type { StagedRow } from '../../rooms/import/store.ts'
import type { Holders } from '../../rooms/match/decide/match.ts'
import { type Hearing, hearing } from '../consent/hearing.ts'
import { recognised } from '../customer-match.ts'
import { type Admission, identify, type Identified } from '../decision.ts'
import { type Found, lookUp, probesOf } from '../look.ts'
import type { Setup } from '../setup.ts'
import { type EarlierRows, earlierRows } from './earlier.ts'
import type { Foresight, Foreteller, Foretold } from './foretell.ts'
import { incomingOf, type Reading } from './rows.ts'

interface Known extends Found {
  /** What the rows' persons said of consent before, in the ledger and in rows told just before. */
  readonly hearing: Hearing
}

/** Foretells rows that are to become leads. */
export function leadForeteller(setup: Setup, reading: Reading): Foreteller<Identified, Known, EarlierRows> {
  return {
    begin: () => earlierRows(setup),
    read: (row) => identify(incomingOf(row, reading, setup.moment.now), setup),
    keysOf: (arrival) => keysOf(arrival, setup),
    look: (tx, reads) => look(tx, reads, setup),
    tell: (arrival, rowNo, foresight) => foretell(arrival, rowNo, { setup, ...foresight }),
  }
}

async function look(tx: Tx, reads: readonly Identified[], setup: Setup): Promise<Known> {
  const found = await lookUp(tx, reads, setup)
  return { ...found, hearing: await hearing(tx, reads, { holders: found.holders, setup }) }
}

function keysOf(arrival: Identified, setup: Setup): number[] {
  return [...new Set([...probesOf(arrival, setup), ...setup.marks(arrival.asked)])].map(hashKey)
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
  const [asked] = recognised([found.hearing.hear(arrival)], found.customers)
  const told = admit(asked!, known, setup)
  const twin = told.match.verdict === 'new' ? undefined : told.match.held
  const { arrivalId } = arrival.incoming
  const leadId = told.status === 'rejected' ? null : (twin?.leadId ?? arrivalId)
  // Who a row becomes is not known yet: it is called by its arrival.
  const personId = (told.status !== 'created' && twin?.personId) || arrivalId
  found.hearing.note({ ...arrival, status: told.status, leadId, personId })
  // As the flow remembers them: whatever becomes a lead, or joins one, brings its facts along.
  if (told.status === 'merged') twins.add(arrival, rowNo, twin)
  else if (told.status !== 'duplicate' && told.status !== 'rejected') twins.add(arrival, rowNo)
  const twinRow = (twin && twins.rowOf(twin)) ?? null
  const fate = fateOf(told, twinRow !== null)
  const hints = fate === 'new' ? notesOf(arrival.cleaned).map(asHint) : []
  const reasons = [...told.reasons.map(plain), ...hints]
  return {
    fate,
    reasons: reasons.length > 0 ? reasons : null,
    meant: told.suggestions.length > 0 ? told.suggestions.map(forCells) : null,
    twinRow,
    twinLeadId: twinRow === null ? (twin?.leadId ?? null) : null,
    twinCustomerId: null,
    keys: keysOf(arrival, setup),
  }
}

/** As somebody would write it into the cells: a region by its name. */
function forCells(suggestion: Admission['suggestions'][number]): Meant {
  const { field, value, confidence, pattern, message, patch } = suggestion
  const text = (of: string, as: string) => (of === 'region' ? regionName(as) : as)
  const cells = Object.entries(patch).map(([of, as]): [string, string] => [of, text(of, as)])
  return {
    field,
    value: text(field, value),
    confidence,
    pattern,
    message,
    patch: Object.fromEntries<string>(cells),
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

/** What was noted of a row that passes: it is kept as it is, unless somebody would rather mend it. */
const asHint = (note: Because): Told => ({ ...plain(note), hint: true })

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
  return why && { rowNo, cells, fate: 'unreadable', reasons: [why], meant: null, ...noTwin, keys: [] }
}

/** What was foretold of a row, with what is odd about it, as it is staged. */
export function stagedRow(row: Row, foretold: Foretold, { columns }: Shown): StagedRow {
  const notes = row.notes ? tellNotes(row, columns) : []
  const reasons = notes.length > 0 ? [...(foretold.reasons ?? []), ...notes] : foretold.reasons
  return { rowNo: row.rowNo, cells: row.cells, ...foretold, reasons }
}
