import { createRequire } from 'node:module'
import type AddressParse from 'address-parse'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { Converter } from 'opencc-js/t2cn'
import { clean, type RawLead } from '../server/rooms/clean/decide/clean.ts'
import { messyFields, messyLeads } from './messy-leads.ts'
import type { Bench, Result } from './report.ts'

/** Rows read before the clock starts, for the engine to learn the work. */
const WARM = 5_000
const PASSES = 3
/** The libraries are so slow that a part of the rows tells their pace. */
const SHARE = 20

const context = {
  fields: messyFields,
  at: { now: new Date('2026-11-26T02:00:00Z'), zone: 'Asia/Shanghai' },
}

/**
 * What no cleaning can do without is having the row and folding its widths: JSON.parse and NFKC of the same rows is the
 * limit. The libraries by themselves stand beside it, for who would put them together instead.
 */
export const bench: Bench = {
  summary: 'messy rows cleaned on one core, every reader in',
  size: 100_000,
  run: async (size, note) => {
    const leads = messyLeads(size)
    const lines = leads.map((lead) => JSON.stringify(lead))
    note('rows made')
    const limit = pace(lines, (line) => folded(JSON.parse(line) as RawLead))
    const cleaned = pace(leads, (lead) => clean(lead, context).values.phone)
    const libraries = pace(leads.slice(0, Math.ceil(size / SHARE)), asLibrariesDo)
    const results: Result[] = [
      { name: 'rows/s a core', value: cleaned, goal: '≥ 20,000 rows/s', ok: cleaned >= 20_000 },
      { name: 'the libraries’ own way', value: libraries, goal: 'for comparison', ok: true },
    ].map((one) => ({ ...one, unit: 'rows/s', limit, ratio: one.value / limit }))
    return results
  },
}

/** What was read is counted, lest the engine leave the reading out. */
let kept = 0

/**
 * Rows a second of processor time, which is what a core has, however busy the machine is with others; the best of some
 * passes, for a neighbour on the same core slows even that.
 */
function pace<T>(rows: readonly T[], read: (row: T) => unknown): number {
  for (const row of rows.slice(0, WARM)) read(row)
  const passes = Array.from({ length: PASSES }, () => {
    const from = process.cpuUsage()
    for (const row of rows) if (read(row)) kept += 1
    const { user, system } = process.cpuUsage(from)
    return rows.length / ((user + system) / 1e6)
  })
  return Math.max(...passes)
}

function folded({ custom, ...columns }: RawLead): number {
  let length = 0
  for (const cell of [...Object.values(columns), ...Object.values(custom ?? {})])
    length += String(cell).normalize('NFKC').length
  return length
}

// Its types say what bundlers make of it; Node's own import finds the parser one door further in
const addresses = (createRequire(import.meta.url)('address-parse') as { default: typeof AddressParse })
  .default
const simplify = Converter({ from: 't', to: 'cn' })

/** Phone by libphonenumber, script by OpenCC, place by address-parse, and a trim for the rest: no dates, no amounts. */
function asLibrariesDo({ name, company, phone, email, region }: RawLead): unknown {
  return [
    simplify((name ?? '').normalize('NFKC').trim()),
    simplify((company ?? '').normalize('NFKC').trim()),
    parsePhoneNumberFromString(phone ?? '', 'CN')?.number,
    email?.trim().toLowerCase(),
    addresses.parse(region ?? ''),
  ]
}
