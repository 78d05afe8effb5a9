import { type RawBuilder, sql } from 'kysely'
import { rowsAfresh, type Tx } from '../db/db.ts'
import { queryKeys } from '../lead/keys.ts'
import type { Sight } from '../people/scope.ts'
import { clarity } from './sight.ts'

/** Up to this many keys a search finds are looked at lead by lead; more of them as a set. */
const FEW = 5000
/** Above every character a key can hold. */
const HIGHEST = '\u{10FFFF}'

/** A key that was typed, or the beginning of one. */
export interface Pattern {
  readonly text: string
  readonly whole: boolean
  /** How clearly a lead must be seen for its key to be asked for: else typing would tell it, letter by letter. */
  readonly need: number
  /** The order of what was probably meant: 0 is the very phone or address. */
  readonly rank: number
}

/** What somebody typed into a search box. */
export interface Wanted {
  /** Few leads have such keys: start from them. */
  readonly few: boolean
  /** Whether a lead seen like this is meant. */
  readonly fits: (sight: Sight) => RawBuilder<boolean>
}

const names: Readonly<Record<string, Pick<Pattern, 'need' | 'rank'>>> = {
  p: { need: clarity.full, rank: 1 },
  t: { need: clarity.full, rank: 1 },
  e: { need: clarity.full, rank: 1 },
  w: { need: clarity.full, rank: 1 },
  n: { need: clarity.masked, rank: 3 },
  y: { need: clarity.masked, rank: 4 },
  i: { need: clarity.masked, rank: 5 },
  c: { need: clarity.none, rank: 6 },
  d: { need: clarity.none, rank: 7 },
}

/** The keys a text asks for. */
export function patternsOf(text: string): Pattern[] {
  const { exact, prefix } = queryKeys(text)
  const read = (key: string) => names[key.charAt(0)] ?? { need: clarity.full, rank: 9 }
  return [
    // Who knows a whole number is told that it is here, in scope or not.
    ...exact.map((key) => ({
      text: key,
      whole: true,
      need: key.startsWith('p:') ? clarity.none : clarity.full,
      rank: 0,
    })),
    ...prefix.map((key) => ({ ...read(key), text: key, whole: false })),
  ]
}

/** The phone number in full, as its key, if that is what was typed. */
export function fullPhone(text: string): string | undefined {
  return queryKeys(text).exact.find((key) => key.startsWith('p:'))
}

/** Looks up what was typed; nothing typed is `undefined`. */
export async function readWanted(tx: Tx, text: string | undefined): Promise<Wanted | undefined> {
  if (!text?.trim()) return undefined
  const patterns = patternsOf(text)
  const [keyed] = patterns.length === 0 ? [] : await rowsAfresh(tx, countUpTo(tx, patterns, FEW + 1))
  const few = (keyed?.count ?? 0) <= FEW
  const among = few ? amongFew : amongMany
  return { few, fits: (sight) => among(tx, forSight(patterns, sight)) }
}

/** The patterns that may be asked of leads seen like this. */
export function forSight(patterns: readonly Pattern[], sight: Sight): Pattern[] {
  return patterns.filter(({ need }) => need <= clarity[sight])
}

function countUpTo(tx: Tx, patterns: readonly Pattern[], most: number): RawBuilder<{ count: number }> {
  return sql`select count(*) from (select from (${keyedBy(tx, patterns)}) k limit ${most}) counted`
}

/** The leads with such keys. A union of ranges, for an OR of them would read the table beside its index. */
export function keyedBy(tx: Tx, patterns: readonly Pattern[]): RawBuilder<unknown> {
  const none = sql`select null::uuid as lead_id, null::int as rank where false`
  const each = patterns.map(
    (pattern) => sql`select k.lead_id, ${pattern.rank}::int as rank from lead_key k
      where k.org_id = ${tx.orgId} and ${under(pattern)}`,
  )
  return sql.join([none, ...each], sql` union all `)
}

function amongFew(tx: Tx, patterns: readonly Pattern[]): RawBuilder<boolean> {
  return sql<boolean>`lead.lead_id = any(array(select k.lead_id from (${keyedBy(tx, patterns)}) k))`
}

// `is true` keeps it a set to be asked: as a join it would be planned by an estimate, and of ranges of text there is none.
function amongMany(tx: Tx, patterns: readonly Pattern[]): RawBuilder<boolean> {
  return sql<boolean>`(lead.lead_id in (select k.lead_id from (${keyedBy(tx, patterns)}) k)) is true`
}

/** Whether the key of `k` is the one that was typed, or begins with it. */
export function under({ text, whole }: Pattern): RawBuilder<unknown> {
  return whole ? sql`k.key = ${text}` : sql`(k.key >= ${text} and k.key < ${text + HIGHEST})`
}
