import type { AssignPolicy, AssignRule, Decision } from '../../contract/assign.ts'
import { refuse } from '../../contract/refusals.ts'
import { dayOf } from '../../rules/days.ts'
import { type Fields, fieldsOf } from '../../rules/fields.ts'
import type { Tx } from '../db/db.ts'
import { readClock } from '../lead/deadlines.ts'
import { readFields } from '../lead/fields.ts'
import { holderNames } from '../lead/names.ts'
import { seeLeads } from '../lead/reach.ts'
import type { UserCaller } from '../people/caller.ts'
import { policyVersion } from '../policy/store.ts'
import type { Field } from '../rooms/assign/decide/choose.ts'
import type { ByMerit } from '../rooms/assign/decide/merit.ts'
import { replay } from '../rooms/assign/decide/replay.ts'
import { decisionsOf, type KeptDecision, knownThen } from '../rooms/assign/store/decisions.ts'
import * as capturing from '../rooms/capture/store.ts'

/**
 * Every decision on whose a lead is, newest first: each is decided again from what was kept of it, which says of every
 * candidate why it was not they. Of a person who was erased only the outcome is left. Refuses `not_found` outside one's scope.
 */
export async function decisionsOn(tx: Tx, caller: UserCaller, leadId: string): Promise<Decision[]> {
  const now = new Date()
  const [lead] = await seeLeads(tx, caller, { leadIds: [leadId], now })
  if (!lead) throw refuse('not_found')
  const kept = await decisionsOf(tx, leadId)
  const key = (await capturing.readKeys(tx, [lead.personId])).get(lead.personId) ?? null
  const policies = await policiesOf(tx, kept)
  const { zone } = await readClock(tx, now)
  const fields = fieldsOf(await readFields(tx))
  const again = kept.map((each) => ({
    kept: each,
    policy: policies.get(each.policyVersion),
    ...decidedAgain(each, { key, policy: policies.get(each.policyVersion), fields, zone }),
  }))
  const names = await holderNames(
    tx,
    again.flatMap(({ kept: { toId }, field }) => [
      ...(toId ? [toId] : []),
      ...(field?.all.map(({ userId }) => userId) ?? []),
    ]),
  )
  return again.map((each) => told(each, names))
}

async function policiesOf(tx: Tx, kept: readonly KeptDecision[]): Promise<Map<number, AssignPolicy>> {
  const versions = [...new Set(kept.map((each) => each.policyVersion))]
  const held = await Promise.all(versions.map((version) => policyVersion(tx, 'assign', version)))
  return new Map(held.flatMap((policy) => (policy ? [[policy.version, policy.body]] : [])))
}

interface Knowing {
  readonly key: Buffer | null
  readonly policy: AssignPolicy | undefined
  readonly fields: Fields
  readonly zone: string
}

interface Again {
  readonly replayed: Decision['replayed']
  readonly passed: readonly { readonly ruleId: string; readonly because: string }[]
  /** What the rule that took it saw, or the last that was asked. */
  readonly field: Field | undefined
  readonly merit: ByMerit | null
  /** Whose it would have been by the same rule without whoever got it. */
  readonly nextId: string | null
}

function decidedAgain(kept: KeptDecision, { key, policy, fields, zone }: Knowing): Again {
  const known = knownThen(kept, key)
  if (!known || !policy)
    return { replayed: 'erased', passed: [], field: undefined, merit: null, nextId: null }
  const day = dayOf(kept.at, zone)
  const again = (barred: readonly string[]) =>
    replay(
      {
        leadId: kept.leadId,
        state: kept.state,
        policy,
        reps: kept.reps,
        day,
        known: {
          ...known,
          barred: [...(known.barred ?? []), ...barred],
        },
      },
      fields,
      { now: kept.at, zone },
    )
  const { assignment, looks } = again([])
  const { to, ruleId, passed, merit = null } = assignment
  const same = to.kind === kept.toKind && to.id === kept.toId && ruleId === kept.ruleId
  const took = looks.find(({ rule }) => rule.id === ruleId) ?? looks.at(-1)
  const next = same && to.kind === 'rep' ? again([to.id]).assignment : null
  // Beyond its rule nothing is kept of who could have got it
  const nextId = next?.to.kind === 'rep' && next.ruleId === ruleId ? next.to.id : null
  return { replayed: same ? 'same' : 'differs', passed, field: took?.field, merit, nextId }
}

function told(
  {
    kept,
    policy,
    replayed,
    passed,
    field,
    merit,
    nextId,
  }: Again & { kept: KeptDecision; policy: AssignPolicy | undefined },
  names: ReadonlyMap<string, string>,
): Decision {
  const nameOf = (id: string) => policy?.rules.find((rule: AssignRule) => rule.id === id)?.name ?? ''
  const why = new Map(field?.without.map((each) => [each.userId, each.because]))
  const free = kept.toKind === 'rep' ? 'turn' : 'free'
  return {
    decisionId: kept.decisionId,
    at: kept.at,
    policyVersion: kept.policyVersion,
    to: { kind: kept.toKind, id: kept.toId, name: kept.toId ? (names.get(kept.toId) ?? null) : null },
    rule: kept.ruleId === null ? null : { id: kept.ruleId, name: nameOf(kept.ruleId) },
    replayed,
    merit,
    next: nextId === null ? null : { id: nextId, name: names.get(nextId) ?? '' },
    passed: passed.map(({ ruleId, because }) => ({ id: ruleId, name: nameOf(ruleId), because })),
    candidates: (field?.all ?? []).map((rep) => ({
      id: rep.userId,
      name: names.get(rep.userId) ?? '',
      because: rep.userId === kept.toId ? 'got' : (why.get(rep.userId) ?? free),
      // The one who got it is counted already.
      holding: rep.holding - (rep.userId === kept.toId ? 1 : 0),
      givenToday: rep.givenToday - (rep.userId === kept.toId ? 1 : 0),
    })),
  }
}
