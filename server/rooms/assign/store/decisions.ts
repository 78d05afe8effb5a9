import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { sql } from 'kysely'
import type { AssignPolicy } from '../../../../contract/assign.ts'
import { rows, type Tx } from '../../../db/db.ts'
import { uuidv7 } from '../../../db/id.ts'
import { seal, unseal } from '../../../lead/seal.ts'
import type { Assignment } from '../decide/assigner.ts'
import { type Look, packed, type Standing, standingOf } from '../decide/record.ts'
import { keptFacts, type KnownThen, readFacts } from '../decide/replay.ts'
import type { Roster } from '../decide/roster.ts'

/** A decision to be kept: what was known of the lead, what the rules saw, whose it became. */
export interface Decided {
  readonly leadId: string
  /** The sealing key of the lead's person. */
  readonly key: Buffer
  readonly known: KnownThen
  readonly looks: readonly Look[]
  readonly assignment: Pick<Assignment, 'to' | 'ruleId'>
}

interface Occasion {
  readonly roster: Roster
  readonly version: number
  readonly now: Date
}

// Up to this many bytes a state is kept as it is: deflating saves little and takes as long as deciding.
const PLAIN = 400

/** A decision as its row keeps it. */
export interface Packed extends Pick<Decided, 'leadId' | 'assignment'> {
  readonly state: Buffer
  readonly sealed: Buffer
}

/** Makes a decision ready to be kept; touches nothing. */
export function pack({ leadId, assignment, looks, known, key }: Decided, policy: AssignPolicy): Packed {
  const state = squeezed(packed(looks, policy))
  return { leadId, assignment, state, sealed: seal(key, closed(keptFacts(known))) }
}

/** Keeps decisions for ever, and the roster they were made with unless it stands there already. */
export async function keepDecisions(tx: Tx, kept: readonly Packed[], at: Occasion): Promise<void> {
  if (kept.length === 0) return
  const { hash, kept: rosterKept } = keepRoster(tx, at)
  const decisionsKept = rows(
    tx,
    sql`insert into assign_decision
        (org_id, lead_id, decision_id, at, policy_version, roster_hash, rule_id, to_kind, to_id, state, sealed)
      select ${tx.orgId}, lead_id, decision_id, ${at.now}, ${at.version}, ${hash}, rule_id, to_kind, to_id, state, sealed
      from unnest(${kept.map(({ leadId }) => leadId)}::uuid[], ${kept.map(() => uuidv7())}::uuid[],
        ${kept.map(({ assignment }) => assignment.ruleId)}::text[], ${kept.map(({ assignment }) => assignment.to.kind)}::text[],
        ${kept.map(({ assignment }) => assignment.to.id)}::uuid[], ${kept.map(({ state }) => state)}::bytea[],
        ${kept.map(({ sealed }) => sealed)}::bytea[])
        as decided (lead_id, decision_id, rule_id, to_kind, to_id, state, sealed)`,
  )
  await Promise.all([rosterKept, decisionsKept])
}

function keepRoster(tx: Tx, { roster, now }: Occasion): { hash: Buffer; kept: Promise<unknown> } {
  const body = JSON.stringify([...roster.reps.values()].map(standingOf))
  const hash = createHash('sha256').update(body).digest().subarray(0, 16)
  // It stands there already but for the first decision after a change: then its body is not even read as JSON.
  const kept = rows(
    tx,
    sql`insert into roster_snapshot (org_id, hash, body, at)
      select ${tx.orgId}, ${hash}, ${body}::text::jsonb, ${now}
      where not exists (select from roster_snapshot where org_id = ${tx.orgId} and hash = ${hash})
      on conflict do nothing`,
  )
  return { hash, kept }
}

type Closed = { readonly known: string } | { readonly squeezed: string }

const closed = (text: string): Closed =>
  text.length <= PLAIN ? { known: text } : { squeezed: deflateRawSync(text, { level: 1 }).toString('base64') }

/** What was known of the lead, opened with its person's key; undefined where that is gone. */
export function knownThen(
  { sealed }: Pick<KeptDecision, 'sealed'>,
  key: Buffer | null,
): KnownThen | undefined {
  const held = unseal(key, sealed) as Closed | null
  if (!held) return undefined
  return readFacts(
    'known' in held ? held.known : inflateRawSync(Buffer.from(held.squeezed, 'base64')).toString(),
  )
}

function squeezed(state: Uint8Array): Buffer {
  if (state.length <= PLAIN) return Buffer.concat([Buffer.of(0), state])
  return Buffer.concat([Buffer.of(1), deflateRawSync(state, { level: 1 })])
}

function whole(held: Buffer): Uint8Array {
  return held[0] === 1 ? inflateRawSync(held.subarray(1)) : held.subarray(1)
}

/** A decision as it is kept, without what is sealed of it. */
export interface KeptDecision {
  readonly decisionId: string
  readonly leadId: string
  readonly at: Date
  readonly policyVersion: number
  readonly ruleId: string | null
  readonly toKind: 'rep' | 'pool' | 'waiting'
  readonly toId: string | null
  readonly state: Uint8Array
  readonly sealed: Buffer
  readonly reps: readonly Standing[]
}

/** The decisions on a lead, newest first. */
export async function decisionsOf(tx: Tx, leadId: string): Promise<KeptDecision[]> {
  const held = await rows(
    tx,
    sql<Omit<KeptDecision, 'state'> & { state: Buffer }>`
      select decision_id, lead_id, assign_decision.at, policy_version, rule_id, to_kind, to_id, state, sealed, body as reps
      from assign_decision
      join roster_snapshot on roster_snapshot.org_id = assign_decision.org_id and hash = roster_hash
      where assign_decision.org_id = ${tx.orgId} and lead_id = ${leadId}
      order by assign_decision.at desc, decision_id desc`,
  )
  return held.map((each) => ({ ...each, state: whole(each.state) }))
}
