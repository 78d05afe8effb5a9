import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf, type Fields } from '../../../rules/fields.ts'
import { checkMatching, type MatchPolicy, type MatchTerm } from '../../../rules/matching.ts'
import { testDb } from '../../../test/database.ts'
import { policyBy, ruleOf } from '../../../test/matching.ts'
import { anyRecord, type AnyRecord, everyTerm } from '../../../test/records.ts'
import { newTeam } from '../../../test/team.ts'
import { undue, unvalued } from '../../../test/values.ts'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { companyCore } from '../../lead/company.ts'
import { writeFast } from '../../lead/fast.ts'
import { readFields } from '../../lead/fields.ts'
import { nameReadings } from '../../lead/han.ts'
import { writeKeys } from '../../lead/keyring.ts'
import { addressKey, mailbox, matchKeys, searchKeys } from '../../lead/keys.ts'
import { keepField } from '../../lead/settings.ts'
import { insertLeads } from '../../lead/store.ts'
import type { Known } from './decide/known.ts'
import { type Asked, type Held, type Holders, type Matcher, matcher } from './decide/match.ts'
import { jaroWinkler } from './decide/similar.ts'
import * as store from './store.ts'

const { db, org } = await testDb()
const custom = ({ studentId, seats }: AnyRecord) => ({
  ...(studentId === undefined ? {} : { student_id: studentId }),
  ...(seats === undefined ? {} : { seats }),
})

const knownOf = (record: AnyRecord): Known => ({
  ...record,
  attrs: custom(record),
  keys: new Set(matchKeys(record)),
})

// ── the oracle: each term as one would say it, without a key or an index ──────────────────────────

/** What companies are compared by: the first twelve characters or words of the core. */
function unitsOf(company: string | undefined): string[] {
  const all = companyCore(company ?? '').match(/[a-z0-9]+|\p{L}|\p{N}/gu) ?? []
  return all.slice(0, 12)
}

function pairsOf(company: string | undefined): Set<string> {
  const units = unitsOf(company)
  const pairs = units.flatMap((unit, i) => {
    if (unit.length > 1) return [unit]
    const next = units[i + 1]
    return next?.length === 1 ? [unit + next] : []
  })
  return new Set(pairs)
}

function editsBetween(a: string[], b: string[]): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      table[i]![j] = Math.min(
        table[i - 1]![j]! + 1,
        table[i]![j - 1]! + 1,
        table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      )
  return table[a.length]![b.length]!
}

const letters = (text: string | undefined) => (text ?? '').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
const sound = (name: string | undefined) =>
  /\p{Script=Han}/u.test(name ?? '') ? nameReadings(letters(name)).join('') : letters(name)
const same = (a: string | undefined | null, b: string | undefined | null) => Boolean(a) && a === b
const isShared = (phone: string | undefined) => phone?.startsWith('+864001')
const domainOf = (email: string | undefined) => {
  const host = email?.split('@')[1]
  return host === 'qq.com' || host === 'gmail.com' ? undefined : host
}
const kept = (units: string[]) =>
  units.filter((unit, i) => unit.length > 1 || units[i - 1]?.length === 1 || units[i + 1]?.length === 1)

function agree(term: MatchTerm, a: AnyRecord, b: AnyRecord): boolean {
  switch (term.kind) {
    case 'phone':
      return same(a.phone, b.phone) && !isShared(a.phone)
    case 'phoneEnd':
      return (
        same(a.phone?.slice(-term.digits), b.phone?.slice(-term.digits)) &&
        !isShared(a.phone) &&
        !isShared(b.phone)
      )
    case 'email':
      return same(a.email && mailbox(a.email), b.email && mailbox(b.email))
    case 'domain':
      return same(domainOf(a.email), domainOf(b.email))
    case 'wechat':
      return same(a.wechat, b.wechat)
    case 'creditCode':
      return same(a.creditCode, b.creditCode)
    case 'address':
      return same(a.address && addressKey(a.address), b.address && addressKey(b.address))
    case 'name':
      return same(letters(a.name), letters(b.name))
    case 'pinyin':
      return same(sound(a.name), sound(b.name))
    case 'nameLike':
      return (
        Boolean(a.name && b.name) &&
        Math.max(jaroWinkler(letters(a.name), letters(b.name)), jaroWinkler(sound(a.name), sound(b.name))) >=
          term.atLeast
      )
    case 'company':
      return (
        letters(companyCore(a.company ?? '')).length > 1 &&
        same(letters(companyCore(a.company ?? '')), letters(companyCore(b.company ?? '')))
      )
    case 'companyLike': {
      if (term.by === 'jaroWinkler') {
        const [x, y] = [letters(companyCore(a.company ?? '')), letters(companyCore(b.company ?? ''))]
        return x !== '' && y !== '' && jaroWinkler(x, y) >= term.atLeast
      }
      if (term.by === 'pairs') {
        const [x, y] = [pairsOf(a.company), pairsOf(b.company)]
        const both = [...x].filter((pair) => y.has(pair)).length
        return x.size > 0 && y.size > 0 && both / (x.size + y.size - both) >= term.atLeast - 1e-9
      }
      const [x, y] = [kept(unitsOf(a.company)), kept(unitsOf(b.company))]
      if (x.length === 0 || y.length === 0) return false
      return 1 - editsBetween(x, y) / Math.max(x.length, y.length) >= term.atLeast - 1e-9
    }
    case 'field': {
      const of = (record: AnyRecord) =>
        ({
          'custom.student_id': record.studentId?.toLowerCase(),
          'custom.seats': record.seats?.toString(),
          title: record.title?.toLowerCase(),
        })[term.field]
      return same(of(a), of(b))
    }
    case 'logic':
      return false
  }
}

const anyLine: fc.Arbitrary<string> = fc.letrec<{ line: string }>((tie) => ({
  line: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...everyTerm.map(({ name }) => name)),
    fc.array(tie('line'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' and ')})`),
    fc.array(tie('line'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' or ')})`),
    tie('line').map((part) => `not ${part}`),
  ),
})).line

/** The line as JavaScript, over what the oracle says of each term. */
function scripted(line: string): (truth: Readonly<Record<string, boolean>>) => boolean {
  const script = line.replaceAll(
    /\b[A-Q]\b|and|or|not/g,
    (word) => ({ and: '&&', or: '||', not: '!' })[word] ?? `t.${word}`,
  )
  // oxlint-disable-next-line typescript/no-implied-eval -- JavaScript itself is the oracle of what a line says
  return new Function('t', `return ${script}`) as ReturnType<typeof scripted>
}

async function addFields(tx: Tx): Promise<Fields> {
  for (const [key, type] of [
    ['student_id', 'text'],
    ['seats', 'number'],
  ] as const) {
    const field = {
      key,
      type,
      label: { zh: key, en: key },
      options: [],
      fast: true,
      personal: false,
      position: 0,
    }
    await keepField(tx, { ...field, fieldId: uuidv7() }, { by: null, at: new Date() })
  }
  return fieldsOf(await readFields(tx))
}

// ── what is held ─────────────────────────────────────────────────────────────────────────────────

async function hold(tx: Tx, records: readonly AnyRecord[], fields: Fields): Promise<string[]> {
  const leads = records.map((record) => ({ leadId: uuidv7(), record }))
  const sourceId = uuidv7()
  const nothing = {
    name: null,
    company: null,
    creditCode: null,
    title: null,
    phone: null,
    email: null,
    wechat: null,
    region: null,
    address: null,
    need: null,
    note: null,
  }
  const now = new Date()
  await insertLeads(
    tx,
    leads.map(({ leadId, record: { studentId: _, seats: __, ...facts }, record }) => ({
      ...nothing,
      ...facts,
      attrs: custom(record),
      leadId,
      personId: uuidv7(),
      tags: [],
      sourceId,
      externalId: null,
      door: 'api',
      touch: {},
      holder: { kind: 'waiting', id: null },
      poolId: null,
      protected: false,
      score: 0,
      grade: '',
      scoreTerms: [],
      scoreChangesAt: null,
      ...unvalued,
      scoreVersion: null,
      profileVerdict: null,
      profileKept: false,
      profileReasons: null,
      profileVersion: null,
      profileChangesAt: null,
      gateReasons: null,
      duplicateOf: null,
      customerId: null,
      arrivedAt: now,
      assignedRule: null,
      ...undue,
    })),
    now,
  )
  await writeKeys(
    tx,
    leads.map(({ leadId, record }) => ({
      leadId,
      keys: [...new Set([...matchKeys(record), ...searchKeys(record)])],
    })),
  )
  await writeFast(
    tx,
    leads.map(({ leadId, record }) => ({ leadId, attrs: custom(record) })),
    fields,
  )
  return leads.map(({ leadId }) => leadId)
}

const RULES = 5200
const HELD = 60
const ARRIVALS = 60
/** Rules whose probes are looked up together, as those of a batch are. */
const TOGETHER = 100
/** Arrivals that each rule is asked about. */
const EACH = 3

test(
  `${RULES} random rules find exactly whom comparing everybody with everybody finds`,
  { timeout: 300_000 },
  async () => {
    const team = await newTeam({ db, org })
    const fields = await team.within(addFields)
    const records = fc.sample(anyRecord, { numRuns: HELD, seed: 1 })
    const ids = await team.within((tx) => hold(tx, records, fields))
    const arrivals = fc.sample(anyRecord, { numRuns: ARRIVALS, seed: 3 })
    const truth = arrivals.map((a) =>
      records.map((b) => Object.fromEntries(everyTerm.map((term) => [term.name, agree(term, a, b)]))),
    )
    const rules = fc
      .sample(anyLine, { numRuns: RULES * 4, seed: 2 })
      .map((line): MatchPolicy => ({
        ...policyBy('link'),
        terms: [...everyTerm],
        rules: [ruleOf(line, 'link')],
      }))
      .filter((policy) => checkMatching(policy, fields).length === 0)
      .slice(0, RULES)
      .map((policy) => ({ line: policy.rules[0]!.logic, ready: matcher(policy, fields) }))
    expect(rules.length).toBe(RULES)
    let found = 0
    for (let from = 0; from < RULES; from += TOGETHER) {
      const asked = rules.slice(from, from + TOGETHER).flatMap((rule, i) =>
        Array.from({ length: EACH }, (_, j) => {
          const who = (from + i * EACH + j) % ARRIVALS
          const arrival: Asked = { known: knownOf(arrivals[who]!), externalKey: null }
          return { ...rule, who, arrival, probes: rule.ready.probes(arrival) }
        }),
      )
      const probes = [...new Set(asked.flatMap((each) => each.probes))]
      const holders = await team.within((tx) => store.facts(tx, probes, fields))
      for (const each of asked) {
        const holds = scripted(each.line)
        const expected = ids.filter((_, at) => holds(truth[each.who]![at]!))
        const got = foundBy(each, holders)
        const told = { line: each.line, arrival: arrivals[each.who] }
        expect({ ...told, found: got }).toEqual({ ...told, found: expected.toSorted() })
        found += got.length
      }
    }
    expect(found).toBeGreaterThan(RULES)
  },
)

/** Everybody the rule is true of among those its own probes find, each asked about alone. */
function foundBy(
  { ready, arrival, probes }: { ready: Matcher; arrival: Asked; probes: string[] },
  holders: Holders,
): string[] {
  const candidates = new Map<Held, string>()
  for (const probe of probes) for (const held of holders.get(probe) ?? []) candidates.set(held, probe)
  return [...candidates]
    .filter(([held, probe]) => ready.match(arrival, new Map([[probe, [held]]])).verdict !== 'new')
    .map(([{ leadId }]) => leadId as string)
    .toSorted()
}
