import { randomBytes } from 'node:crypto'
import type { NamedHow, ReferralState } from '../../../contract/referral.ts'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { codeOf } from '../../rooms/referral/decide/code.ts'
import { exactKeys, type NewReferrer, type ReferrerValues } from '../../rooms/referral/decide/referrer.ts'
import { type Found, findNamed, type Known, knownBy } from '../../rooms/referral/store.ts'
import { keysOfNamed, type Named } from './named.ts'

/** A referrer somebody was found to mean. */
export interface Meant {
  readonly referrerId: string
  readonly how: NamedHow
  readonly state: ReferralState
  readonly companies: readonly (string | null)[]
  readonly userId: string | null
  readonly repId: string | null
  /** Who is to be written: nobody has heard of them before. */
  readonly fresh?: NewReferrer
}

/**
 * Whom each named means: who has the code, who has the phone, who has the e-mail (these may be two people, and then both are
 * meant), else the only one of that name. Of a phone or an e-mail that nobody has a new referrer is made, unverified, known
 * as the member, customer or lead they are; the same one for all who name them. A code that nobody has, or that of somebody
 * put away, means nobody. Wants the keys locked.
 */
export async function findMeant(tx: Tx, named: readonly (Named | null)[]): Promise<Meant[][]> {
  const all = named.flatMap((each) => each ?? [])
  if (all.length === 0) return named.map(() => [])
  const held = await findNamed(tx, {
    codes: [...new Set(all.flatMap(({ code }) => code ?? []))],
    keys: [...new Set(all.flatMap(keysOfNamed))],
  })
  const byKey = Map.groupBy(held, (found) => found.key ?? found.code)
  const strange = all.flatMap((each) => exactKeys(each).filter((key) => !byKey.has(key)))
  const known = strange.length > 0 ? await knownBy(tx, [...new Set(strange)]) : []
  const fresh = new Map<string, NewReferrer>()
  return named.map((each) => (each ? meantBy(each, { byKey, known, fresh }) : []))
}

interface Looking {
  readonly byKey: ReadonlyMap<string, readonly Found[]>
  readonly known: readonly Known[]
  readonly fresh: Map<string, NewReferrer>
}

function meantBy(named: Named, { byKey, known, fresh }: Looking): Meant[] {
  const ways: readonly (readonly [NamedHow, string | null])[] = [
    ['code', named.code],
    ['phone', exactKeys({ phone: named.phone, email: null })[0] ?? null],
    ['email', exactKeys({ phone: null, email: named.email })[0] ?? null],
  ]
  const meant = ways.flatMap(([how, key]) => {
    const found = key === null ? undefined : byKey.get(key)?.[0]
    return found ? [meantOf(found, how)] : []
  })
  const here = meant.filter(({ archived }) => !archived)
  if (meant.length > 0) return distinct(here)
  const [key] = exactKeys(named)
  if (key !== undefined) return [freshOf(named, { key, known, fresh })]
  const called = byKey.get(keysOfNamed(named)[0] ?? '') ?? []
  const [only, ...more] = called.filter(({ archivedAt }) => archivedAt === null)
  return only && more.length === 0 ? [meantOf(only, 'name')] : []
}

const meantOf = (found: Found, how: NamedHow): Meant & { archived: boolean } => ({
  referrerId: found.referrerId,
  how,
  state: found.state,
  companies: found.companies,
  userId: found.userId,
  repId: found.repId,
  archived: found.archivedAt !== null,
})

function distinct(meant: readonly Meant[]): Meant[] {
  return meant.filter((one, at) => meant.findIndex(({ referrerId }) => referrerId === one.referrerId) === at)
}

function freshOf(
  named: Named,
  { key, known, fresh }: { key: string; known: readonly Known[]; fresh: Map<string, NewReferrer> },
): Meant {
  const keys = exactKeys(named)
  const made = keys.map((each) => fresh.get(each)).find((each) => each !== undefined)
  const links = linksOf(keys, known)
  const referrer = made ?? {
    ...newReferrer({
      kind: links.userId ? 'employee' : 'customer',
      name: named.name ?? links.name,
      company: null,
      phone: named.phone,
      email: named.email,
      note: null,
      repId: null,
      teamId: null,
    }),
    customerId: links.customerId,
    leadId: links.leadId,
    userId: links.userId,
  }
  for (const each of keys) if (!fresh.has(each)) fresh.set(each, referrer)
  return {
    referrerId: referrer.referrerId,
    how: key.startsWith('p:') ? 'phone' : 'email',
    state: 'unverified',
    companies: [],
    userId: referrer.userId,
    repId: null,
    fresh: referrer,
  }
}

/** A referrer of these values, with an id and a code. */
export function newReferrer(values: ReferrerValues, state: ReferralState = 'unverified'): NewReferrer {
  return {
    ...values,
    referrerId: uuidv7(),
    code: codeOf(randomBytes(6)),
    state,
    customerId: null,
    leadId: null,
    userId: null,
    createdBy: null,
  }
}

/** Who somebody with these keys is, among those we know; the earlier key tells first. */
export function linksOf(keys: readonly string[], known: readonly Known[]): Omit<Known, 'key'> {
  const theirs = keys.flatMap((key) => known.filter((each) => each.key === key))
  const first = <K extends 'customerId' | 'leadId' | 'userId' | 'name'>(field: K) =>
    theirs.find((each) => each[field] !== null)?.[field] ?? null
  return {
    customerId: first('customerId'),
    leadId: first('leadId'),
    userId: first('userId'),
    name: first('name'),
  }
}
