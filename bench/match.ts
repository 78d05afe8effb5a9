import { sql } from 'kysely'
import { fieldsOf } from '../rules/fields.ts'
import { type MatchPolicy, usualManners } from '../rules/matching.ts'
import { type Db, inTransaction, rows, type Tx } from '../server/db/db.ts'
import { matchKeys } from '../server/lead/keys.ts'
import { firstMatchPolicy } from '../server/rooms/match/decide/first.ts'
import {
  type Asked,
  type Holders,
  type Matcher,
  matcher,
  remember,
} from '../server/rooms/match/decide/match.ts'
import * as matching from '../server/rooms/match/store.ts'
import { samples } from './list.ts'
import { anyOf, dice, person } from './people.ts'
import { type Bench, percentile, type Result } from './report.ts'
import { seed, type Seeded } from './seed.ts'
import { withDatabase } from './stage.ts'

const LOOKUPS = 2000
const FILE = 100_000
const CHUNK = 1000

const does = { ...firstMatchPolicy.rules[0]!.does }
const rule = (logic: string) => ({
  id: logic,
  name: logic,
  logic,
  strength: 'certain' as const,
  against: 'both' as const,
  does,
  active: true,
})

/** What is measured: the rules every organisation begins with, and such as people write. */
const policies: Readonly<Record<string, MatchPolicy>> = {
  'phone, e-mail': firstMatchPolicy,
  '(company and name) or phone': {
    ...usualManners,
    terms: [
      { name: 'A', kind: 'phone' },
      { name: 'B', kind: 'company' },
      { name: 'C', kind: 'pinyin' },
    ],
    rules: [rule('(B and C) or A')],
  },
  'company alike and name': {
    ...usualManners,
    terms: [
      { name: 'A', kind: 'companyLike', atLeast: 0.8, by: 'pairs' },
      { name: 'B', kind: 'name' },
    ],
    rules: [rule('A and B')],
  },
}

type Person = Pick<ReturnType<typeof person>, 'name' | 'company' | 'phone'> & { email?: string | null }

const askedOf = ({ name, company, phone, email = null }: Person): Asked => {
  const values = { name, company, phone, email }
  return { known: { ...values, attrs: {}, keys: new Set(matchKeys(values)) }, externalKey: null }
}

/** Is this person held? One arrival at a time, and a file against itself and all that is held. */
export const bench: Bench = {
  summary: 'matching against all leads held: one look-up, and a file of 100,000 rows',
  size: 1_000_000,
  run: (size, note) =>
    withDatabase(async (db) => {
      const seeded = await seed(db, { size })
      note('seeded')
      const known = await samples(db, seeded, LOOKUPS / 2)
      const strangers = people(LOOKUPS / 2, 7)
      const asked = [...known, ...strangers].map(askedOf)
      const limit = await probe(db, seeded, asked)
      const results: Result[] = []
      for (const [name, policy] of Object.entries(policies)) {
        const ready = matcher(policy, fieldsOf([]))
        const value = await lookUps(db, seeded, { ready, asked })
        note(name)
        results.push({
          name: `look-up by ${name}, p99`,
          value,
          unit: 'ms',
          limit,
          ratio: value / limit,
          goal: '≤ 5 ms',
          ok: value <= 5,
        })
        results.push(await fileOf(db, seeded, { name, ready, known }))
        note(`${name}: file`)
      }
      return results
    }),
}

function people(count: number, salt: number): Person[] {
  const roll = dice(salt)
  // Numbers no seeded lead has.
  return Array.from({ length: count }, (_, i) => person(50_000_000 + salt * 1_000_000 + i, roll))
}

/** Who holds these keys, by one plain statement: the least any matching has to ask. */
function plainly(tx: Tx, keys: readonly string[]) {
  return rows(
    tx,
    sql`select key, lead_id from lead_key where org_id = ${tx.orgId} and key = any(${[...keys]}::text[])`,
  )
}

/** One probe of the index by one key, p99 in ms, timed as a look-up is: within its transaction. */
async function probe(db: Db, { orgId }: Seeded, asked: readonly Asked[]): Promise<number> {
  const took: number[] = []
  for (const { known } of asked) {
    await inTransaction(db, orgId, async (tx) => {
      const from = performance.now()
      await plainly(tx, [...known.keys].slice(0, 1))
      took.push(performance.now() - from)
    })
  }
  return percentile(took.slice(5), 99)
}

interface Lookups {
  readonly ready: Matcher
  readonly asked: readonly Asked[]
}

async function lookUps(db: Db, { orgId }: Seeded, { ready, asked }: Lookups): Promise<number> {
  const fields = fieldsOf([])
  const took: number[] = []
  for (const each of asked) {
    await inTransaction(db, orgId, async (tx) => {
      const from = performance.now()
      ready.match(each, await matching.facts(tx, ready.probes(each), fields))
      took.push(performance.now() - from)
    })
  }
  return percentile(took.slice(5), 99)
}

interface File {
  readonly name: string
  readonly ready: Matcher
  readonly known: readonly Person[]
}

/** A file of which a tenth is held and a twentieth repeats a row before, against all that is held and itself; rows a second. */
async function fileOf(db: Db, { orgId }: Seeded, { name, ready, known }: File): Promise<Result> {
  const roll = dice(11)
  const fresh = people(FILE, 13)
  const file = fresh.map((each, at) => {
    const luck = roll()
    if (luck < 0.1) return anyOf(known, roll)
    return luck < 0.15 && at > 0 ? fresh[Math.floor(roll() * at)]! : each
  })
  const fields = fieldsOf([])
  const earlier: Holders = new Map()
  let plain = 0
  const from = performance.now()
  for (let at = 0; at < FILE; at += CHUNK) {
    const asked = file.slice(at, at + CHUNK).map(askedOf)
    const probes = [...new Set(asked.flatMap(ready.probes))]
    const holders = await inTransaction(db, orgId, (tx) => matching.facts(tx, probes, fields))
    for (const [i, each] of asked.entries()) {
      const theirs: Holders = new Map(
        ready
          .probes(each)
          .map((mark) => [mark, [...(holders.get(mark) ?? []), ...(earlier.get(mark) ?? [])]]),
      )
      if (ready.match(each, theirs).verdict !== 'new') continue
      const held = {
        leadId: `row ${at + i}`,
        personId: null,
        state: 'rep' as const,
        arrivedAt: new Date(),
        holder: null,
      }
      remember(earlier, ready.marks(each), { ...held, known: each.known })
    }
  }
  const value = FILE / ((performance.now() - from) / 1000)
  for (let at = 0; at < FILE; at += CHUNK) {
    const keys = file.slice(at, at + CHUNK).flatMap((each) => [...askedOf(each).known.keys])
    const began = performance.now()
    await inTransaction(db, orgId, (tx) => plainly(tx, keys))
    plain += performance.now() - began
  }
  const limit = FILE / (plain / 1000)
  return {
    name: `file of 100,000 by ${name}`,
    value,
    unit: 'rows/s',
    limit,
    ratio: value / limit,
    goal: '',
    ok: true,
  }
}
